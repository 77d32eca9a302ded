package io.caisson.app.demo.api;

import io.caisson.app.demo.http.Handler;
import io.caisson.app.demo.http.Reply;
import io.caisson.app.demo.http.Request;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the operation of a request as the engine's router does: by decoded path, with or without a version. */
final class Router implements Handler {
    /** What answers a call. */
    @FunctionalInterface
    interface Operation {
        void run(Call call) throws IOException, InterruptedException;
    }

    /** A method and a path with at most one argument, `{x}` for one segment or `{x*}` for any number. */
    private record Route(
            String method,
            String before,
            String after,
            boolean hasArgument,
            boolean manySegments,
            Operation operation) {
        @Nullable
        String argument(String requestMethod, String path) {
            if (!requestMethod.equals(method) || !path.startsWith(before)) {
                return null;
            }
            if (!hasArgument) {
                return path.equals(before) ? "" : null;
            }
            int end = path.length() - after.length();
            if (!path.endsWith(after) || end < before.length()) {
                return null;
            }
            String argument = path.substring(before.length(), end);
            return manySegments || argument.indexOf('/') < 0 ? argument : null;
        }
    }

    private static final String SERVER = "Docker/" + SystemApi.ENGINE_VERSION + " (linux)";

    private final List<Route> routes = new ArrayList<>();

    /** Adds a route; the first that fits a request answers it. */
    Router on(String method, String path, Operation operation) {
        int start = path.indexOf('{');
        if (start < 0) {
            routes.add(new Route(method, path, "", false, false, operation));
        } else {
            int end = path.indexOf('}');
            boolean many = path.charAt(end - 1) == '*';
            routes.add(new Route(method, path.substring(0, start), path.substring(end + 1), true, many, operation));
        }
        return this;
    }

    @Override
    public void handle(Request request, Reply reply) throws IOException, InterruptedException {
        String clean = clean(request.path());
        if (!clean.equals(request.path())) {
            String query = request.rawQuery().isEmpty() ? "" : "?" + request.rawQuery();
            reply.header("Location", clean + query).empty(301);
            return;
        }
        if (request.method().equals("OPTIONS")) {
            identify(reply).header("Docker-Experimental", "false").empty(200);
            return;
        }
        String path = request.path();
        ApiVersion version = ApiVersion.NEWEST;
        int slash = path.indexOf('/', 1);
        if (path.startsWith("/v") && slash > 0) {
            ApiVersion named = ApiVersion.parse(path.substring(2, slash));
            if (named != null) {
                version = named;
                path = path.substring(slash);
            }
        }
        for (Route route : routes) {
            String argument = route.argument(request.method(), path);
            if (argument != null) {
                run(route, new Call(request, identify(reply), argument, version));
                return;
            }
        }
        reply.error(404, "page not found");
    }

    /** What does not reach an operation is answered by the router itself, which does not name the engine. */
    private static Reply identify(Reply reply) {
        return reply.header("Api-Version", ApiVersion.NEWEST.toString())
                .header("Ostype", "linux")
                .header("Server", SERVER);
    }

    private static void run(Route route, Call call) throws IOException, InterruptedException {
        if (call.version().compareTo(ApiVersion.OLDEST) < 0) {
            call.reply()
                    .header("X-Content-Type-Options", "nosniff")
                    .text(
                            400,
                            "client version " + call.version() + " is too old. Minimum supported API version is "
                                    + ApiVersion.OLDEST + ", please upgrade your client to a newer version\n");
        } else if (call.version().compareTo(ApiVersion.NEWEST) > 0) {
            call.reply()
                    .error(
                            400,
                            "client version " + call.version() + " is too new. Maximum supported API version is "
                                    + ApiVersion.NEWEST);
        } else {
            call.reply().header("Docker-Experimental", "false");
            route.operation().run(call);
        }
    }

    /** A path without empty, `.` and `..` segments; the engine redirects to it. */
    static String clean(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        String clean = "/" + String.join("/", segments);
        return path.endsWith("/") && clean.length() > 1 ? clean + "/" : clean;
    }
}
