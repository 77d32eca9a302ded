package io.caisson.conformance.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.conformance.rig.Docker;
import io.caisson.conformance.rig.Front;
import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Rig;
import io.caisson.conformance.rig.Wire;
import io.caisson.conformance.workload.Evasions.Framed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What passes is within the standard, as the engine itself says afterwards; everything else is refused. */
@RealEngine
class EvasionTest {
    /** What of a container gets at its host, on one line. */
    private static final String STRENGTH = "{{.HostConfig.Privileged}} caps={{json .HostConfig.CapAdd}}"
            + " binds={{json .HostConfig.Binds}} pid={{.HostConfig.PidMode}} ipc={{.HostConfig.IpcMode}}"
            + " net={{.HostConfig.NetworkMode}} uts={{.HostConfig.UTSMode}} sec={{json .HostConfig.SecurityOpt}}"
            + " dev={{json .HostConfig.Devices}} rules={{json .HostConfig.DeviceCgroupRules}}"
            + " parent={{.HostConfig.CgroupParent}} sysctls={{json .HostConfig.Sysctls}}"
            + " ports={{json .HostConfig.PortBindings}} all={{.HostConfig.PublishAllPorts}}"
            + " log={{.HostConfig.LogConfig.Type}} groups={{json .HostConfig.GroupAdd}}"
            + " oom={{.HostConfig.OomScoreAdj}} hosts={{json .HostConfig.ExtraHosts}}"
            + " masked={{len .HostConfig.MaskedPaths}} readonly={{len .HostConfig.ReadonlyPaths}}"
            + " mounts={{range .Mounts}}{{.Type}}:{{.Source}} {{end}}";

    private static final String ACCEPTS = "accepts: [swarm-tokens, plugin-install]";

    private final Rig rig;
    private final Docker direct;

    EvasionTest(Rig rig) {
        this.rig = rig;
        direct = rig.engineDocker();
    }

    private Front gate(String standard) {
        return rig.policy(
                "workload-" + standard,
                "{allow: [\"container:*\", \"image:*\", \"volume:*\", \"network:*\", \"exec:*\", \"system:view\"],"
                        + " workload: {standard: " + standard + "}, " + ACCEPTS + "}");
    }

    @Test
    void no_spelling_of_a_body_makes_a_container_that_baseline_would_refuse() throws IOException {
        every(gate("baseline"), "/v1.41");
    }

    @Test
    void nor_one_that_restricted_would_refuse() throws IOException {
        every(gate("restricted"), "");
    }

    @Test
    void nor_does_an_older_version() throws IOException {
        every(gate("baseline"), "/v1.24");
    }

    private void every(Front gate, String version) throws IOException {
        List<String> wrong = new ArrayList<>();
        int refused = 0;
        int within = 0;
        Framed plain = Evasions.framings().getFirst();
        for (Map.Entry<String, String> row : Evasions.bodies().entrySet()) {
            String name = rig.name("ev");
            int status =
                    send(gate.socket(), plain.request(version + "/containers/create?name=" + name, row.getValue()));
            if (status == 201) {
                within++;
                String strength = direct.ok("inspect", "--type", "container", "--format", STRENGTH, name);
                if (isStrong(strength)) {
                    wrong.add(row.getKey() + " made " + strength);
                }
                direct.ok("rm", "--force", name);
            } else {
                refused++;
                if (direct.run("inspect", "--type", "container", name).exit() == 0) {
                    wrong.add(row.getKey() + " answered " + status + " and made a container");
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(refused).as("refused; " + within + " were within").isGreaterThan(300);
    }

    @Test
    void however_a_body_is_framed_and_called_it_is_judged_or_refused() throws IOException {
        Front gate = gate("baseline");
        String body = "{\"Image\":\"busybox:local\",\"HostConfig\":{\"Privileged\":true}}";
        for (Framed framed : Evasions.framings()) {
            for (String target :
                    List.of("/containers/create", "/v1.41/containers/create", "/v1.30/containers/create")) {
                String name = rig.name("fr");
                int status = send(gate.socket(), framed.request(target + "?name=" + name, body));
                assertThat(status).as(framed.name() + " " + target).isBetween(400, 499);
                assertThat(direct.run("inspect", "--type", "container", name).exit())
                        .isNotZero();
            }
        }
        String name = rig.name("fr");
        assertThat(send(
                        gate.socket(),
                        "POST /containers/create?name=" + name
                                + " HTTP/1.1\r\nHost: d\r\nConnection: close\r\nContent-Length: 0\r\n\r\n" + body))
                .isNotEqualTo(201);
        assertThat(direct.run("inspect", "--type", "container", name).exit()).isNotZero();
    }

    @Test
    void the_table_is_no_paper_tiger() throws IOException {
        int strong = 0;
        for (Map.Entry<String, String> row : Evasions.bodies().entrySet()) {
            String name = rig.name("di");
            Framed plain = Evasions.framings().getFirst();
            if (row.getKey().startsWith("plain")
                    && send(
                                    rig.engine().socket(),
                                    plain.request("/v1.41/containers/create?name=" + name, row.getValue()))
                            == 201) {
                strong += isStrong(direct.ok("inspect", "--type", "container", "--format", STRENGTH, name)) ? 1 : 0;
                direct.ok("rm", "--force", name);
            }
        }
        assertThat(strong).as("rows that the engine takes").isGreaterThan(30);
    }

    private static int send(Path socket, String request) throws IOException {
        try (var wire = new Wire(socket)) {
            try {
                wire.send(request);
            } catch (IOException refusedEarly) {
                // The gate does not read all of a body that is too long; its answer is there all the same.
            }
            String answer = wire.readToEnd();
            return answer.length() < 12 ? 499 : Integer.parseInt(answer.substring(9, 12));
        } catch (IOException closed) {
            return 499;
        }
    }

    private static boolean isStrong(String strength) {
        boolean plain = strength.startsWith("false ")
                && (strength.contains(" caps=null ") || strength.contains(" caps=[] "))
                && !strength.contains("\"/")
                && strength.contains(" pid= ")
                && !strength.contains(" ipc=host ")
                && !strength.contains(" net=host ")
                && strength.contains(" uts= ")
                && !strength.contains("unconfined")
                && !strength.contains("disable")
                && !strength.contains("SCMP")
                && !strength.contains("PathOnHost")
                && !strength.contains("rwm")
                && strength.contains(" parent= ")
                && !strength.contains("msgmax")
                && !strength.contains("4711")
                && strength.contains(" all=false ")
                && !strength.contains("syslog")
                && !strength.contains("groups=[\"0\"]")
                && strength.contains(" oom=0 ")
                && !strength.contains("host-gateway")
                && !strength.contains(" masked=0 ")
                && !strength.contains(" readonly=0 ")
                && !strength.contains("bind:");
        return !plain;
    }
}
