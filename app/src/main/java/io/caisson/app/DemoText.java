package io.caisson.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What the demo says: commands for the client that is there, the docker command line or curl. */
final class DemoText {
    private static final String CONTAINER = "web";

    private DemoText() {}

    /** Whether the docker command line can be typed. */
    static boolean hasDocker(Map<String, String> environment) {
        for (String folder : environment.getOrDefault("PATH", "").split(":", -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, "docker"))) {
                return true;
            }
        }
        return false;
    }

    /**
     * The whole text.
     *
     * @param address host and port of the listener
     * @param policy the policy as variables
     * @param refusal what the second command is answered, without the number of the exchange
     */
    static String of(String address, String policy, String refusal, boolean docker) {
        return """
            Caisson stands on tcp://%s in front of a make-believe engine in this process,
            with a policy that lets clients look, but not touch:

                %s

            Type these in a second terminal:

            1. Allowed: the containers of a small shop.

                %s

            2. Refused, because nothing allows a change. It prints:
               %s

                %s

            3. Allowed: %s; Ctrl-C leaves it.

                %s

            Each call appears below as Caisson records it. Ctrl-C ends the demo.
            """.formatted(
                        address,
                        policy,
                        docker ? docker(address, "ps") : curl(address, "/containers/json"),
                        docker ? "Error response from daemon: " + refusal : "{\"message\":\"" + refusal + "\"}",
                        docker
                                ? docker(address, "stop " + CONTAINER)
                                : "curl -X POST http://" + address + "/containers/" + CONTAINER + "/stop",
                        docker
                                ? "a live stream, the log of the shop's front end"
                                : "a live stream, the load of the shop's front end",
                        docker
                                ? docker(address, "logs --tail 3 -f " + CONTAINER)
                                : curl(address, "/containers/" + CONTAINER + "/stats"));
    }

    private static String docker(String address, String command) {
        return "docker -H tcp://" + address + " " + command;
    }

    private static String curl(String address, String path) {
        return "curl -N http://" + address + path;
    }
}
