package io.caisson.core.tar;

import io.caisson.core.reason.Reason;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Follows an archive through buffers of any size and says which of its bytes have been judged. Invariant: no byte is
 * released before the {@link TarSink} has seen the entry it belongs to, and nothing of the archive's end ever is:
 * whoever passes the archive on writes the end himself, once {@link #finish} has returned.
 *
 * <p>It holds one header block, what extended headers say of the next entry, and the content that the sink wants.
 */
public final class TarScanner {
    /** Longest content of an extended header. */
    public static final int EXTENDED_BYTES_MAX = 64 << 10;
    /** Longest content that a sink may want. */
    public static final int CONTENT_BYTES_MAX = 256 << 10;
    /** Most entries. */
    public static final int ENTRIES_MAX = 1 << 20;
    /** The end that archives have: two blocks of zeros. */
    public static final int END_BYTES = 2 * TarHeader.BLOCK;

    private static final byte[] NONE = {};

    private enum State {
        HEADER,
        EXTENDED,
        EXTENDED_PADDING,
        CONTENT,
        PADDING,
        END
    }

    private final TarSink sink;
    private final byte[] block = new byte[TarHeader.BLOCK];
    private int blockLength;
    private State state = State.HEADER;
    private final ExtendedHeaders extended = new ExtendedHeaders();
    private char extendedType;
    /** Content that is collected: of an extended header, or of an entry that the sink wants. */
    private byte[] collected = NONE;

    private int collectedLength;
    private boolean wanted;
    private long left;
    private int padding;
    private long position;
    private int entries;

    private boolean releasedHeld;
    private int releasedTo;

    /** A scanner at the beginning of an archive. */
    public TarScanner(TarSink sink) {
        this.sink = sink;
    }

    /** Scans from {@code from} to {@code to}, by absolute positions. */
    public void scan(ByteBuffer buffer, int from, int to) throws TarFault {
        releasedHeld = false;
        releasedTo = from;
        int at = from;
        while (at < to) {
            int before = at;
            at = switch (state) {
                case HEADER -> header(buffer, at, to);
                case EXTENDED, CONTENT -> content(buffer, at, to);
                case EXTENDED_PADDING, PADDING -> padding(at, to);
                case END -> end(buffer, at, to);
            };
            position += at - before;
            if (isJudged()) {
                releasedHeld = true;
                releasedTo = at;
            }
        }
    }

    /** After {@link #scan}: whether the bytes that had not been judged before it may go on now. */
    public boolean releasedHeld() {
        return releasedHeld;
    }

    /** After {@link #scan}: up to which position its bytes may go on; those behind wait, or are dropped at the end. */
    public int releasedTo() {
        return releasedTo;
    }

    /** Whether the archive's end has begun: whatever is not released is to be dropped. */
    public boolean ended() {
        return state == State.END;
    }

    /** How many bytes follow that need not be looked at and may go on. */
    public long opaqueBytes() {
        return state == State.CONTENT && !wanted ? left : 0;
    }

    /** Takes up bytes that have gone on without being looked at; at most {@link #opaqueBytes()}. */
    public void skip(long count) {
        left -= count;
        position += count;
        if (left == 0) {
            state = padding == 0 ? State.HEADER : State.PADDING;
        }
    }

    /** The archive is over: refuses one that is cut, and lets the sink judge the whole. */
    public void finish() throws TarFault {
        if (state != State.END) {
            throw TarHeader.fault("it ends without its end mark", position);
        }
        sink.end();
    }

    /** Whether the bytes so far belong to entries that have been judged. */
    private boolean isJudged() {
        return state == State.CONTENT
                || state == State.PADDING
                || state == State.HEADER && blockLength == 0 && extended.isEmpty();
    }

    private int header(ByteBuffer buffer, int from, int to) throws TarFault {
        int count = Math.min(TarHeader.BLOCK - blockLength, to - from);
        buffer.get(from, block, blockLength, count);
        blockLength += count;
        if (blockLength == TarHeader.BLOCK) {
            blockLength = 0;
            long at = position + count - TarHeader.BLOCK;
            if (isZero()) {
                if (!extended.isEmpty()) {
                    throw TarHeader.fault("an extended header has no entry", at);
                }
                state = State.END;
            } else {
                begin(new TarHeader(block, at), at);
            }
        }
        return from + count;
    }

    private boolean isZero() {
        for (byte octet : block) {
            if (octet != 0) {
                return false;
            }
        }
        return true;
    }

    private void begin(TarHeader header, long at) throws TarFault {
        char type = header.type();
        switch (type) {
            case 'x', 'g', 'L', 'K' -> {
                long size = header.size();
                if (size > EXTENDED_BYTES_MAX) {
                    throw new TarFault(
                            Reason.BODY_TOO_COMPLEX,
                            "an extended header of more than " + EXTENDED_BYTES_MAX + " bytes");
                }
                extendedType = type;
                collect(size);
                state = State.EXTENDED;
                expect(size);
            }
            case '0', '\0', '1', '2', '3', '4', '5', '6' -> entry(header, type, at);
            default ->
                throw TarHeader.fault("an entry of the type `" + (type < ' ' || type > '~' ? '?' : type) + "`", at);
        }
    }

    private void collect(long size) {
        collected = new byte[(int) size];
        collectedLength = 0;
    }

    private void entry(TarHeader header, char type, long at) throws TarFault {
        String said = extended.path().isPresent() ? extended.path().get() : header.name();
        String link = extended.link().isPresent() ? extended.link().get() : header.link();
        long size = extended.size(header.size(), at);
        boolean slash = said.endsWith("/");
        TarEntry.Type kind = switch (type) {
            case '1' -> TarEntry.Type.LINK;
            case '2' -> TarEntry.Type.SYMLINK;
            case '3', '4', '6' -> TarEntry.Type.DEVICE;
            case '5' -> TarEntry.Type.FOLDER;
            default -> type == '\0' && slash ? TarEntry.Type.FOLDER : TarEntry.Type.FILE;
        };
        if (kind != TarEntry.Type.FILE && size != 0) {
            // Some readers skip so much, and some do not.
            throw TarHeader.fault("content of an entry that has none", at);
        }
        if (kind != TarEntry.Type.FOLDER && slash) {
            throw TarHeader.fault("a name of a file that ends like a folder's", at);
        }
        if (++entries > ENTRIES_MAX) {
            throw new TarFault(Reason.BODY_TOO_COMPLEX, "more than " + ENTRIES_MAX + " entries");
        }
        wanted = sink.entry(new TarEntry(
                TarHeader.clean(said, at), kind, size, header.mode(), header.user(), link, extended.capable()));
        extended.clear();
        if (wanted) {
            if (size > CONTENT_BYTES_MAX) {
                throw new TarFault(
                        Reason.BODY_TOO_COMPLEX,
                        "`" + said + "` has more than " + CONTENT_BYTES_MAX + " bytes, which is too much to be judged");
            }
            collect(size);
        }
        state = State.CONTENT;
        expect(size);
    }

    private void expect(long size) throws TarFault {
        left = size;
        padding = (int) (-size & TarHeader.BLOCK - 1);
        if (left == 0) {
            contentOver();
        }
    }

    private int content(ByteBuffer buffer, int from, int to) throws TarFault {
        int count = (int) Math.min(left, to - from);
        if (state == State.EXTENDED || wanted) {
            buffer.get(from, collected, collectedLength, count);
            collectedLength += count;
        }
        left -= count;
        if (left == 0) {
            contentOver();
        }
        return from + count;
    }

    private void contentOver() throws TarFault {
        boolean ofExtended = state == State.EXTENDED;
        if (ofExtended) {
            switch (extendedType) {
                case 'x' -> extended.records(collected, collectedLength, false, position);
                case 'g' -> extended.records(collected, collectedLength, true, position);
                default -> extended.longName(extendedType == 'K', collected, collectedLength, position);
            }
        } else if (wanted) {
            wanted = false;
            sink.content(Arrays.copyOf(collected, collectedLength));
        }
        collected = NONE;
        if (padding == 0) {
            state = State.HEADER;
        } else {
            state = ofExtended ? State.EXTENDED_PADDING : State.PADDING;
        }
    }

    private int padding(int from, int to) {
        int count = Math.min(padding, to - from);
        padding -= count;
        if (padding == 0) {
            state = State.HEADER;
        }
        return from + count;
    }

    private int end(ByteBuffer buffer, int from, int to) throws TarFault {
        for (int i = from; i < to; i++) {
            if (buffer.get(i) != 0) {
                throw TarHeader.fault("something follows the end", position + i - from);
            }
        }
        return to;
    }
}
