package io.caisson.app.demo.world;

import java.util.List;

/**
 * A container's place in a network.
 *
 * @param address empty while the container does not run
 */
public record Endpoint(String networkId, String id, String address, String mac, List<String> aliases) {
    public Endpoint {
        aliases = List.copyOf(aliases);
    }

    Endpoint at(String otherId, String otherAddress) {
        return new Endpoint(
                networkId, otherId, otherAddress, otherAddress.isEmpty() ? "" : macOf(otherAddress), aliases);
    }

    private static String macOf(String address) {
        StringBuilder mac = new StringBuilder("02:42");
        for (String part : address.split("\\.", -1)) {
            mac.append(String.format(":%02x", Integer.parseInt(part)));
        }
        return mac.toString();
    }
}
