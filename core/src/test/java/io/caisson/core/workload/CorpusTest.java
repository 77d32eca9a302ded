package io.caisson.core.workload;

import static io.caisson.core.workload.Requests.violated;
import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Call;
import io.caisson.core.docker.Operation;
import io.caisson.core.docker.Resolver;
import io.caisson.core.http.HeadParser;
import io.caisson.core.http.Limits;
import io.caisson.core.http.RequestHead;
import io.caisson.core.inspect.BodyFacts;
import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonLimits;
import io.caisson.core.inspect.Read;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What real clients send is read, judged and written anew without loss. */
class CorpusTest {
    private static final WorkloadPolicy POLICY = Requests.policy(
            Standard.BASELINE,
            "binds=/srv/ci/**:ro",
            "ports=127.0.0.1:8080-8089,*:8083",
            "groups=1000",
            "volumes-from=*",
            "subnets=172.31.*");

    static Stream<Path> bodies() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/corpus"))) {
            return files.filter(file -> file.toString().endsWith(".http")).sorted().toList().stream();
        }
    }

    @Test
    void there_are_bodies_of_several_clients() throws IOException {
        assertThat(bodies()).hasSizeGreaterThan(30);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void a_body_reads_the_same_after_it_was_written_anew(Path file) throws IOException {
        Operation operation = operation(file);
        BodyFacts read = read(operation, body(file));
        BodyFacts again = read(operation, read.render());
        assertThat(again.json()).isEqualTo(read.json());
        assertThat(again.render()).isEqualTo(read.render());
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void a_body_fits_baseline_with_a_handful_of_exceptions(Path file) throws IOException {
        Operation operation = operation(file);
        Map<EngineObject, Optional<Json>> objects = new HashMap<>();
        String body = new String(body(file), StandardCharsets.UTF_8);
        Verdict verdict = Requests.judge(POLICY, operation, "", body, objects);
        while (verdict instanceof Verdict.Exceeds(List<Violation> violations)
                && violations.getFirst().cure().equals("only what the engine has")
                && objects.size() < 20) {
            objects.putAll(ordinary(violations.getFirst().shown()));
            verdict = Requests.judge(POLICY, operation, "", body, objects);
        }
        if (operation == Operation.SwarmInit) {
            assertThat(violated(verdict)).containsExactly("unjudged");
            return;
        }
        assertThat(violated(verdict)).as(body).isEmpty();
        assertThat(((Verdict.Fits) verdict).notes()).isEmpty();
    }

    private static Map<EngineObject, Optional<Json>> ordinary(String name) {
        Json network = new Json.Members(Map.of("Name", new Json.Text(name), "Driver", new Json.Text("bridge")));
        Json container = new Json.Members(Map.of("Config", new Json.Members(Map.of())));
        Json exec = new Json.Members(Map.of("ContainerID", new Json.Text("c")));
        return Map.of(
                new EngineObject(EngineObject.Kind.NETWORK, name), Optional.of(network),
                new EngineObject(EngineObject.Kind.EXEC, name), Optional.of(exec),
                new EngineObject(EngineObject.Kind.CONTAINER, name), Optional.of(container));
    }

    private static byte[] body(Path file) throws IOException {
        String text = Files.readString(file);
        return text.substring(text.indexOf('\n') + 1).getBytes(StandardCharsets.UTF_8);
    }

    private static BodyFacts read(Operation operation, byte[] body) {
        if (BodyFacts.read(operation, body, JsonLimits.REQUEST) instanceof Read.Value<BodyFacts>(BodyFacts facts)) {
            return facts;
        }
        throw new AssertionError(new String(body, StandardCharsets.UTF_8));
    }

    private static Operation operation(Path file) throws IOException {
        byte[] head = (Files.readAllLines(file).getFirst().strip() + "\r\nHost: x\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        RequestHead read = new RequestHead();
        new HeadParser(Limits.DEFAULTS).parse(head, 0, head.length, read);
        Call call = new Call();
        assertThat(new Resolver().resolve(read, call)).isNull();
        return call.operation();
    }
}
