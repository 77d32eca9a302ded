package io.caisson.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Listeners in the syntax of HAProxy's {@code bind}, which Tecnativa's image takes in {@code BIND_CONFIG}: a list of
 * addresses, then options. What cannot be done here is refused rather than left out, because an option may narrow who
 * can connect.
 *
 * @param listen where to listen; empty when something was refused
 * @param socketMode the rights of socket files, if the options say
 */
record BindConfig(List<Address> listen, Optional<Integer> socketMode) {
    static final String NAME = "BIND_CONFIG";

    private static final String ACCEPTED =
            "is no address to listen on; write `:2375`, `0.0.0.0:2375`, `[::]:2375 v4v6` or `/path/to.sock`";

    BindConfig {
        listen = List.copyOf(listen);
    }

    /** Reads a value that is not blank; what does not hold is noted in {@code variables}. */
    static BindConfig read(String value, Variables variables) {
        String[] words = value.split("\\s+");
        List<Address> listen = new ArrayList<>();
        for (String word : words[0].split(",", -1)) {
            Optional<Address> address = address(word);
            if (address.isEmpty()) {
                variables.refuse(NAME, word, ACCEPTED);
            }
            address.ifPresent(listen::add);
        }
        return new BindConfig(listen, options(words, variables));
    }

    private static Optional<Integer> options(String[] words, Variables variables) {
        Optional<Integer> mode = Optional.empty();
        for (int i = 1; i < words.length; i++) {
            String argument = i + 1 < words.length ? words[i + 1] : "";
            switch (words[i]) {
                // Both families are served anyway, and the rest changes nothing that a client could notice.
                case "v4v6", "tfo", "defer-accept" -> {}
                case "name", "maxconn", "backlog" -> i++;
                case "mode" -> {
                    mode = Values.fileMode(argument);
                    if (mode.isEmpty()) {
                        variables.refuse(NAME, "mode " + argument, "is no file mode; write it as in `mode 660`");
                    }
                    i++;
                }
                default -> {
                    variables.refuse(
                            NAME,
                            words[i],
                            "is an option of HAProxy that has no equal here; leave it out, or set CAISSON_LISTEN instead");
                    return mode;
                }
            }
        }
        return mode;
    }

    private static Optional<Address> address(String word) {
        if (word.startsWith("/")) {
            return Addresses.path(word);
        }
        int at = word.indexOf('@');
        String family = at < 0 ? "" : word.substring(0, at);
        String rest = word.substring(at + 1);
        return switch (family) {
            case "unix" -> Addresses.path(rest);
            case "", "ipv4", "ipv6" -> tcp(rest, family.equals("ipv6"));
            default -> Optional.empty();
        };
    }

    private static Optional<Address> tcp(String text, boolean ipv6) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String host = text.substring(0, colon);
        if (host.isEmpty() || host.equals("*")) {
            host = ipv6 ? "[::]" : "0.0.0.0";
        } else if (host.indexOf(':') >= 0 && !host.startsWith("[")) {
            // HAProxy takes the last colon of a bare IPv6 address for the port's.
            host = "[" + host + "]";
        }
        return Addresses.widened(Addresses.tcp(host + text.substring(colon), 1));
    }
}
