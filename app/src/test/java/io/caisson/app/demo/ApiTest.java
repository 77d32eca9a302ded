package io.caisson.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.app.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operations with finite answers, and the engine's own errors. */
@Timeout(60)
class ApiTest {
    @TempDir
    Path folder;

    private DemoEngine engine;

    @BeforeEach
    void start() throws IOException {
        engine = DemoEngine.start(folder.resolve("d.sock"));
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private Wire.Answer ask(String request) throws IOException {
        return Wire.ask(engine.socket(), request);
    }

    private Wire.Answer ask(String request, String body) throws IOException {
        return Wire.ask(engine.socket(), request, body);
    }

    private List<String> names(String request) throws IOException {
        return ask(request).list().stream()
                .map(container -> container.texts("Names").getFirst())
                .toList();
    }

    @Test
    void starts_with_a_small_shop_whose_secrets_lie_in_the_environment() throws IOException {
        assertThat(names("GET /containers/json")).containsExactly("/web", "/db", "/cache");
        assertThat(names("GET /v1.41/containers/json?all=1")).containsExactly("/web", "/db", "/cache", "/migrate");
        JsonObject db = ask("GET /containers/db/json").json();
        assertThat(db.object("Config").texts("Env")).contains("POSTGRES_PASSWORD=demo-database-password");
        assertThat(db.object("State").object("Health").text("Status")).isEqualTo("healthy");
        assertThat(db.object("NetworkSettings")
                        .object("Networks")
                        .object("shop_default")
                        .text("IPAddress"))
                .startsWith("172.18.0.");
        assertThat(db.object("Config").textMap("Labels")).containsEntry("com.docker.compose.project", "shop");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET /containers/nope/json | 404 | No such container: nope",
                "GET /images/nope/json | 404 | No such image: nope:latest",
                "GET /networks/nope | 404 | network nope not found",
                "GET /volumes/nope | 404 | get nope: no such volume",
                "GET /exec/nope/json | 404 | No such exec instance: nope",
                "GET /nope | 404 | page not found",
                "POST /info | 404 | page not found",
                "GET /v1.99/info | 400 | client version 1.99 is too new. Maximum supported API version is 1.51",
                "POST /containers/migrate/kill | 409 | cannot kill container: migrate: container ID is not running",
                "POST /containers/web/kill?signal=FOO | 400 | cannot kill container: web: invalid signal: FOO",
                "DELETE /containers/web | 409 | cannot remove container \"web\": container is running: stop the"
                        + " container before removing or force remove",
                "DELETE /networks/bridge | 403 | bridge is a pre-defined network and cannot be removed",
                "DELETE /volumes/shop_db-data | 409 | remove shop_db-data: volume is in use - [ID]",
                "POST /containers/web/rename?name=web | 400 | Renaming a container with the same name as its current"
                        + " name",
                "POST /containers/nope/kill | 404 | cannot kill container: nope: No such container: nope",
                "POST /containers/web/kill?signal=99 | 400 | cannot kill container: web: the linux daemon does not"
                        + " support signal 99",
                "POST /containers/web/rename?name=! | 400 | Error when allocating new name: Invalid container name"
                        + " (/!), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed",
                "POST /networks/create | 400 | invalid name: name is empty",
                "POST /containers/web/exec | 400 | No exec command specified",
                "GET /containers/json?filters={\"status\":[\"odd\"]} | 400 | invalid filter 'status=odd': invalid"
                        + " value for state (odd): must be one of created, running, paused, restarting, removing,"
                        + " exited, dead",
                "POST /containers/web/rename?name= | 400 | Neither old nor new names may be empty",
                "POST /containers/web/rename?name=db | 409 | Error when allocating new name: Conflict. The container"
                        + " name \"/db\" is already in use by container \"ID\". You have to remove (or rename) that"
                        + " container to be able to reuse that name.",
                "POST /containers/web/unpause | 500 | Container ID is not paused",
                "POST /containers/migrate/pause | 409 | container ID is not running",
                "GET /containers/migrate/top | 409 | container ID is not running",
                "GET /containers/web/logs | 400 | Bad parameters: you must choose at least one stream",
                "POST /containers/web/wait?condition=x | 400 | invalid condition: \"x\"",
                "POST /containers/web/stop?t=x | 500 | strconv.Atoi: parsing \"x\": invalid syntax",
                "POST /containers/web/resize?h=x&w=3 | 400 | invalid resize height \"x\": invalid syntax",
                "GET /containers/json?filters=xx | 400 | invalid filter",
                "GET /containers/json?filters={\"foo\":[\"a\"]} | 400 | invalid filter 'foo'",
                "POST /images/alpine:3.22/tag?repo=UPPER | 400 | invalid reference format: repository name"
                        + " (library/UPPER) must be lowercase",
                "POST /images/nope/tag?repo=a | 404 | No such image: nope:latest",
                "GET /services | 503 | This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm"
                        + " join\" to connect this node to swarm and try again.",
                "POST /build | 501 | the demo engine does not do this: POST /build",
                "POST /containers/create | 400 | invalid JSON: got EOF while reading request body",
            })
    void words_its_errors_as_the_engine_does(String request, int status, String message) throws IOException {
        Wire.Answer answer = ask(request);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.message().replaceAll("[0-9a-f]{64}", "ID")).isEqualTo(message);
        boolean routed = !message.equals("page not found");
        assertThat(answer.headers().containsKey("api-version")).isEqualTo(routed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/containers/create?name=web | {\"Image\":\"alpine:3.22\"} | 409 | Conflict. The container name"
                        + " \"/web\" is already in use by container \"ID\". You have to remove (or rename) that"
                        + " container to be able to reuse that name.",
                "/containers/create?name=x | {\"Image\":\"alpine:3.22\"} | 400 | Invalid container name (x), only"
                        + " [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed",
                "/containers/create | {\"Image\":\"nope\"} | 404 | No such image: nope:latest",
                "/containers/create | {} | 400 | config cannot be empty in order to create a container",
                "/containers/create | {\"Image\": | 400 | invalid JSON: unexpected EOF",
                "/containers/create | {\"Image\":\"\"} | 400 | no command specified",
                "/containers/create | {\"Image\":\"alpine:3.22\"}x | 400 | unexpected content after JSON",
                "/containers/create | {\"Image\":\"alpine:3.22\",\"HostConfig\":{\"Binds\":[\"v:rel\"]}} | 500"
                        + " | invalid volume specification: 'v:rel': invalid mount config for type \"volume\": invalid"
                        + " mount path: 'rel' mount path must be absolute",
                "/containers/create | {\"Image\":\"alpine:3.22\",\"HostConfig\":{\"PortBindings\":{\"x/tcp\":[]}}}"
                        + " | 400 | invalid port specification: \"x\"",
                "/containers/web/exec | {\"Cmd\":\"ls\"} | 400 | invalid JSON: json: cannot unmarshal string into Go"
                        + " struct field ExecOptions.Cmd of type []string",
                "/volumes/create | {\"Name\":\"!\"} | 400 | create !: volume name is too short, names should be at"
                        + " least two alphanumeric characters",
                "/containers/migrate/exec | {\"Cmd\":[\"ls\"]} | 409 | container ID is not running",
                "/containers/web/exec | {\"Cmd\":[]} | 400 | No exec command specified",
                "/containers/web/start | {\"Binds\":[]} | 400 | starting container with non-empty request body was"
                        + " deprecated since API v1.22 and removed in v1.24",
                "/networks/create | {\"Name\":\"bridge\"} | 403 | operation is not permitted on predefined bridge"
                        + " network ``",
                "/networks/create | {\"Name\":\"\"} | 400 | invalid name: name is empty",
                "/networks/create | {\"Name\":\"shop_default\"} | 409 | network with name shop_default already exists",
                "/networks/shop_default/connect | {\"Container\":\"web\"} | 403 | endpoint with name web already"
                        + " exists in network shop_default",
                "/networks/bridge/disconnect | {\"Container\":\"web\"} | 500 | container ID is not connected to"
                        + " network bridge",
            })
    void refuses_documents_as_the_engine_does(String path, String body, int status, String message) throws IOException {
        Wire.Answer answer = ask("POST " + path, body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.message().replaceAll("[0-9a-f]{64}", "ID").strip())
                .isEqualTo(message.replace("``", "").strip());
    }

    @Test
    void wants_json_to_be_declared() throws IOException {
        try (Wire wire = Wire.to(engine.socket())) {
            wire.send(
                    "POST /volumes/create HTTP/1.1\r\nHost: d\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}");
            assertThat(wire.answer(true).message())
                    .isEqualTo("unsupported Content-Type header (text/plain): must be 'application/json'");
        }
    }

    @Test
    void redirects_paths_that_are_not_clean_and_answers_options_and_old_versions() throws IOException {
        assertThat(ask("GET //containers/..%2finfo?a=b").headers()).containsEntry("location", "/info?a=b");
        assertThat(ask("GET //info").status()).isEqualTo(301);
        assertThat(ask("GET /%63ontainers%2Fjson").status()).isEqualTo(200);
        assertThat(ask("OPTIONS /anything").status()).isEqualTo(200);
        assertThat(ask("GET /v1.23/info").body())
                .isEqualTo("client version 1.23 is too old. Minimum supported API version is 1.24, please upgrade your"
                        + " client to a newer version\n");
        assertThat(ask("GET /v1.024./info").status()).isEqualTo(200);
    }

    @Test
    void a_container_lives_from_creation_to_removal() throws IOException {
        String id = ask(
                        "POST /containers/create?name=job",
                        "{\"Image\":\"alpine:3.22\",\"Cmd\":[\"sleep\",\"60\"],\"Env\":[\"A=b\"],\"Labels\":{\"x\":\"y\"},"
                                + "\"HostConfig\":{\"Binds\":[\"data:/data:ro\"],\"PortBindings\":{\"80/tcp\":"
                                + "[{\"HostPort\":\"9090\"}]}}}")
                .json()
                .text("Id");
        assertThat(status(id)).isEqualTo("created");
        assertThat(ask("POST /containers/" + id.substring(0, 12) + "/start").status())
                .isEqualTo(204);
        assertThat(ask("POST /containers/job/start").status()).isEqualTo(304);
        assertThat(status("job")).isEqualTo("running");
        JsonObject running = ask("GET /containers/job/json").json();
        assertThat(running.object("NetworkSettings").object("Ports").objects("80/tcp"))
                .extracting(port -> port.text("HostPort"))
                .containsExactly("9090", "9090");
        assertThat(running.objects("Mounts").getFirst().text("Name")).isEqualTo("data");
        assertThat(running.objects("Mounts").getFirst().flag("RW")).isFalse();
        assertThat(ask("POST /containers/job/pause").status()).isEqualTo(204);
        assertThat(status("job")).isEqualTo("paused");
        assertThat(ask("POST /containers/job/unpause").status()).isEqualTo(204);
        assertThat(ask("POST /containers/job/rename?name=work").status()).isEqualTo(204);
        assertThat(ask("POST /containers/work/restart?t=1").status()).isEqualTo(204);
        assertThat(ask("POST /containers/work/stop").status()).isEqualTo(204);
        assertThat(ask("POST /containers/work/stop").status()).isEqualTo(304);
        assertThat(ask("GET /containers/work/json").json().object("State").number("ExitCode"))
                .isEqualTo(143);
        assertThat(ask("POST /containers/work/start").status()).isEqualTo(204);
        assertThat(ask("POST /containers/work/kill").status()).isEqualTo(204);
        assertThat(ask("POST /containers/work/wait").json().number("StatusCode"))
                .isEqualTo(137);
        assertThat(ask("DELETE /containers/work").status()).isEqualTo(204);
        assertThat(ask("GET /containers/" + id + "/json").status()).isEqualTo(404);
        assertThat(ask("GET /volumes/data").status()).isEqualTo(200);
    }

    private String status(String container) throws IOException {
        return ask("GET /containers/" + container + "/json")
                .json()
                .object("State")
                .text("Status");
    }

    @Test
    void a_port_that_is_taken_and_a_command_that_is_not_there_fail_at_the_start() throws IOException {
        ask(
                "POST /containers/create?name=second",
                "{\"Image\":\"nginx:1.29-alpine\",\"HostConfig\":{\"PortBindings\":{\"80/tcp\":[{\"HostPort\":\"8080\"}]}}}");
        Wire.Answer taken = ask("POST /containers/second/start");
        assertThat(taken.status()).isEqualTo(500);
        assertThat(taken.message()).endsWith("Bind for 0.0.0.0:8080 failed: port is already allocated");
        ask("POST /containers/create?name=lost", "{\"Image\":\"alpine:3.22\",\"Cmd\":[\"nosuch\"]}");
        Wire.Answer lost = ask("POST /containers/lost/start");
        assertThat(lost.status()).isEqualTo(400);
        assertThat(lost.message()).endsWith("exec: \"nosuch\": executable file not found in $PATH");
        assertThat(ask("GET /containers/lost/json").json().object("State").number("ExitCode"))
                .isEqualTo(127);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":[\"we\"]} | /web",
                "{\"name\":{\"^/db$\":true}} | /db",
                "{\"label\":[\"com.docker.compose.service=cache\"]} | /cache",
                "{\"status\":[\"exited\"]} | /migrate",
                "{\"exited\":[\"0\"]} | /migrate",
                "{\"ancestor\":[\"postgres:17-alpine\"]} | /db",
                "{\"volume\":[\"shop_cache-data\"]} | /cache",
                "{\"health\":[\"healthy\"]} | /db",
                "{\"network\":[\"shop_default\"],\"label\":[\"com.docker.compose.service=web\"]} | /web",
            })
    void filters_lists(String filters, String name) throws IOException {
        assertThat(names("GET /containers/json?filters=" + filters)).containsExactly(name);
    }

    @Test
    void images_are_listed_named_and_removed() throws IOException {
        assertThat(ask("GET /images/json").list()).hasSize(5);
        assertThat(ask("POST /images/alpine:3.22/tag?repo=localhost:5000/team/app&tag=1")
                        .status())
                .isEqualTo(201);
        assertThat(ask("GET /images/localhost:5000/team/app:1/json").json().texts("RepoTags"))
                .containsExactly("alpine:3.22", "localhost:5000/team/app:1");
        assertThat(ask("GET /images/json?filters={\"reference\":[\"localhost:5000/*/app\"]}")
                        .list())
                .singleElement()
                .satisfies(image -> assertThat(image.texts("RepoTags")).containsExactly("localhost:5000/team/app:1"));
        assertThat(ask("DELETE /images/localhost:5000/team/app:1").body())
                .isEqualTo("[{\"Untagged\":\"localhost:5000/team/app:1\"}]\n");
        assertThat(ask("DELETE /images/nginx:1.29-alpine").message())
                .matches("conflict: unable to remove repository reference \"nginx:1.29-alpine\" \\(must force\\) -"
                        + " container [0-9a-f]{12} is using its referenced image [0-9a-f]{12}");
        assertThat(ask("DELETE /images/alpine:3.22").body()).contains("\"Deleted\":\"sha256:");
        assertThat(ask("GET /images/alpine:3.22/json").status()).isEqualTo(404);
        assertThat(ask("GET /images/redis:8-alpine/history").list().getFirst().texts("Tags"))
                .containsExactly("redis:8-alpine");
    }

    @Test
    void networks_and_volumes_are_made_used_and_removed() throws IOException {
        Wire.Answer made = ask("POST /networks/create", "{\"Name\":\"lab\",\"Labels\":{\"a\":\"b\"}}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(ask("POST /networks/lab/connect", "{\"Container\":\"web\"}").status())
                .isEqualTo(200);
        JsonObject lab = ask("GET /networks/lab").json();
        assertThat(lab.object("Containers").members()).hasSize(1);
        assertThat(lab.object("IPAM").objects("Config").getFirst().text("Subnet"))
                .isEqualTo("172.19.0.0/16");
        assertThat(ask("DELETE /networks/lab").message())
                .matches("error while removing network: network lab has active endpoints"
                        + " \\(name:\"web\" id:\"[0-9a-f]{12}\"\\)");
        assertThat(ask("POST /networks/lab/disconnect", "{\"Container\":\"web\"}")
                        .status())
                .isEqualTo(200);
        assertThat(ask("DELETE /networks/lab").status()).isEqualTo(204);

        assertThat(ask("POST /volumes/create", "{\"Name\":\"vault\"}").status()).isEqualTo(201);
        assertThat(ask("GET /volumes").json().objects("Volumes")).hasSize(3);
        assertThat(ask("DELETE /volumes/vault").status()).isEqualTo(204);
        assertThat(ask("GET /volumes/vault").status()).isEqualTo(404);
    }

    @Test
    void tells_of_itself_its_processes_and_its_use_of_the_disk() throws IOException {
        JsonObject info = ask("GET /info").json();
        assertThat(info.number("Containers")).isEqualTo(4);
        assertThat(info.number("ContainersRunning")).isEqualTo(3);
        assertThat(ask("GET /version").json().text("ApiVersion")).isEqualTo("1.51");
        assertThat(ask("GET /containers/web/top").body()).contains("nginx -g daemon off;");
        JsonObject stats = ask("GET /containers/web/stats?stream=0").json();
        assertThat(stats.object("cpu_stats").object("cpu_usage").number("total_usage"))
                .isGreaterThanOrEqualTo(
                        stats.object("precpu_stats").object("cpu_usage").number("total_usage"));
        assertThat(stats.object("memory_stats").number("usage")).isPositive();
        JsonObject use = ask("GET /system/df").json();
        assertThat(use.objects("Images")).hasSize(5);
        assertThat(use.objects("Volumes").getFirst().object("UsageData").number("RefCount"))
                .isEqualTo(1);
    }

    @Test
    void prunes_what_is_not_used() throws IOException {
        assertThat(ask("POST /containers/prune").json().texts("ContainersDeleted"))
                .hasSize(1);
        assertThat(ask("POST /images/prune?filters={\"dangling\":[\"false\"]}").body())
                .contains("alpine:3.22", "shop/tools:1.4")
                .doesNotContain("nginx");
        ask("POST /volumes/create", "{\"Name\":\"vault\"}");
        assertThat(ask("POST /volumes/prune").json().texts("VolumesDeleted")).isEmpty();
        assertThat(ask("POST /volumes/prune?filters={\"all\":[\"true\"]}")
                        .json()
                        .texts("VolumesDeleted"))
                .containsExactly("vault");
        ask("POST /networks/create", "{\"Name\":\"lab\"}");
        assertThat(ask("POST /networks/prune").json().texts("NetworksDeleted")).containsExactly("lab");
    }

    @Test
    void the_number_of_objects_is_bounded() throws IOException {
        Wire.Answer last = ask("POST /volumes/create", "{\"Name\":\"v0\"}");
        try (Wire wire = Wire.to(engine.socket())) {
            for (int i = 0; i < 300 && last.status() == 201; i++) {
                last = wire.ask("POST /volumes/create", "{\"Name\":\"volume" + i + "\"}");
            }
        }
        assertThat(last.status()).isEqualTo(500);
        assertThat(last.message()).isEqualTo("the demo engine holds at most 200 volumes");
    }
}
