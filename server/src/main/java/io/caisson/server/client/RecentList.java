package io.caisson.server.client;

import io.caisson.server.upstream.EngineQuery;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is asked for after whoever wants it came, and shared by all who came before it was asked for: however
 * many connections come at once, the engine is asked once at a time.
 */
final class RecentList {
    /** What is asked. */
    interface Question {
        EngineQuery.Answer ask() throws IOException;
    }

    private final Question question;
    /** The answer that those who come now will share; null when nobody has come since the last was asked for. */
    private @Nullable CompletableFuture<EngineQuery.Answer> next;

    private final Object asking = new Object();

    RecentList(Question question) {
        this.question = question;
    }

    /** Waits for an answer to a question that is asked after this call. */
    EngineQuery.Answer get() throws IOException {
        CompletableFuture<EngineQuery.Answer> shared;
        boolean first;
        synchronized (this) {
            first = next == null;
            if (next == null) {
                next = new CompletableFuture<>();
            }
            shared = next;
        }
        if (first) {
            lead(shared);
        }
        try {
            return shared.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException fault ? fault : new IOException(failed.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stop);
        }
    }

    /** The first to come asks for all: when the question before it is over, and so nobody else can join. */
    private void lead(CompletableFuture<EngineQuery.Answer> shared) {
        synchronized (asking) {
            synchronized (this) {
                next = null;
            }
            try {
                shared.complete(question.ask());
            } catch (IOException | RuntimeException fault) {
                shared.completeExceptionally(fault);
            }
        }
    }
}
