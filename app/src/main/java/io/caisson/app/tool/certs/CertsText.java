package io.caisson.app.tool.certs;

import io.caisson.app.tool.certs.Issued.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the work on certificates says to people. */
final class CertsText {
    /** The word for the server where clients have names. */
    static final String SERVER = "server";

    private final StringBuilder text = new StringBuilder();

    void authority(Path key) {
        text.append("made an authority; keep its key away from servers and clients: ")
                .append(key)
                .append("\n");
    }

    void server(Path folder, String names) {
        text.append("made a server certificate for ")
                .append(names)
                .append("\n  CAISSON_TLS=")
                .append(folder)
                .append("\n");
    }

    void client(Path folder, String name, String host, int port) {
        String at = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        text.append("made a client certificate for ").append(name).append("\n");
        line("export DOCKER_HOST=tcp://" + at + " DOCKER_TLS_VERIFY=1 DOCKER_CERT_PATH=" + folder);
        line("docker context create " + name + " --docker host=tcp://" + at + ",ca=" + folder.resolve("ca.pem")
                + ",cert=" + folder.resolve("cert.pem") + ",key=" + folder.resolve("key.pem"));
        line("curl --cacert " + folder.resolve("ca.pem") + " --cert " + folder.resolve("cert.pem") + " --key "
                + folder.resolve("key.pem") + " https://" + at + "/version");
    }

    void renewed(Issued before, Instant end) {
        text.append("renewed ")
                .append(before.kind() == Kind.SERVER ? SERVER : before.name())
                .append(" until ")
                .append(end)
                .append("\n");
    }

    private void line(String command) {
        text.append("  ").append(command).append("\n");
    }

    String madeOrNothing() {
        return text.isEmpty() ? "everything is there already; name more clients with `--client`\n" : text.toString();
    }

    String renewedOrNothing() {
        return text.isEmpty() ? "nothing ends within 30 days; name what to renew all the same\n" : text.toString();
    }

    static String revoked(List<String> names, int count, Path server) {
        return "revoked " + count + (count == 1 ? " certificate of " : " certificates of ") + String.join(", ", names)
                + "\na running Caisson takes it up by itself from " + server.resolve("crl.pem") + "\n";
    }

    static String table(List<Issued> issued, Instant now) {
        int width = SERVER.length();
        for (Issued each : issued) {
            width = Math.max(width, each.name().length());
        }
        StringBuilder table = new StringBuilder();
        for (Issued each : issued) {
            table.append(String.format("%-6s  %-" + width + "s  %s  ", word(each), each.name(), each.notAfter()))
                    .append(state(each, now))
                    .append("\n");
        }
        return table.toString();
    }

    private static String word(Issued each) {
        return each.kind() == Kind.SERVER ? SERVER : "client";
    }

    private static String state(Issued each, Instant now) {
        if (each.revoked().isPresent()) {
            return "revoked on " + each.revoked().get();
        }
        long days = Duration.between(now, each.notAfter()).toDays();
        return each.notAfter().isBefore(now) ? "ran out" : "for another " + days + " days";
    }
}
