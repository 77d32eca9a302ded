package io.caisson.conformance.router;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A program that takes the traces which the engine exports (OTLP over HTTP, protobuf) and prints a line for each request:
 * trace id, name of the span and path, separated by tabs. The engine names a request's span after the route that ran.
 */
public final class SpanCollector {
    /** Where OTLP over HTTP goes by default. */
    static final int PORT = 4318;

    private SpanCollector() {}

    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", PORT), 0);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            print(body);
        });
        server.start();
        System.out.println("ready");
    }

    /** ExportTraceServiceRequest.resource_spans[].scope_spans[].spans[]. */
    private static void print(byte[] body) {
        StringBuilder lines = new StringBuilder();
        Protobuf.each(
                body,
                1,
                resource -> Protobuf.each(
                        resource,
                        2,
                        scope -> Protobuf.each(scope, 2, span -> {
                            String name = text(Protobuf.first(span, 5));
                            if (name.contains(" /")) {
                                String trace = HexFormat.of().formatHex(Protobuf.first(span, 1));
                                String path = HexFormat.of().formatHex(attribute(span, "url.path"));
                                lines.append(trace + "\t" + name + "\t" + path + "\n");
                            }
                        })));
        System.out.print(lines);
        System.out.flush();
    }

    private static byte[] attribute(byte[] span, String key) {
        byte[][] found = {new byte[0]};
        Protobuf.each(span, 9, attribute -> {
            if (text(Protobuf.first(attribute, 1)).equals(key)) {
                found[0] = Protobuf.first(Protobuf.first(attribute, 2), 1);
            }
        });
        return found[0];
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
