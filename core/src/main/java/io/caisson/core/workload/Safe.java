package io.caisson.core.workload;

import java.util.Set;

/** What a standard allows without an exception, of the controls for which it has a list. */
final class Safe {
    private static final Set<String> CAPABILITIES = Set.of(
            "AUDIT_WRITE",
            "CHOWN",
            "DAC_OVERRIDE",
            "FOWNER",
            "FSETID",
            "KILL",
            "MKNOD",
            "NET_BIND_SERVICE",
            "SETFCAP",
            "SETGID",
            "SETPCAP",
            "SETUID",
            "SYS_CHROOT");
    private static final Set<String> SYSCTLS = Set.of(
            "kernel.shm_rmid_forced",
            "net.ipv4.ip_local_port_range",
            "net.ipv4.ip_local_reserved_ports",
            "net.ipv4.ip_unprivileged_port_start",
            "net.ipv4.ping_group_range",
            "net.ipv4.tcp_fin_timeout",
            "net.ipv4.tcp_keepalive_intvl",
            "net.ipv4.tcp_keepalive_probes",
            "net.ipv4.tcp_keepalive_time",
            "net.ipv4.tcp_syncookies");
    private static final Set<String> LOG_OPTIONS =
            Set.of("max-size", "max-file", "compress", "tag", "mode", "max-buffer-size");
    /** The largest id of a user or group that engines take. */
    private static final long ID_MAX = Integer.MAX_VALUE;

    private Safe() {}

    static boolean allows(Standard standard, Control control, String value) {
        boolean baseline = standard == Standard.BASELINE;
        return switch (control) {
            case CAPABILITIES -> baseline ? CAPABILITIES.contains(value) : value.equals("NET_BIND_SERVICE");
            case SYSCTLS -> SYSCTLS.contains(value);
            case USERS, EXEC_USERS -> isOrdinary(value);
            case LOG_DRIVERS -> value.equals("json-file") || value.equals("local") || value.equals("none");
            case LOG_OPTIONS -> LOG_OPTIONS.contains(value);
            case VOLUME_DRIVERS -> value.equals("local");
            case NETWORK_DRIVERS -> value.equals("bridge") || value.equals("overlay") || value.equals("default");
            case NETWORK_OPTIONS ->
                value.startsWith("com.docker.network.driver.mtu=")
                        || value.startsWith("com.docker.network.bridge.enable_icc=")
                        || value.equals("encrypted=")
                        || value.equals("local")
                        || value.equals("swarm");
            case TMPFS_OPTIONS -> value.startsWith("nr_inodes=") || baseline && value.equals("exec");
            default -> false;
        };
    }

    /** Whether a user is a number above zero, and so is the group where one is named. */
    static boolean isOrdinary(String user) {
        int colon = user.indexOf(':');
        return colon < 0
                ? isAboveZero(user)
                : isAboveZero(user.substring(0, colon)) && isAboveZero(user.substring(colon + 1));
    }

    private static boolean isAboveZero(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        long id = digits ? Long.parseLong(text) : 0;
        return id > 0 && id <= ID_MAX;
    }
}
