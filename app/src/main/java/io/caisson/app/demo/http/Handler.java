package io.caisson.app.demo.http;

import java.io.IOException;

/** Answers requests. Called from many threads at once. */
@FunctionalInterface
public interface Handler {
    /**
     * Answers one request.
     *
     * @throws ApiFault to answer with an error document, if nothing was sent yet
     * @throws InterruptedException when the client has left, or the server closes
     */
    void handle(Request request, Reply reply) throws IOException, InterruptedException;
}
