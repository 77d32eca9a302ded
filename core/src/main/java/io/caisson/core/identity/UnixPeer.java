package io.caisson.core.identity;

import java.util.List;

/**
 * The process at the other end of a unix socket, as the kernel noted it when it connected.
 *
 * @param pid its number in our own namespace of processes; 0 where it has none there
 * @param uid its effective user
 * @param gid its effective group
 * @param groups its other groups
 * @param user the user's name on this machine; the number where it has none
 */
public record UnixPeer(int pid, long uid, long gid, List<Long> groups, String user) {
    public UnixPeer {
        groups = List.copyOf(groups);
    }
}
