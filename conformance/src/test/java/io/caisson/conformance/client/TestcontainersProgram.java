package io.caisson.conformance.client;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.images.builder.Transferable;

/**
 * What a test suite does with Testcontainers, as a program of its own: the library takes its settings from the
 * environment of its process. It runs in the engine's network, where mapped ports are reachable.
 */
final class TestcontainersProgram {
    private TestcontainersProgram() {}

    public static void main(String[] arguments) throws Exception {
        try (var network = Network.newNetwork();
                var server = new GenericContainer<>("busybox:local")
                        .withNetwork(network)
                        .withNetworkAliases("server")
                        .withCopyToContainer(Transferable.of("copied in"), "/www/index.html")
                        .withCommand("httpd", "-f", "-v", "-p", "8000", "-h", "/www")
                        .withExposedPorts(8000)
                        .waitingFor(Wait.forHttp("/index.html").forPort(8000));
                var client = new GenericContainer<>("busybox:local")
                        .withNetwork(network)
                        .withCommand("sh", "-c", "echo client ready; exec sleep 3600")
                        .waitingFor(Wait.forLogMessage(".*client ready.*", 1))) {
            server.start();
            client.start();
            var fetched = client.execInContainer("wget", "-q", "-O", "-", "http://server:8000/index.html");
            expect("copied in", fetched.getStdout());
            expect("copied in", server.copyFileFromContainer("/www/index.html", in -> new String(in.readAllBytes())));
            expect(true, server.isRunning());
        }
        var image = new ImageFromDockerfile()
                .withFileFromString("note", "built in")
                .withDockerfileFromBuilder(
                        file -> file.from("busybox:local").copy("note", "/note").build());
        try (var built = new GenericContainer<>(image)
                .withCommand("sh", "-c", "echo $(cat /note); exec sleep 3600")
                .waitingFor(Wait.forLogMessage(".*built in.*", 1))) {
            built.start();
            expect("built in", built.getLogs().strip());
        }
        System.out.println("testcontainers: passed");
        System.exit(0);
    }

    private static void expect(Object wanted, Object actual) {
        if (!wanted.equals(actual)) {
            throw new AssertionError("expected " + wanted + " but was " + actual);
        }
    }
}
