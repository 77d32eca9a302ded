package io.caisson.core.tar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds archives entry by entry, right ones and wrong ones. */
public final class Archives {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A header with its checksum. */
    public static byte[] header(String name, char type, String link, long size, int mode) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "%07o\0".formatted(mode));
        put(header, 108, "0001750\0");
        put(header, 116, "0000000\0");
        put(header, 124, "%011o\0".formatted(size));
        put(header, 136, "00000000000\0");
        header[156] = (byte) type;
        put(header, 157, link);
        put(header, 257, "ustar\00000");
        return signed(header);
    }

    /** The header with the checksum that it should have. */
    public static byte[] signed(byte[] header) {
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte octet : header) {
            sum += octet & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        return header;
    }

    public static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    public Archives entry(String name, char type, String link, byte[] content) {
        return raw(header(name, type, link, content.length, 0644)).padded(content);
    }

    public Archives file(String name, String content) {
        return entry(name, '0', "", content.getBytes(StandardCharsets.UTF_8));
    }

    public Archives file(String name, int mode) {
        return raw(header(name, '0', "", 0, mode));
    }

    public Archives folder(String name) {
        return entry(name, '5', "", new byte[0]);
    }

    public Archives symlink(String name, String target) {
        return entry(name, '2', target, new byte[0]);
    }

    public Archives link(String name, String target) {
        return entry(name, '1', target, new byte[0]);
    }

    /** An extended header with one record. */
    public Archives extended(char type, String key, String value) {
        String record = " " + key + "=" + value + "\n";
        int length = record.getBytes(StandardCharsets.UTF_8).length + 1;
        while (Integer.toString(length).length() + record.getBytes(StandardCharsets.UTF_8).length != length) {
            length++;
        }
        return entry("PaxHeaders/x", type, "", (length + record).getBytes(StandardCharsets.UTF_8));
    }

    public Archives raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public Archives padded(byte[] content) {
        return raw(content).raw(new byte[(512 - content.length % 512) % 512]);
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
