package io.caisson.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.config.Address;
import io.caisson.core.config.EngineTls;
import io.caisson.core.config.ListenerTls;
import io.caisson.core.config.LogFormat;
import io.caisson.core.config.LogLevel;
import io.caisson.core.config.file.CaissonFile;
import io.caisson.core.config.file.EngineSpec;
import io.caisson.core.config.file.LimitsSpec;
import io.caisson.core.config.file.ListenerSpec;
import io.caisson.core.config.file.LogSpec;
import io.caisson.core.config.file.Name;
import io.caisson.core.config.file.PolicySpec;
import io.caisson.core.config.file.RuleSpec;
import io.caisson.core.config.file.Selector;
import io.caisson.core.config.file.SocketFileSpec;
import io.caisson.core.docker.Access;
import io.caisson.core.docker.Operation;
import io.caisson.core.docker.Tag;
import io.caisson.core.http.Method;
import io.caisson.core.policy.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each record of the file: what holds when nothing is said, and everything said otherwise. */
class RecordsTest {
    private static CaissonFile file(String text) {
        return Policies.snapshot(text).file();
    }

    @Test
    void file_that_says_nothing() {
        CaissonFile file = file("");
        assertThat(file.engines().values())
                .extracting(EngineSpec::name, EngineSpec::address)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("default", new Address.Unix("/var/run/docker.sock")));
        assertThat(file.listeners()).isEmpty();
        assertThat(file.policies()).isEmpty();
        assertThat(file.log()).isEqualTo(LogSpec.NONE);
        assertThat(file.admin()).isEmpty();
        assertThat(file.limits()).isEqualTo(LimitsSpec.NONE);
        assertThat(file.loops()).isEmpty();
        assertThat(file.hints()).isTrue();
    }

    @Test
    void file_that_says_everything() {
        CaissonFile file = file("""
            engines: {a: unix:///a.sock, b: {address: "tcp://b:2375"}}
            listeners: {l: {address: unix:///l.sock, policy: p, engine: b}}
            policies: {p: {allow: [SystemPing]}}
            log: {level: err}
            admin: tcp://127.0.0.1:9323
            limits: {body-max: 1GiB}
            loops: 3
            hints: false
            """);
        assertThat(file.engines()).hasSize(2);
        assertThat(file.listeners()).hasSize(1);
        assertThat(file.policies()).hasSize(1);
        assertThat(file.log().level()).contains(LogLevel.ERR);
        assertThat(file.admin()).contains(new Address.Tcp("127.0.0.1", 9323));
        assertThat(file.limits().bodyBytesMax()).contains(1L << 30);
        assertThat(file.loops()).contains(3);
        assertThat(file.hints()).isFalse();
    }

    @Test
    void engine_that_is_its_address_alone() {
        EngineSpec engine = file("engine: unix:///a.sock").engines().get("default");
        assertThat(engine.address()).isEqualTo(new Address.Unix("/a.sock"));
        assertThat(engine.position()).hasToString("caisson.yaml:1:9");
    }

    @Test
    void engine_that_says_everything() {
        assertThat(file("engines:\n  a:\n    address: tcp://b:2376")
                        .engines()
                        .get("a")
                        .address())
                .isEqualTo(new Address.Tcp("b", 2376));
    }

    @Test
    void engine_with_others_and_tls() {
        EngineSpec engine = file("""
            engine:
              address: tcp://a:2376
              failover: ["tcp://b:2376", "tcp://c:2376"]
              tls: {ca: ca.pem, certificate: c.pem, key: k.pem, key-password: p, server-name: docker}
            """).engines().get("default");
        assertThat(engine.failover()).containsExactly(new Address.Tcp("b", 2376), new Address.Tcp("c", 2376));
        assertThat(engine.tls())
                .contains(new EngineTls(
                        Optional.of("ca.pem"),
                        Optional.of("c.pem"),
                        Optional.of("k.pem"),
                        Optional.of("p"),
                        Optional.of("docker"),
                        "caisson.yaml"));
        assertThat(file("engine: {address: 'tcp://a:1', tls: {}}")
                        .engines()
                        .get("default")
                        .tls())
                .contains(new EngineTls(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "caisson.yaml"));
    }

    @Test
    void listener_with_tls() {
        assertThat(file("""
            listeners: {l: {address: "tcp://a:1", policy: p, tls: {certificate: c.pem, key: k.pem}}}
            policies: {p: {}}
            """).listeners().get("l").tls())
                .contains(new ListenerTls(
                        "c.pem", "k.pem", Optional.empty(), Optional.empty(), false, Optional.empty(), "caisson.yaml"));
        assertThat(file("""
            listeners:
              l:
                address: "fd://caisson.socket"
                policy: p
                tls: {certificate: c, key: k, key-password: w, client-ca: a, client-certificate: optional, crl: r}
            policies: {p: {}}
            """).listeners().get("l").tls())
                .contains(new ListenerTls(
                        "c", "k", Optional.of("w"), Optional.of("a"), true, Optional.of("r"), "caisson.yaml"));
    }

    @Test
    void listener_with_a_socket_file_that_says_everything() {
        assertThat(file("""
            listeners:
              l: {address: unix:///l.sock, policy: p, mode: "0600", owner: u, group: "7", make-folder: true}
            policies: {p: {engine: default}}
            """).listeners().get("l").file())
                .isEqualTo(new SocketFileSpec(Optional.of(0600), Optional.of("u"), Optional.of("7"), true));
    }

    @Test
    void listener_that_says_only_what_it_must() {
        ListenerSpec listener = file("""
            listeners: {l: {address: "tcp://[::1]:0", policy: p}}
            policies: {p: {}}
            """).listeners().get("l");
        assertThat(listener.address()).isEqualTo(new Address.Tcp("::1", 0));
        assertThat(listener.mode()).isEmpty();
        assertThat(listener.policy()).contains("p");
        assertThat(listener.engine()).isEqualTo("default");
    }

    @Test
    void listener_that_says_everything() {
        ListenerSpec listener = file("""
            engines: {a: unix:///a.sock, b: unix:///b.sock}
            listeners: {l: {address: unix:///l.sock, mode: "0600", policy: q, engine: b}}
            policies: {p: {}, q: {}}
            """).listeners().get("l");
        assertThat(listener.address()).isEqualTo(new Address.Unix("/l.sock"));
        assertThat(listener.mode()).contains(0600);
        assertThat(listener.policy()).contains("q");
        assertThat(listener.engine()).isEqualTo("b");
    }

    @Test
    void policy_that_says_nothing() {
        PolicySpec policy = file("policies: {p: {}}").policies().get("p");
        assertThat(policy.description()).isEmpty();
        assertThat(policy.use()).isEmpty();
        assertThat(policy.allow()).isEmpty();
        assertThat(policy.deny()).isEmpty();
        assertThat(policy.mode()).isEqualTo(Mode.ENFORCE);
        assertThat(policy.accepts()).isEmpty();
    }

    @Test
    void policy_that_says_everything() {
        PolicySpec policy = file("""
            policies:
              q: {}
              p:
                description: for people
                use: [q]
                allow: [SystemPing]
                deny: [SystemInfo]
                mode: shadow
                accepts: [some-risk]
            """).policies().get("p");
        assertThat(policy.description()).isEqualTo("for people");
        assertThat(policy.use()).extracting(Name::text).containsExactly("q");
        assertThat(policy.allow()).extracting(RuleSpec::text).containsExactly("SystemPing");
        assertThat(policy.deny()).extracting(RuleSpec::text).containsExactly("SystemInfo");
        assertThat(policy.mode()).isEqualTo(Mode.SHADOW);
        assertThat(policy.accepts()).extracting(Name::text).containsExactly("some-risk");
    }

    @Test
    void rule_in_its_short_forms() {
        assertThat(rules("[GET /containers/*/json, SystemPing, 'container:view', '*:view', 'image:*', '*:*']"))
                .extracting(RuleSpec::selector)
                .containsExactly(
                        new Selector.Raw(Method.GET, "/containers/*/json"),
                        new Selector.One(Operation.SystemPing),
                        new Selector.Group(Optional.of(Tag.CONTAINER), Optional.of(Access.VIEW)),
                        new Selector.Group(Optional.empty(), Optional.of(Access.VIEW)),
                        new Selector.Group(Optional.of(Tag.IMAGE), Optional.empty()),
                        new Selector.Group(Optional.empty(), Optional.empty()));
    }

    @Test
    void rule_that_says_everything() {
        List<RuleSpec> rules = rules("[{operations: [ContainerStop, ContainerStart], when: call.version == ''}]");
        assertThat(rules).hasSize(2);
        assertThat(rules.get(1).selector()).isEqualTo(new Selector.One(Operation.ContainerStart));
        assertThat(rules.get(1).line()).isEqualTo("ContainerStart when call.version == ''");
        assertThat(rules("[{operation: SystemPing}]").getFirst().when()).isEmpty();
    }

    private static List<RuleSpec> rules(String allow) {
        Loaded loaded = PolicyFiles.compile(Map.of("f", "policies: {q: {deny: " + allow + "}}"), Map.of());
        return ((Loaded.Valid) loaded).snapshot().file().policies().get("q").deny();
    }

    @Test
    void log_and_limits_that_say_nothing_and_everything() {
        assertThat(file("log: {}").log()).isEqualTo(LogSpec.NONE);
        assertThat(file("log: {level: warning, format: json}").log())
                .isEqualTo(new LogSpec(Optional.of(LogLevel.WARNING), Optional.of(LogFormat.JSON)));
        assertThat(file("limits:").limits()).isEqualTo(LimitsSpec.NONE);
        assertThat(file("limits: {body-max: 1KiB, inspected-max: 2MiB, connections-max: 3, stop-wait: 4s}")
                        .limits())
                .isEqualTo(new LimitsSpec(
                        Optional.of(1L << 10),
                        Optional.of(2L << 20),
                        Optional.of(3),
                        Optional.of(Duration.ofSeconds(4))));
    }

    @Test
    void values_come_from_the_environment_and_from_files(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "b\n");
        String text = "engine: 'unix:///${A}/${file:" + secret + "}/${C:-c}/$${D}'";
        Loaded loaded = PolicyFiles.compile(Map.of("f", text), Map.of("A", "a"));
        assertThat(((Loaded.Valid) loaded)
                        .snapshot()
                        .file()
                        .engines()
                        .get("default")
                        .address())
                .isEqualTo(new Address.Unix("/a/b/c/${D}"));
    }

    @Test
    void a_folder_counts_as_one_file(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.yaml"), "policies: {p: {use: [q]}}");
        Files.writeString(folder.resolve("b.yml"), "policies: {q: {allow: [SystemPing]}}");
        Files.writeString(folder.resolve(".c.yaml"), "no: {");
        Files.writeString(folder.resolve("cases.yaml"), "- name: a");
        Files.createDirectory(folder.resolve("d.yaml"));
        Loaded loaded = PolicyFiles.load(List.of(folder), Map.of());
        assertThat(((Loaded.Valid) loaded).snapshot().policies()).containsOnlyKeys("p", "q");
    }

    @Test
    void files_that_cannot_be_read_are_problems(@TempDir Path folder) throws IOException {
        Path latin = Files.write(folder.resolve("l.yaml"), new byte[] {'#', (byte) 0xe9});
        assertThat(Policies.problems(PolicyFiles.load(List.of(folder.resolve("no"), latin), Map.of())))
                .hasSize(2);
        assertThat(Policies.problems(PolicyFiles.load(List.of(), Map.of()))).hasSize(1);
    }
}
