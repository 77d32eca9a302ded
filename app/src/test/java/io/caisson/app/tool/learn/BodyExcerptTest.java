package io.caisson.app.tool.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.core.inspect.BodyFacts;
import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonLimits;
import io.caisson.core.inspect.Read;
import io.caisson.core.inspect.StrictJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BodyExcerptTest {
    private static String excerpt(Operation operation, String body) {
        Json json =
                ((Read.Value<Json>) StrictJson.read(body.getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST)).value();
        return BodyExcerpt.of(operation, ((Read.Value<BodyFacts>) BodyFacts.of(operation, json)).value());
    }

    @Test
    void keeps_what_conditions_may_want_and_nothing_secret() {
        assertThat(excerpt(
                        Operation.ContainerCreate,
                        "{\"Image\":\"a\",\"Env\":[\"PASSWORD=planted\"],\"Cmd\":[\"planted\"],\"HostConfig\":"
                                + "{\"Privileged\":false,\"Memory\":7},\"Labels\":{\"a\":\"b\"}}"))
                .isEqualTo("{\"Image\":\"a\",\"HostConfig\":{\"Privileged\":false},\"Labels\":{\"a\":\"b\"}}");
        assertThat(excerpt(
                        Operation.SystemAuth, "{\"username\":\"u\",\"password\":\"planted\",\"serveraddress\":\"r\"}"))
                .isEqualTo("{\"serveraddress\":\"r\"}");
        assertThat(excerpt(Operation.SecretCreate, "{\"Name\":\"n\",\"Data\":\"cGxhbnRlZA==\"}"))
                .isEmpty();
    }
}
