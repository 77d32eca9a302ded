package io.caisson.app.demo.world;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network.
 *
 * @param subnet such as `172.18.0.0/16`, or empty where the driver has none
 * @param gateway the subnet's first address, or empty
 */
public record Network(
        String id,
        String name,
        String driver,
        Instant created,
        String subnet,
        String gateway,
        boolean internal,
        boolean attachable,
        boolean ipv6,
        Map<String, String> labels,
        Map<String, String> options) {
    public Network {
        labels = new LinkedHashMap<>(labels);
        options = new LinkedHashMap<>(options);
    }

    /** Whether every engine has this network, so that it can be neither made nor removed. */
    public boolean predefined() {
        return predefined(name);
    }

    static boolean predefined(String name) {
        return name.equals("bridge") || name.equals("host") || name.equals("none");
    }

    public int prefixLength() {
        int slash = subnet.indexOf('/');
        return slash < 0 ? 0 : Integer.parseInt(subnet.substring(slash + 1));
    }
}
