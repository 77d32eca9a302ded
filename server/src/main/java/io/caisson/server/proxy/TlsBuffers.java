package io.caisson.server.proxy;

import java.nio.ByteBuffer;

/** What all TLS connections of one loop share while one of them reads or writes. Made at the loop's first. */
final class TlsBuffers {
    /** The largest record there is, with room to spare (RFC 8446, section 5.2, and RFC 5246, section 6.2.3). */
    static final int RECORD_BYTES_MAX = (16 << 10) + 2048 + 64;

    /** Records written at once. */
    private static final int RECORDS = 4;

    /** Encrypted bytes as they are read. */
    final ByteBuffer received = ByteBuffer.allocateDirect(EventLoop.READ_BYTES_MAX + RECORD_BYTES_MAX);
    /** Encrypted bytes on their way out. */
    final ByteBuffer sealed = ByteBuffer.allocateDirect(RECORDS * RECORD_BYTES_MAX);
    /** One record's content that does not fit where it was to go. */
    final ByteBuffer opened = ByteBuffer.allocateDirect(RECORD_BYTES_MAX);
    /** Nothing, for records that carry nothing of ours. */
    final ByteBuffer empty = ByteBuffer.allocate(0);
}
