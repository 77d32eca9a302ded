package io.caisson.core.workload;

import static io.caisson.core.workload.Requests.judge;
import static io.caisson.core.workload.Requests.policy;
import static io.caisson.core.workload.Requests.violated;
import static io.caisson.core.workload.Standard.BASELINE;
import static io.caisson.core.workload.Standard.RESTRICTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.core.inspect.BodyFacts;
import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonLimits;
import io.caisson.core.inspect.Read;
import io.caisson.core.inspect.StrictJson;
import io.caisson.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes beside the plain creation of a container. */
class RouteTest {
    private static Json json(String text) {
        if (StrictJson.read(text.getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST)
                instanceof Read.Value<Json>(Json value)) {
            return value;
        }
        throw new AssertionError(text);
    }

    private static Map<EngineObject, Optional<Json>> has(EngineObject.Kind kind, String name, String text) {
        return Map.of(new EngineObject(kind, name), Optional.of(json(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Privileged\":true}",
                "{\"Binds\":[\"/:/h\"],\"Image\":\"x\"}",
                "{\"hostconfig\":{\"Privileged\":true}}",
                "{\"ho\u017ftconfig\":{}}",
                "{\"HostConfig\":{\"privileged\":true}}",
                "{\"HostConfig\":{},\"HostConfig\":{\"Privileged\":true}}",
                "{\"HostConfig\":{}}{\"HostConfig\":{\"Privileged\":true}}",
                "{\"HostConfig\":{\"Privileged\":\"true\"}}",
                "{\"HostConfig\":{\"Memory\":\"1\"}}",
                "\uFEFF{\"Image\":\"x\"}",
            })
    void a_body_that_engines_read_in_another_way_is_never_judged(String body) {
        Read<BodyFacts> read =
                BodyFacts.read(Operation.ContainerCreate, body.getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST);
        assertThat(read).isInstanceOf(Read.Refused.class);
        assertThat(((Read.Refused<BodyFacts>) read).reason())
                .isIn(Reason.BODY_AMBIGUOUS, Reason.BODY_MISTYPED, Reason.BODY_NOT_JSON);
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {
                "ContainerCreateLibpod",
                "PodCreateLibpod",
                "VolumeCreateLibpod",
                "PlayKubeLibpod",
                "KubePlayLibpod",
                "KubeApplyLibpod",
                "ImageBuildLibpod",
                "LocalBuildLibpod",
                "ContainerExecLibpod",
                "ContainerUpdateLibpod",
                "NetworkCreateLibpod",
                "QuadletInstallLibpod",
                "ContainerRestoreLibpod",
                "VolumeImportLibpod",
                "PluginCreate",
                "Session",
                "Grpc",
                "SwarmInit",
                "SwarmJoin",
                "SwarmUpdate",
            })
    void what_nobody_can_judge_is_refused(Operation operation) {
        assertThat(violated(judge(policy(BASELINE), operation, "", "", Map.of())))
                .containsExactly("unjudged");
        assertThat(violated(judge(policy(RESTRICTED), operation, "", "", Map.of())))
                .containsExactly("unjudged");
        assertThat(violated(judge(policy(BASELINE, "unjudged=" + operation.id()), operation, "", "", Map.of())))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ContainerStart||{\"Binds\":[\"/:/h\"]}|unjudged",
                "ContainerStart||{\"Memory\":1}|unjudged",
                "ContainerStart|checkpoint-dir=/etc||checkpoints",
                "CheckpointDelete|dir=/etc||checkpoints",
                "ImageCreate|fromSrc=http%3A%2F%2F169.254.169.254%2F||remotes",
                "ImageCreate|fromSrc=-||remotes",
                "ImageBuild|remote=http%3A%2F%2Fx%2F||remotes",
                "ImageBuild|networkmode=host||build-networks",
                "ImageBuild|networkmode=container:x||build-networks",
                "ImageBuild|extrahosts=a:host-gateway||host-gateway",
                "ImageBuild|version=2||build-options",
                "ImageBuild|securityopt=seccomp%3Dunconfined||security-options",
                "ImageBuild|cgroupparent=/||cgroup-parents",
                "PluginPull|remote=evil|[]|plugins",
                "PluginEnable|||plugins",
                "ServiceUpdate|rollback=previous|{}|unjudged",
                "ContainerUpdate||{\"Devices\":[{\"PathOnHost\":\"/dev/sda\"}]}|devices",
                "VolumeCreate||{\"DriverOpts\":{\"type\":\"none\",\"o\":\"bind\",\"device\":\"/etc\"}}|binds",
                "VolumeCreate||{\"DriverOpts\":{\"o\":\"bind\",\"device\":\"etc\"}}|binds",
                "VolumeCreate||{\"DriverOpts\":{\"type\":\"nfs\",\"o\":\"addr=x\",\"device\":\":/\"}}|volume-options",
                "VolumeCreate||{\"DriverOpts\":{\"type\":\"overlay\",\"o\":\"lowerdir=/etc\",\"device\":\"o\"}}"
                        + "|volume-options",
                "NetworkCreate||{\"Name\":\"n\",\"Driver\":\"macvlan\",\"Options\":{\"parent\":\"eth0\"}}|network-drivers",
                "NetworkCreate||{\"Name\":\"n\",\"Options\":{\"com.docker.network.bridge.name\":\"br0\"}}"
                        + "|network-options",
            })
    void a_route_is_held(String operation, String query, String body, String control) {
        Operation called = Operation.byId(operation).orElseThrow();
        String parameters = query == null ? "" : query;
        String text = body == null ? "" : body;
        assertThat(violated(judge(policy(BASELINE), called, parameters, text, Map.of())))
                .contains(control);
        assertThat(violated(judge(policy(RESTRICTED), called, parameters, text, Map.of())))
                .contains(control);
    }

    @Test
    void a_volume_that_is_a_folder_of_the_host_counts_as_that_folder() {
        String volume = "{\"Driver\":\"local\",\"Options\":{\"type\":\"none\",\"o\":\"bind\",\"device\":\"/etc\"}}";
        Map<EngineObject, Optional<Json>> objects = has(EngineObject.Kind.VOLUME, "v", volume);
        String body = "{\"HostConfig\":{\"Binds\":[\"v:/v\"]}}";
        assertThat(violated(judge(policy(BASELINE), Operation.ContainerCreate, "", body, objects)))
                .containsExactly("binds");
        assertThat(violated(judge(policy(BASELINE, "binds=/etc"), Operation.ContainerCreate, "", body, objects)))
                .isEmpty();
    }

    @Test
    void a_network_counts_by_its_driver_and_its_own_name() {
        Map<EngineObject, Optional<Json>> objects =
                has(EngineObject.Kind.NETWORK, "abc", "{\"Name\":\"lan\",\"Driver\":\"macvlan\"}");
        String body = "{\"HostConfig\":{\"NetworkMode\":\"abc\"}}";
        assertThat(violated(judge(policy(BASELINE), Operation.ContainerCreate, "", body, objects)))
                .containsExactly("network-drivers");
        assertThat(violated(judge(
                        policy(BASELINE, "network-drivers=macvlan", "networks=abc"),
                        Operation.ContainerCreate,
                        "",
                        body,
                        objects)))
                .containsExactly("networks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ContainerExec", "PutContainerArchive", "ContainerAttach"})
    void nobody_gets_into_a_container_that_is_stronger_than_the_policy_could_make(String id) {
        Operation operation = Operation.byId(id).orElseThrow();
        String query = operation == Operation.ContainerAttach ? "stdin=1" : "";
        String strong = "{\"Config\":{},\"HostConfig\":{\"Privileged\":true}}";
        assertThat(violated(
                        judge(policy(BASELINE), operation, query, "", has(EngineObject.Kind.CONTAINER, "x", strong))))
                .containsExactly("privileged");
        String mounted = "{\"Config\":{},\"HostConfig\":{},\"Mounts\":[{\"Type\":\"bind\",\"Source\":\"/etc\"}]}";
        assertThat(violated(
                        judge(policy(BASELINE), operation, query, "", has(EngineObject.Kind.CONTAINER, "x", mounted))))
                .containsExactly("binds");
        String plain = "{\"Config\":{\"User\":\"\"},\"HostConfig\":{\"MaskedPaths\":[\"/proc/kcore\"]}}";
        assertThat(violated(
                        judge(policy(BASELINE), operation, query, "", has(EngineObject.Kind.CONTAINER, "x", plain))))
                .isEmpty();
    }

    @Test
    void a_command_is_judged_again_when_it_starts() {
        Map<EngineObject, Optional<Json>> objects = Map.of(
                new EngineObject(EngineObject.Kind.EXEC, "x"),
                Optional.of(
                        json("{\"ContainerID\":\"c\",\"ProcessConfig\":{\"entrypoint\":\"sh\",\"arguments\":[\"-c\","
                                + "\"id\"],\"privileged\":true}}")),
                new EngineObject(EngineObject.Kind.CONTAINER, "c"),
                Optional.of(json("{\"Config\":{},\"HostConfig\":{}}")));
        assertThat(violated(judge(policy(BASELINE), Operation.ExecStart, "", "{}", objects)))
                .containsExactly("privileged");
        assertThat(violated(judge(
                        policy(BASELINE, "privileged=true", "exec=ls *"), Operation.ExecStart, "", "{}", objects)))
                .containsExactly("exec");
        assertThat(violated(judge(
                        policy(BASELINE, "privileged=true", "exec=sh -c id"), Operation.ExecStart, "", "{}", objects)))
                .isEmpty();
    }

    @Test
    void what_a_request_takes_in_must_be_there() {
        String body = "{\"HostConfig\":{\"NetworkMode\":\"container:gone\"}}";
        assertThat(violated(
                        judge(policy(BASELINE, "namespaces=container"), Operation.ContainerCreate, "", body, Map.of())))
                .containsExactly("namespaces");
    }
}
