package io.caisson.server.tls;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The common name in a distinguished name (RFC 5280, section 4.1.2.4). Read from the encoding and not from its text, in
 * which one attribute can be written to look like another.
 */
final class CommonName {
    private static final byte[] OBJECT = {6, 3, 0x55, 4, 3};
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;

    private CommonName() {}

    /** The name, or empty where there is none, several, or one that cannot be read. */
    static Optional<String> of(byte[] encoded) {
        List<String> names = new ArrayList<>();
        ByteBuffer all = ByteBuffer.wrap(encoded);
        try {
            ByteBuffer name = content(all, SEQUENCE);
            while (name.hasRemaining()) {
                ByteBuffer attributes = content(name, SET);
                while (attributes.hasRemaining()) {
                    add(content(attributes, SEQUENCE), names);
                }
            }
        } catch (IllegalArgumentException | java.nio.BufferUnderflowException malformed) {
            return Optional.empty();
        }
        return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
    }

    private static void add(ByteBuffer attribute, List<String> names) {
        byte[] object = new byte[Math.min(OBJECT.length, attribute.remaining())];
        attribute.get(object);
        if (Arrays.equals(object, OBJECT)) {
            int tag = attribute.get(attribute.position());
            ByteBuffer value = content(attribute, tag);
            try {
                names.add(charset(tag).newDecoder().decode(value).toString());
            } catch (CharacterCodingException malformed) {
                throw new IllegalArgumentException(malformed);
            }
        }
    }

    private static Charset charset(int tag) {
        return switch (tag) {
            case 0x0c -> StandardCharsets.UTF_8;
            case 0x13, 0x16 -> StandardCharsets.US_ASCII;
            case 0x14 -> StandardCharsets.ISO_8859_1;
            case 0x1e -> StandardCharsets.UTF_16BE;
            default -> throw new IllegalArgumentException("a string of type " + tag);
        };
    }

    /** The content of the next element, which the buffer then is behind. */
    private static ByteBuffer content(ByteBuffer from, int tag) {
        if (from.get() != tag) {
            throw new IllegalArgumentException("not of type " + tag);
        }
        int length = from.get() & 0xff;
        if (length > 0x80) {
            int count = length & 0x7f;
            length = 0;
            for (int i = 0; i < count; i++) {
                length = Math.addExact(Math.multiplyExact(length, 0x100), from.get() & 0xff);
            }
        }
        if (length > from.remaining()) {
            throw new IllegalArgumentException("longer than what holds it");
        }
        ByteBuffer content = from.slice(from.position(), length);
        from.position(from.position() + length);
        return content;
    }
}
