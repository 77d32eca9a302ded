package io.caisson.app.demo.process;

/** A piece of output. The bytes are not changed once the chunk exists. */
public final class Chunk {
    private static final int HEADER_BYTES = 8;

    private final Std stream;
    private final byte[] bytes;

    public Chunk(Std stream, byte[] bytes) {
        this.stream = stream;
        this.bytes = bytes;
    }

    public Std stream() {
        return stream;
    }

    /** The bytes themselves, not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** The piece as a frame of the engine's multiplexed stream: stream number, three zeros, length, bytes. */
    public byte[] frame() {
        byte[] frame = new byte[HEADER_BYTES + bytes.length];
        frame[0] = (byte) stream.number();
        for (int i = 0; i < 4; i++) {
            frame[4 + i] = (byte) (bytes.length >>> 8 * (3 - i));
        }
        System.arraycopy(bytes, 0, frame, HEADER_BYTES, bytes.length);
        return frame;
    }
}
