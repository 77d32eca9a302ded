package io.caisson.conformance.rig;

import java.util.Locale;
import java.util.Optional;

/**
 * One HTTP answer as it came.
 *
 * @param status the status code; 0 where the connection ended without an answer
 * @param head status line and header lines
 * @param body what followed the head, chunks taken apart where it came in chunks
 */
public record Reply(int status, String head, String body) {
    static Reply parse(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0 || !text.startsWith("HTTP/1.")) {
            return new Reply(0, text, "");
        }
        var head = text.substring(0, end);
        var body = text.substring(end + 4);
        boolean chunked = head.toLowerCase(Locale.ROOT).contains("\r\ntransfer-encoding: chunked");
        return new Reply(Integer.parseInt(head.substring(9, 12)), head, chunked ? dechunked(body) : body);
    }

    /** The value of the first header of this name. */
    public Optional<String> header(String name) {
        return head.lines()
                .skip(1)
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    private static String dechunked(String body) {
        var whole = new StringBuilder();
        int at = 0;
        while (true) {
            int lineEnd = body.indexOf("\r\n", at);
            if (lineEnd < 0) {
                throw new AssertionError("chunks end without a last one: " + body);
            }
            int size = Integer.parseInt(body.substring(at, lineEnd), 16);
            if (size == 0) {
                return whole.toString();
            }
            whole.append(body, lineEnd + 2, lineEnd + 2 + size);
            at = lineEnd + 2 + size + 2;
        }
    }
}
