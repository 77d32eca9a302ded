package io.caisson.app;

import io.caisson.app.live.FileHealth;
import io.caisson.core.config.Address;
import io.caisson.core.config.EnvironmentSettings;
import io.caisson.core.config.FileSettings;
import io.caisson.core.config.Loaded;
import io.caisson.core.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * The health check of an image without a shell: asks the running Caisson on its own listener, or on its admin address
 * where there is one. Healthy is whatever answers; an answer that the engine cannot be reached is not.
 */
public final class Health {
    private static final Duration WAIT = Duration.ofSeconds(3);
    private static final int STATUS_LINE_BYTES_MAX = 64;

    private Health() {}

    /** Asks the Caisson that was started with the same environment; answers the exit code. */
    public static int check(Map<String, String> environment, PrintStream out, PrintStream err) {
        if (!environment.getOrDefault(FileSettings.NAME, "").isBlank()) {
            return FileHealth.check(environment, out, err);
        }
        return check(EnvironmentSettings.load(environment, Surroundings.inContainer(environment), 1), out, err);
    }

    /** Asks the Caisson that was started with the same settings; answers the exit code. */
    public static int check(Loaded loaded, PrintStream out, PrintStream err) {
        switch (loaded) {
            case Loaded.Invalid(var problems) -> {
                Announcement.problems(problems, err);
                return Main.BAD_SETTINGS;
            }
            case Loaded.Valid(Settings settings) -> {
                if (settings.admin().isPresent()) {
                    return check(settings.admin().get(), "/ready", out, err);
                }
                for (Address address : settings.listen()) {
                    if (!(address instanceof Address.Inherited)) {
                        return check(address, "/_ping", out, err);
                    }
                }
                err.println("unhealthy: only the service manager knows the listeners; set CAISSON_ADMIN to be asked");
                return Main.NO;
            }
        }
    }

    /** Asks for a path at an address; answers the exit code. */
    public static int check(Address address, String path, PrintStream out, PrintStream err) {
        try (SocketChannel channel = connect(reachable(address))) {
            giveUpAfter(channel);
            int status = ask(channel, path);
            if (status >= 500) {
                err.println("unhealthy: " + address + " answers " + status + " to " + path
                        + "; the engine cannot be reached");
                return Main.NO;
            }
            out.println("healthy: " + address + " answers " + status + " to " + path);
            return Main.OK;
        } catch (IOException | IllegalArgumentException fault) {
            err.println("unhealthy: " + address + " does not answer: " + fault.getMessage());
            return Main.NO;
        }
    }

    /** A wildcard is where others connect; this process asks by loopback. */
    private static SocketAddress reachable(Address address) throws IOException {
        if (!(SocketAddresses.of(address) instanceof InetSocketAddress inet)) {
            return SocketAddresses.of(address);
        }
        InetAddress host = inet.getAddress();
        if (host == null) {
            throw new IOException("the name cannot be looked up");
        }
        // A listener on [::] takes IPv4 too, and is on IPv4 alone where a machine has no IPv6.
        return host.isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), inet.getPort())
                : inet;
    }

    private static SocketChannel connect(SocketAddress address) throws IOException {
        SocketChannel channel = address instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
        channel.connect(address);
        return channel;
    }

    private static void giveUpAfter(SocketChannel channel) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                Thread.sleep(WAIT);
                channel.close();
            } catch (IOException | InterruptedException over) {
                // The check has ended by itself.
            }
        });
    }

    private static int ask(SocketChannel channel, String path) throws IOException {
        OutputStream out = Channels.newOutputStream(channel);
        out.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: caisson-health\r\n"
                        + "Connection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        InputStream in = Channels.newInputStream(channel);
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= ' ' && line.length() < STATUS_LINE_BYTES_MAX; octet = in.read()) {
            line.append((char) octet);
        }
        String text = line.toString();
        if (!text.startsWith("HTTP/1.1 ") || text.length() < 12) {
            throw new IOException("no HTTP answer within " + WAIT.toSeconds() + " s");
        }
        return Integer.parseInt(text.substring(9, 12));
    }
}
