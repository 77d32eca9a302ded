package io.caisson.server.client;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Wrong secrets by who sent them. After a few, nothing that could be guessed is looked at for a while, which gets
 * longer with each further one. Secrets that cannot be guessed are looked at all the same, so that nobody can lock
 * others out of theirs.
 */
final class Attempts {
    /** As many wrong ones as a person may need. */
    private static final int FREE = 5;

    private static final long SECOND = 1_000_000_000L;
    private static final int DOUBLINGS_MAX = 6;
    private static final long FORGOTTEN_AFTER = 900 * SECOND;
    /** Most callers that are remembered; beyond that the oldest are forgotten. */
    private static final int COUNT_MAX = 16_384;

    private final LinkedHashMap<String, Past> past = new LinkedHashMap<>();

    private record Past(int count, long last, long until) {}

    /** One more wrong secret of a caller. */
    synchronized void failed(String caller, long now) {
        Past before = past.remove(caller);
        int count = before == null || now - before.last() > FORGOTTEN_AFTER ? 1 : before.count() + 1;
        int doublings = Math.min(count - FREE, DOUBLINGS_MAX);
        past.put(caller, new Past(count, now, doublings < 0 ? now : now + (SECOND << doublings)));
        Iterator<Map.Entry<String, Past>> oldest = past.entrySet().iterator();
        if (past.size() > COUNT_MAX) {
            oldest.next();
            oldest.remove();
        }
    }

    /** For how many nanoseconds nothing of a caller is looked at; 0 where everything is. */
    synchronized long pause(String caller, long now) {
        Past before = past.get(caller);
        return before == null ? 0 : Math.max(before.until() - now, 0);
    }
}
