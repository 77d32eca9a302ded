package io.caisson.server.unpack;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** How an archive is compressed, told by its first bytes as engines tell it. */
public enum Packing {
    /** Not at all, or in no way that engines know. */
    NONE(0),
    GZIP(96 << 10),
    BZIP2(5 << 20),
    XZ(10 << 20),
    ZSTD(9 << 20);

    /** So many first bytes tell. */
    public static final int MAGIC_BYTES = 6;

    private static final int SKIPPABLE = 0x184d2a50;

    private final int memory;

    Packing(int memory) {
        this.memory = memory;
    }

    /** Bytes of memory that unpacking takes at most, the buffers between threads included. */
    public int memory() {
        return memory + Unpacker.BUFFER_BYTES;
    }

    /** What the first {@link #MAGIC_BYTES} of a body say. */
    public static Packing of(byte[] first) {
        int little = first[0] & 0xff | (first[1] & 0xff) << 8 | (first[2] & 0xff) << 16 | (first[3] & 0xff) << 24;
        if ((little & 0xffffff) == 0x088b1f) {
            return GZIP;
        }
        if (first[0] == 'B' && first[1] == 'Z' && first[2] == 'h') {
            return BZIP2;
        }
        if (little == 0x587a37fd && first[4] == 'Z' && first[5] == 0) {
            return XZ;
        }
        // A frame that is to be skipped may come first.
        return little == 0xfd2fb528 || (little & 0xfffffff0) == SKIPPABLE ? ZSTD : NONE;
    }

    /**
     * The plain bytes of a compressed stream.
     *
     * @throws IOException where it is damaged, or wants more memory than there is for it
     */
    InputStream open(InputStream packed) throws IOException {
        return switch (this) {
            case NONE -> packed;
            case GZIP -> new GZIPInputStream(packed, 8 << 10);
            case BZIP2, XZ, ZSTD -> throw new IOException(this + " is not read");
        };
    }
}
