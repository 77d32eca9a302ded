package io.caisson.server.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds small tar archives. */
public final class TestArchive {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public TestArchive file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8), 0644);
    }

    public TestArchive file(String name, byte[] content, int mode) {
        out.writeBytes(header(name, content.length, mode));
        out.writeBytes(content);
        out.writeBytes(new byte[(512 - content.length % 512) % 512]);
        return this;
    }

    /** A header alone. */
    public static byte[] header(String name, long size, int mode) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "%07o\0".formatted(mode));
        put(header, 124, "%011o\0".formatted(size));
        header[156] = '0';
        put(header, 257, "ustar\00000");
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte octet : header) {
            sum += octet & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    /** The entries without the end. */
    public byte[] entries() {
        return out.toByteArray();
    }

    /** The archive with its end. */
    public byte[] bytes() {
        byte[] entries = out.toByteArray();
        return Arrays.copyOf(entries, entries.length + 1024);
    }
}
