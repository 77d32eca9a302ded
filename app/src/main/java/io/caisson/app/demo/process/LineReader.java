package io.caisson.app.demo.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of input. At a terminal it is also the line discipline: it echoes what is typed as it takes it, and knows
 * backspace, control-U, control-L, control-C and control-D. Escape sequences, such as arrow keys, are swallowed.
 */
final class LineReader {
    private static final int LINE_BYTES_MAX = 4096;
    private static final int CONTROL_C = 3;
    private static final int CONTROL_D = 4;
    private static final int CONTROL_L = 12;
    private static final int CONTROL_U = 21;
    private static final int ESCAPE = 27;
    private static final int DELETE = 127;

    private final Stdio stdio;
    private final byte[] buffer = new byte[4096];
    private int position;
    private int limit;

    LineReader(Stdio stdio) {
        this.stdio = stdio;
    }

    /** The next line, or null at the end of input. A last line without an end counts. */
    @Nullable
    String next(String prompt) throws InterruptedException, KeyboardInterrupt {
        echo(prompt);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int octet = octet();
            if (octet < 0) {
                return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
            }
            if (octet == '\n' || octet == '\r' && stdio.tty()) {
                echo("\n");
                return line.toString(StandardCharsets.UTF_8);
            }
            if (!stdio.tty()) {
                add(line, octet);
            } else if (octet == CONTROL_D) {
                if (line.size() == 0) {
                    return null;
                }
            } else if (!edit(line, octet, prompt)) {
                add(line, octet);
                stdio.out().write(Std.OUT, new byte[] {(byte) octet});
            }
        }
    }

    /** Acts on an editing key; false when it is a character of the line. */
    private boolean edit(ByteArrayOutputStream line, int octet, String prompt)
            throws InterruptedException, KeyboardInterrupt {
        switch (octet) {
            case CONTROL_C -> {
                echo("^C\n");
                throw new KeyboardInterrupt();
            }
            case '\b', DELETE -> erase(line);
            case CONTROL_U -> {
                while (line.size() > 0) {
                    erase(line);
                }
            }
            case CONTROL_L -> echo("\033[H\033[J" + prompt + line.toString(StandardCharsets.UTF_8));
            case ESCAPE -> swallowSequence();
            default -> {
                return octet < ' ';
            }
        }
        return true;
    }

    private static void add(ByteArrayOutputStream line, int octet) {
        if (line.size() < LINE_BYTES_MAX) {
            line.write(octet);
        }
    }

    private void erase(ByteArrayOutputStream line) throws InterruptedException {
        String text = line.toString(StandardCharsets.UTF_8);
        if (!text.isEmpty()) {
            line.reset();
            line.writeBytes(text.substring(0, text.offsetByCodePoints(text.length(), -1))
                    .getBytes(StandardCharsets.UTF_8));
            echo("\b \b");
        }
    }

    private void swallowSequence() throws InterruptedException {
        int octet = octet();
        if (octet == '[' || octet == 'O') {
            do {
                octet = octet();
            } while (octet >= ' ' && octet < '@');
        }
    }

    /** Reads input as it comes. */
    int readRaw(byte[] into) throws InterruptedException {
        if (position == limit) {
            return stdio.in().read(into);
        }
        int count = Math.min(into.length, limit - position);
        System.arraycopy(buffer, position, into, 0, count);
        position += count;
        return count;
    }

    private int octet() throws InterruptedException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, stdio.in().read(buffer));
            if (limit == 0) {
                return -1;
            }
        }
        return buffer[position++] & 0xff;
    }

    private void echo(String text) throws InterruptedException {
        if (stdio.tty() && !text.isEmpty()) {
            stdio.out().write(Std.OUT, text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
