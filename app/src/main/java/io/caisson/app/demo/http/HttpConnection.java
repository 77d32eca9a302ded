package io.caisson.app.demo.http;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/** One client's connection, request after request, on one virtual thread. */
final class HttpConnection {
    private final SocketChannel channel;
    private final Handler handler;
    private final InstantSource clock;
    private final WireInput input;
    private final WireOutput output;

    HttpConnection(SocketChannel channel, Handler handler, InstantSource clock) {
        this.channel = channel;
        this.handler = handler;
        this.clock = clock;
        this.input = new WireInput(channel);
        this.output = new WireOutput(channel);
    }

    /** Serves the connection until either side ends it, and closes it. */
    void serve() {
        try (channel) {
            RequestReader requests = new RequestReader(input, output);
            try {
                for (Request request = requests.next(); request != null; request = requests.next()) {
                    if (!exchange(request)) {
                        break;
                    }
                }
            } catch (BadRequest bad) {
                refuse(bad);
            }
            linger();
        } catch (IOException gone) {
            // The client left, or the server closed the channel.
        }
    }

    /** Answers one request and tells whether another may follow. */
    private boolean exchange(Request request) throws IOException {
        Reply reply = new Reply(channel, input, output, clock, request);
        try {
            handler.handle(request, reply);
        } catch (ApiFault fault) {
            if (reply.started()) {
                return false;
            }
            reply.error(fault.status(), fault.text());
        } catch (InterruptedException left) {
            // The client has ended its side while an answer was streamed. The answer ends as the engine's does: whole.
            reply.finish();
            return false;
        } catch (RuntimeException bug) {
            if (reply.started()) {
                return false;
            }
            reply.error(500, "the demo engine failed: " + bug);
        }
        if (reply.hijacked()) {
            return false;
        }
        reply.finish();
        return reply.keepsConnection() && request.body().drain(Bounds.DRAIN_BYTES_MAX);
    }

    private void refuse(BadRequest bad) throws IOException {
        String phrase = Reply.phrase(bad.status());
        String text = bad.status() + " " + phrase + (bad.getMessage() == null ? "" : ": " + bad.getMessage());
        output.write(("HTTP/1.1 " + bad.status() + " " + phrase + "\r\nContent-Type: text/plain; charset=utf-8\r\n"
                        + "Connection: close\r\n\r\n" + text)
                .getBytes(StandardCharsets.ISO_8859_1));
        output.flush();
    }

    /** Ends this side and waits a moment for the other, for closing with unread bytes would lose what was sent last. */
    private void linger() throws IOException {
        output.flush();
        channel.shutdownOutput();
        Thread closer = Linger.closeLater(channel);
        byte[] dropped = new byte[4096];
        while (input.read(dropped, 0, dropped.length) >= 0) {
            // Nothing is done with it.
        }
        closer.interrupt();
    }
}
