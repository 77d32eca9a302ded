package io.caisson.conformance.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallbackTemplate;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Statistics;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.InvocationBuilder;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.caisson.conformance.rig.Eventually;
import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Rig;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docker-java with the transport that Testcontainers uses, over the unix socket and over TCP. */
@RealEngine
class DockerJavaTest {
    private static final long WAIT_SECONDS_MAX = 60;

    private final Rig rig;

    DockerJavaTest(Rig rig) {
        this.rig = rig;
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "tcp"})
    void a_container_is_created_started_found_stopped_and_removed(String transport) throws Exception {
        try (var client = client(transport)) {
            client.pingCmd().exec();
            var id = idle(client);
            var found = client.listContainersCmd().withIdFilter(List.of(id)).exec();
            assertThat(found).singleElement().extracting(one -> one.getState()).isEqualTo("running");
            client.stopContainerCmd(id).withTimeout(5).exec();
            assertThat(client.inspectContainerCmd(id).exec().getState().getExitCodeLong())
                    .isEqualTo(143);
            client.removeContainerCmd(id).exec();
            assertThatThrownBy(() -> client.inspectContainerCmd(id).exec()).isInstanceOf(NotFoundException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "tcp"})
    void exec_reads_its_input_to_the_end_and_writes_its_output(String transport) throws Exception {
        try (var client = client(transport)) {
            var id = idle(client);
            var exec = client.execCreateCmd(id)
                    .withAttachStdin(true)
                    .withAttachStdout(true)
                    .withCmd("head", "-n", "1")
                    .exec();
            var output = client.execStartCmd(exec.getId())
                    .withStdIn(new ByteArrayInputStream("a line\n".getBytes(UTF_8)))
                    .exec(new Text<Frame>());
            output.await();
            assertThat(output.text()).contains("STDOUT: a line");
            assertThat(client.inspectExecCmd(exec.getId()).exec().getExitCodeLong())
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "tcp"})
    void logs_wait_and_events_are_followed_at_the_same_time(String transport) throws Exception {
        var name = rig.name("java");
        try (var client = client(transport);
                var events = client.eventsCmd().withContainerFilter(name).exec(new Text<Event>())) {
            events.awaitStarted();
            var id = client.createContainerCmd("busybox:local")
                    .withName(name)
                    .withCmd("sh", "-c", "echo one; sleep 1; echo two; exit 6")
                    .exec()
                    .getId();
            client.startContainerCmd(id).exec();
            var wait = client.waitContainerCmd(id).exec(new WaitContainerResultCallback());
            var logs = client.logContainerCmd(id)
                    .withFollowStream(true)
                    .withStdOut(true)
                    .exec(new Text<Frame>());
            logs.await();
            assertThat(logs.text()).contains("one").contains("two");
            assertThat(wait.awaitStatusCode(WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isEqualTo(6);
            client.removeContainerCmd(id).exec();
            assertThat(events.awaitText("destroy"))
                    .contains("create")
                    .contains("start")
                    .contains("die");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "tcp"})
    void stats_go_on_until_the_client_has_enough(String transport) throws Exception {
        try (var client = client(transport)) {
            var id = idle(client);
            var reading = new InvocationBuilder.AsyncResultCallback<Statistics>();
            client.statsCmd(id).exec(reading);
            assertThat(reading.awaitResult().getPidsStats().getCurrent()).isPositive();
            reading.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "tcp"})
    void files_go_in_and_come_out_as_archives(String transport, @TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("note"), "n".repeat(3_000_000));
        try (var client = client(transport)) {
            var id = idle(client);
            client.copyArchiveToContainerCmd(id)
                    .withHostResource(file.toString())
                    .withRemotePath("/root")
                    .exec();
            try (var archive =
                    client.copyArchiveFromContainerCmd(id, "/root/note").exec()) {
                assertThat(archive.readAllBytes()).hasSizeGreaterThan(3_000_000);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "tcp"})
    void an_image_is_built_from_a_folder(String transport, @TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("Dockerfile"), "FROM busybox:local\nCOPY note /note\n");
        Files.writeString(folder.resolve("note"), "built in");
        try (var client = client(transport)) {
            var image = client.buildImageCmd(folder.toFile())
                    .exec(new BuildImageResultCallback())
                    .awaitImageId(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
            assertThat(client.inspectImageCmd(image).exec().getId()).contains(image);
            client.removeImageCmd(image).exec();
        }
    }

    private String idle(DockerClient client) {
        var id = client.createContainerCmd("busybox:local")
                .withName(rig.name("java"))
                .withHostConfig(HostConfig.newHostConfig().withInit(true))
                .withCmd("sleep", "3600")
                .exec()
                .getId();
        client.startContainerCmd(id).exec();
        return id;
    }

    private DockerClient client(String transport) {
        var host = transport.equals("unix") ? rig.open().host() : rig.open().tcpHost();
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(host)
                .withDockerTlsVerify(false)
                .build();
        return DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(URI.create(host))
                        .build());
    }

    /** Keeps everything that arrives, as text. */
    private static final class Text<T> extends ResultCallbackTemplate<Text<T>, T> {
        private final StringBuffer text = new StringBuffer();

        @Override
        public void onNext(T item) {
            text.append(item);
        }

        String text() {
            return text.toString();
        }

        void await() throws InterruptedException {
            assertThat(awaitCompletion(WAIT_SECONDS_MAX, TimeUnit.SECONDS))
                    .as("completed")
                    .isTrue();
        }

        String awaitText(String wanted) {
            Eventually.within(
                    Duration.ofSeconds(WAIT_SECONDS_MAX), () -> wanted + " in " + text, () -> text().contains(wanted));
            return text();
        }
    }
}
