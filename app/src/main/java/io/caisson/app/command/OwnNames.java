package io.caisson.app.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The names and addresses by which this machine is likely to be reached. */
final class OwnNames {
    private OwnNames() {}

    /** The host's name first, then its addresses, and those by which it reaches itself. */
    static List<String> found() throws IOException {
        List<String> names = new ArrayList<>();
        String host = name();
        if (!host.isEmpty()) {
            names.add(host);
        }
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address : network.inetAddresses().toList()) {
                if (network.isUp() && !address.isLinkLocalAddress() && !address.isLoopbackAddress()) {
                    names.add(address.getHostAddress());
                }
            }
        }
        names.addAll(List.of("localhost", "127.0.0.1", "::1"));
        return names;
    }

    private static String name() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException noSuchSystem) {
            return "";
        }
    }
}
