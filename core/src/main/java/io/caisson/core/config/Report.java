package io.caisson.core.config;

import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator reads at the start: what is open, what is safer here than in the program that is replaced, what to
 * use instead of what is set, and then warnings.
 */
final class Report {
    /** Everybody's bits of a file's rights. */
    private static final int OTHERS = 07;

    private final List<String> lines = new ArrayList<>();

    /** What is open, by which line. */
    Report open(Policy policy) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        int open = 0;
        for (Operation operation : Operation.all()) {
            Decision decision = policy.decide(operation);
            if (decision instanceof Decision.Allow) {
                open++;
                String rule = decision.rule().rule();
                counts.put(rule, counts.getOrDefault(rule, 0) + 1);
            }
        }
        StringBuilder line =
                new StringBuilder("open: " + open + " of " + Operation.all().size() + " operations");
        String separator = ", by ";
        for (Map.Entry<String, Integer> rule : counts.entrySet()) {
            line.append(separator)
                    .append(rule.getKey())
                    .append(" (")
                    .append(rule.getValue())
                    .append(')');
            separator = ", ";
        }
        return add(line.append("; everything else is refused").toString());
    }

    /** How much a policy of a file allows, always or by condition. */
    Report rules(Policy policy) {
        int open = 0;
        int conditional = 0;
        for (Operation operation : Operation.all()) {
            if (!policy.covers(operation)) {
                continue;
            }
            Decision decision = policy.decide(operation);
            open += decision instanceof Decision.Allow ? 1 : 0;
            conditional += decision instanceof Decision.Conditional ? 1 : 0;
        }
        return add("open: " + open + " of " + Operation.all().size() + " operations, and " + conditional
                + " by condition; everything else is refused");
    }

    /** What is safer than in the images, and what to set instead. */
    Report switches(SwitchBoard board) {
        add(
                "safer than in the images this replaces: attaching over WebSocket needs POST=1; OPTIONS, /debug and paths that no engine has stay"
                        + " closed; a path is read as the engine reads it");
        boolean wide = board.isOn(Switch.CONTAINERS) && !board.linuxServer();
        if (board.isOn(Switch.POST)) {
            add(
                    "instead of POST=1, which opens every change in all open sections: ALLOW_START, ALLOW_STOP, ALLOW_RESTARTS,"
                            + " ALLOW_PAUSE and ALLOW_UNPAUSE work without it");
        } else if (wide) {
            add("instead of " + board.line(Switch.CONTAINERS) + " alone, which opens logs, processes and files of every"
                    + " container: set ALLOW_LOGS, ALLOW_TOP, ALLOW_ARCHIVE, ALLOW_EXPORT and ALLOW_CHANGES to 1 or 0");
        } else {
            add("instead: nothing here opens more than its name says");
        }
        return this;
    }

    /** Listeners that are reached by more than they look. */
    Report listeners(List<Address> listen, int socketMode, Optional<ListenerTls> tls) {
        for (Address address : listen) {
            if (tls.isPresent() && !(address instanceof Address.Unix)) {
                String where = address instanceof Address.Tcp ? "" : ", where it is TCP";
                add(address + " speaks TLS, " + tls.get().asked() + where);
            } else if (address instanceof Address.Tcp tcp && !tcp.loopback()) {
                add("warning: " + tcp + " is plain TCP without TLS: whoever reaches the port may do all that is open;"
                        + " keep it on a private network");
            }
            if (address instanceof Address.Unix unix && (socketMode & OTHERS) != 0) {
                add("warning: " + unix + " is open to every user of this machine by its mode "
                        + Integer.toOctalString(socketMode));
            }
        }
        return this;
    }

    /** Settings that do not say what they seem to. */
    Report warnings(List<Problem> warnings) {
        for (Problem warning : warnings) {
            add("warning: " + warning.setting() + ": " + warning.message());
        }
        return this;
    }

    /** The ways to root. */
    Report roots(Policy policy) {
        lines.addAll(RootWays.in(policy));
        return this;
    }

    Report add(String line) {
        lines.add(line);
        return this;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
