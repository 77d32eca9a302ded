package io.caisson.core.audit;

import io.caisson.core.http.ByteWriter;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Writes times in UTC; the text is made once per second. */
final class Timestamp {
    private static final int TIME_OF_DAY = "1970-01-01T".length();

    private byte @Nullable [] text;
    private long second;

    /** Writes {@code 2026-11-26T14:48:22.123Z} (RFC 3339). */
    void full(ByteWriter out, long millis) {
        write(out, millis, 0);
    }

    /** Writes {@code 14:48:22.123}. */
    void timeOfDay(ByteWriter out, long millis) {
        write(out, millis, TIME_OF_DAY);
        out.truncate(out.length() - 1);
    }

    private void write(ByteWriter out, long millis, int from) {
        long now = Math.floorDiv(millis, 1000);
        byte[] current = text;
        if (current == null || now != second) {
            current = render(now);
            text = current;
            second = now;
        }
        out.put(current, from, current.length - from);
        int rest = (int) (millis - 1000 * now);
        out.put('.')
                .put('0' + rest / 100)
                .put('0' + rest / 10 % 10)
                .put('0' + rest % 10)
                .put('Z');
    }

    private static byte[] render(long second) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        ByteWriter out = new ByteWriter(20);
        twoDigits(out, time.getYear() / 100);
        twoDigits(out, time.getYear() % 100);
        twoDigits(out.put('-'), time.getMonthValue());
        twoDigits(out.put('-'), time.getDayOfMonth());
        twoDigits(out.put('T'), time.getHour());
        twoDigits(out.put(':'), time.getMinute());
        twoDigits(out.put(':'), time.getSecond());
        return out.toByteArray();
    }

    private static void twoDigits(ByteWriter out, int value) {
        out.put('0' + value / 10 % 10).put('0' + value % 10);
    }
}
