package io.caisson.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.conformance.rig.Docker;
import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Rig;
import org.junit.jupiter.api.Test;

/** Networks, volumes, images and the system's own commands. */
@RealEngine
class ObjectTest {
    private final Rig rig;
    private final Docker docker;

    ObjectTest(Rig rig) {
        this.rig = rig;
        docker = rig.docker();
    }

    @Test
    void containers_of_one_network_find_each_other_by_name() {
        var network = rig.name("net");
        docker.ok("network", "create", "--label", "made=here", network);
        assertThat(docker.ok("network", "ls", "--filter", "label=made=here", "--format", "{{.Name}}"))
                .isEqualTo(network);
        var server = docker.idle(rig.name("server"), "--network", network);
        docker.ok("exec", "--detach", server, "sh", "-c", "echo page > /www/index.html; httpd -f -h /www");
        var fetch = "until wget -q -O - http://" + server + "/; do sleep 0.1; done";
        assertThat(docker.ok("run", "--rm", "--network", network, "busybox:local", "sh", "-c", fetch))
                .isEqualTo("page");
        docker.ok("network", "disconnect", network, server);
        assertThat(docker.ok("network", "inspect", "--format", "{{len .Containers}}", network))
                .isEqualTo("0");
        docker.ok("network", "connect", "--alias", "again", network, server);
        assertThat(docker.ok("network", "inspect", "--format", "{{len .Containers}}", network))
                .isEqualTo("1");
        docker.ok("rm", "--force", server);
        docker.ok("network", "rm", network);
    }

    @Test
    void a_volume_keeps_its_files_between_containers() {
        var volume = rig.name("volume");
        docker.ok("volume", "create", "--label", "made=here", volume);
        docker.ok("run", "--rm", "--volume", volume + ":/data", "busybox:local", "sh", "-c", "echo kept > /data/file");
        assertThat(docker.ok("run", "--rm", "--volume", volume + ":/data:ro", "busybox:local", "cat", "/data/file"))
                .isEqualTo("kept");
        assertThat(docker.ok("volume", "ls", "--quiet", "--filter", "label=made=here"))
                .isEqualTo(volume);
        assertThat(docker.ok("volume", "inspect", "--format", "{{.Name}}", volume))
                .isEqualTo(volume);
        docker.ok("volume", "rm", volume);
    }

    @Test
    void version_and_info_speak_of_the_engine() {
        var version = docker.ok("version", "--format", "{{.Server.Version}} {{.Server.APIVersion}}");
        assertThat(version).startsWith(rig.newest() ? "28." : "20.10.").contains(rig.newest() ? " 1.51" : " 1.41");
        assertThat(docker.ok("info", "--format", "{{.ServerVersion}} {{.OSType}}"))
                .endsWith(" linux");
    }

    @Test
    void system_df_and_the_prune_commands_do_their_work() {
        var name = rig.name("ended");
        docker.ok("run", "--name", name, "busybox:local", "true");
        assertThat(docker.ok("system", "df", "--verbose")).contains(name);
        docker.ok("container", "prune", "--force", "--filter", "until=1h");
        assertThat(docker.ok("ps", "--all", "--format", "{{.Names}}")).contains(name);
        assertThat(docker.ok("system", "prune", "--force")).contains("Deleted Containers");
        assertThat(docker.ok("ps", "--all", "--format", "{{.Names}}")).doesNotContain(name);
        docker.ok("volume", "prune", "--force");
        docker.ok("network", "prune", "--force");
        docker.ok("image", "prune", "--force");
    }

    @Test
    void search_and_login_are_passed_on_and_the_engines_own_error_comes_back() {
        var login = docker.command("login", "--username", "someone", "--password-stdin", "127.0.0.1:5999")
                .run("a password");
        assertThat(login.exit()).isNotZero();
        assertThat(login.err()).contains("connection refused");
    }
}
