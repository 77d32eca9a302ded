package io.caisson.app.demo.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The body of one request, read while the handler asks for it. */
public final class RequestBody {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final WireInput input;
    private final OutputStream output;
    private final boolean chunked;
    /** Bytes left of the body, or of the present chunk. */
    private long left;

    private boolean ended;
    private boolean continueDue;

    /** A body of so many bytes. */
    static RequestBody ofLength(WireInput input, OutputStream output, long length, boolean expectsContinue) {
        return new RequestBody(input, output, false, length, expectsContinue);
    }

    static RequestBody ofChunks(WireInput input, OutputStream output, boolean expectsContinue) {
        return new RequestBody(input, output, true, 0, expectsContinue);
    }

    private RequestBody(WireInput input, OutputStream output, boolean chunked, long left, boolean expectsContinue) {
        this.input = input;
        this.output = output;
        this.chunked = chunked;
        this.left = left;
        this.ended = !chunked && left == 0;
        this.continueDue = expectsContinue && !ended;
    }

    /** Whether there is nothing (more) to read. */
    public boolean ended() {
        return ended;
    }

    /**
     * The rest of the body.
     *
     * @throws ApiFault 413 when it is longer than the bound
     */
    public byte[] readAll(int bytesMax) throws IOException {
        byte[] body = new byte[1024];
        int length = 0;
        while (true) {
            if (length == body.length) {
                body = Arrays.copyOf(body, Math.min(2 * body.length, bytesMax + 1));
            }
            int count = read(body, length, body.length - length);
            if (count < 0) {
                return Arrays.copyOf(body, length);
            }
            length += count;
            if (length > bytesMax) {
                throw new ApiFault(413, "http: request body too large");
            }
        }
    }

    /**
     * Reads and drops the rest.
     *
     * @return false when it is longer than the bound, or the client waits to be told to send it
     */
    boolean drain(int bytesMax) throws IOException {
        if (continueDue) {
            return false;
        }
        byte[] dropped = new byte[4096];
        int length = 0;
        while (length <= bytesMax) {
            int count = read(dropped, 0, dropped.length);
            if (count < 0) {
                return true;
            }
            length += count;
        }
        return false;
    }

    private int read(byte[] into, int offset, int length) throws IOException {
        if (continueDue) {
            continueDue = false;
            output.write(CONTINUE);
            output.flush();
        }
        if (!ended && left == 0) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int count = input.read(into, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new BadRequest(400, "body cut off");
        }
        left -= count;
        if (left == 0) {
            if (chunked) {
                if (!line().isEmpty()) {
                    throw new BadRequest(400, "no line end after a chunk");
                }
            } else {
                ended = true;
            }
        }
        return count;
    }

    private void nextChunk() throws IOException {
        String line = line();
        int end = line.indexOf(';');
        String size = (end < 0 ? line : line.substring(0, end)).strip();
        try {
            left = Long.parseLong(size, 16);
        } catch (NumberFormatException malformed) {
            throw new BadRequest(400, "bad chunk size");
        }
        if (left < 0) {
            throw new BadRequest(400, "bad chunk size");
        }
        if (left == 0) {
            ended = true;
            int trailers = 0;
            while (!line().isEmpty()) {
                if (++trailers > Bounds.HEADERS_MAX) {
                    throw new BadRequest(431, "too many trailers");
                }
            }
        }
    }

    private String line() throws IOException {
        String line = input.readLine(Bounds.CHUNK_LINE_BYTES_MAX);
        if (line == null) {
            throw new BadRequest(400, "body cut off");
        }
        return line;
    }
}
