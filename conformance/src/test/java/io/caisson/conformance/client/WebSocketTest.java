package io.caisson.conformance.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.conformance.rig.Command;
import io.caisson.conformance.rig.Eventually;
import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Rig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

@RealEngine
class WebSocketTest {
    private final Rig rig;

    WebSocketTest(Rig rig) {
        this.rig = rig;
    }

    @Test
    void attach_over_a_websocket_carries_input_and_output_and_ends_with_the_container() throws Exception {
        var name = rig.name("ws");
        var loop = "while read line && test $line != end; do echo \"<$line>\"; done";
        rig.docker().ok("run", "--detach", "--interactive", "--name", name, "busybox:local", "sh", "-c", loop);
        var target = "ws://127.0.0.1:%d/containers/%s/attach/ws?stream=1&stdin=1&stdout=1&stderr=1"
                .formatted(rig.open().port(), name);
        var heard = new Heard();
        try (var http = HttpClient.newHttpClient()) {
            var socket = http.newWebSocketBuilder()
                    .buildAsync(URI.create(target), heard)
                    .get(30, TimeUnit.SECONDS);
            socket.sendText("first\n", true).get(30, TimeUnit.SECONDS);
            heard.await("<first>");
            socket.sendText("second\n", true).get(30, TimeUnit.SECONDS);
            heard.await("<second>");
            socket.sendText("end\n", true).get(30, TimeUnit.SECONDS);
            Eventually.within(Command.WAIT_MAX, () -> "the end of the WebSocket", heard.closed::get);
            socket.abort();
        }
        assertThat(rig.docker().ok("wait", name)).isEqualTo("0");
    }

    /** Keeps what arrives. */
    private static final class Heard implements WebSocket.Listener {
        private final StringBuffer text = new StringBuffer();
        private final AtomicBoolean closed = new AtomicBoolean();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            text.append(UTF_8.decode(data));
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.set(true);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            // the engine ends the connection without a closing frame
            closed.set(true);
        }

        void await(String wanted) {
            Eventually.within(Command.WAIT_MAX, () -> wanted + " in " + text, () -> text.indexOf(wanted) >= 0);
        }
    }
}
