package io.caisson.conformance.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.conformance.rig.Docker;
import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Result;
import io.caisson.conformance.rig.Rig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The docker command line under a standard: it works within it, and reads in one line what is not. */
@RealEngine
class StandardTest {
    private static final String ALLOWED =
            "allow: [\"container:*\", \"image:*\", \"volume:*\", \"network:*\", \"exec:*\","
                    + " \"system:view\"], accepts: [swarm-tokens, plugin-install]";

    private final Rig rig;
    private final Docker direct;

    StandardTest(Rig rig) {
        this.rig = rig;
        direct = rig.engineDocker();
    }

    private Docker under(String name, String workload) {
        return rig.docker(rig.policy("standard-" + name, "{" + ALLOWED + ", workload: {" + workload + "}}"));
    }

    private static void refused(Result result, String... texts) {
        assertThat(result.exit()).isNotZero();
        assertThat(result.err()).contains("workload_denied").contains(texts);
    }

    @Test
    void baseline_lets_ordinary_containers_run_and_says_what_it_refuses() throws IOException {
        Docker docker = under("baseline", "standard: baseline, binds: [\"/tmp/**:ro\"], images: [busybox]");
        assertThat(docker.ok("run", "--rm", "busybox:local", "echo", "hello")).isEqualTo("hello");
        String folder = Files.createTempDirectory(Path.of("/tmp"), "wl").toString();
        assertThat(docker.ok("run", "--rm", "-v", folder + ":/t:ro", "busybox:local", "echo", "hello"))
                .isEqualTo("hello");
        refused(
                docker.run("run", "--rm", "-v", "/etc:/t", "busybox:local", "true"),
                "`HostConfig.Binds[0]` asks for `/etc`; `workload.binds` allows `/tmp/**:ro`");
        refused(docker.run("run", "--rm", "-v", folder + ":/t", "busybox:local", "true"), "asks for `" + folder);
        // The engine of these tests listens below it.
        refused(docker.run("run", "--rm", "-v", "/tmp:/t:ro", "busybox:local", "true"), "an engine's socket is there");
        refused(docker.run("run", "--rm", "--privileged", "busybox:local", "true"), "`HostConfig.Privileged`");
        refused(docker.run("create", "other:latest"), "`Image` asks for `other:latest`; `workload.images` allows");
        refused(docker.run("tag", "busybox:local", "busybox:mine"), "`repo` asks for");
    }

    @Test
    void a_plain_run_works_under_restricted_when_it_is_hardened_and_the_client_is_told() {
        Docker docker = under(
                "hardened",
                "standard: restricted, harden: {no-new-privileges: true, drop-capabilities: true, user: \"65534:65534\","
                        + " memory: 64MiB, pids: 64}");
        String name = rig.name("hd");
        Result created = docker.run("create", "--name", name, "busybox:local", "id", "-u");
        assertThat(created.exit()).as(created.err()).isZero();
        assertThat(created.err()).contains("caisson: User set to 65534:65534", "no-new-privileges set");
        assertThat(docker.ok("start", "--attach", name)).isEqualTo("65534");
        assertThat(direct.ok(
                        "inspect",
                        "--format",
                        "{{.HostConfig.Memory}} {{.HostConfig.PidsLimit}} {{.HostConfig.CapDrop}}"
                                + " {{.HostConfig.SecurityOpt}}",
                        name))
                .isEqualTo("67108864 64 [ALL] [no-new-privileges]");
        docker.ok("rm", name);
    }

    @Test
    void nobody_gets_into_a_container_that_is_stronger_than_the_policy_could_make() {
        Docker docker = under("baseline", "standard: baseline, binds: [\"/tmp/**:ro\"], images: [busybox]");
        String strong = direct.idle(rig.name("strong"), "-v", "/etc:/e");
        String plain = direct.idle(rig.name("plain"));
        assertThat(docker.ok("exec", plain, "echo", "in")).isEqualTo("in");
        refused(docker.run("exec", strong, "true"), "asks for `/etc`");
        refused(docker.run("exec", "--privileged", plain, "true"), "`Privileged`");
        refused(docker.run("run", "--rm", "--pid", "container:" + strong, "busybox:local", "true"), "container");
        refused(docker.run("run", "--rm", "--volumes-from", strong, "busybox:local", "true"), strong);
    }

    @Test
    void a_volume_that_somebody_made_of_the_hosts_files_is_no_way_in() {
        Docker docker = under("baseline", "standard: baseline, binds: [\"/tmp/**:ro\"], images: [busybox]");
        String volume = rig.name("vol");
        direct.ok("volume", "create", "--opt", "type=none", "--opt", "o=bind", "--opt", "device=/etc", volume);
        refused(docker.run("run", "--rm", "-v", volume + ":/v", "busybox:local", "true"), "asks for `/etc`");
        refused(
                docker.run("volume", "create", "--opt", "type=none", "--opt", "o=bind", "--opt", "device=/etc", "x"),
                "asks for `/etc`");
        assertThat(docker.ok("run", "--rm", "-v", rig.name("own") + ":/v", "busybox:local", "echo", "ok"))
                .isEqualTo("ok");
    }

    @Test
    void a_link_below_an_allowed_folder_leads_nowhere_else() throws IOException {
        var folder = Files.createTempDirectory(Path.of("/tmp"), "wl");
        Files.createSymbolicLink(folder.resolve("out"), Path.of("/etc"));
        Docker docker = under("links", "standard: baseline, host-files: /, binds: [\"/tmp/**\"]");
        refused(docker.run("run", "--rm", "-v", folder + "/out:/v", "busybox:local", "true"), "asks for `/etc`");
        assertThat(docker.ok("run", "--rm", "-v", folder + ":/v", "busybox:local", "echo", "ok"))
                .isEqualTo("ok");
    }
}
