package io.caisson.conformance.router;

import io.caisson.core.docker.Operation;
import java.util.List;
import java.util.Random;

/** Request lines near the edges of every operation's path: a seeded generator. */
final class CraftedTargets {
    private static final String[] METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"};
    private static final String[] NAMES = {
        "x",
        "web-1",
        "a/b",
        "a%2Fb",
        "a%2fb/c",
        "docker.io/library/x:1",
        "x@sha256:abc",
        "json",
        "create",
        "prune",
        "get",
        "attach",
        "ws",
        "x/json",
        "x/start",
        "checkpoints",
        "x/checkpoints/c",
        "privileges",
        "search",
        "%2e%2e",
        "..",
        ".",
        "%2E",
        "a%00b",
        "a%0ab",
        "a%0Db",
        "%C3%A9",
        "%ff",
        "a%252Fb",
        "a+b",
        "a%20b",
        "a;b",
        "a\\b",
        "a%5Cb",
        "",
        "/web",
        "%2Fweb",
        "_ping",
        "a~b!$&'()*,=",
        "a:b@c",
        "%F0%9F%90%8B",
        "a%E2%80%A8b",
        "json%2F",
        "A",
        "pprof",
        "vars",
    };
    private static final String[] PREFIXES = {
        "",
        "",
        "/v1.41",
        "/v1.41",
        "/v1.51",
        "/v1.24",
        "/v1.23",
        "/v1.40",
        "/v1.999",
        "/v01.41",
        "/v1.041",
        "/v1.41.",
        "/v1.41.0",
        "/V1.41",
        "/v1",
        "/v",
        "/v1..41",
        "/v1.41/v1.41",
        "/%761.41",
        "/v%31.41",
        "/v1.41%2f",
        "/v1,41",
        "/libpod",
        "/v4.0.0/libpod",
        "/.",
        "/x/..",
        "/",
    };
    private static final String[] QUERIES = {
        "",
        "",
        "",
        "?",
        "?all=1",
        "?all=1&all=0",
        "?filters={\"label\":[\"a\"]}",
        "?x=%zz",
        "?a=1;b=2",
        "?name=a+b",
        "#f",
        "?%66ilters={}",
        "?force=1&&v",
        "?all=1#f",
        "?a=%00%0a",
        "?name=/web",
        "?path=/../etc",
        "?t=a&t=b",
        "?=1",
        "?a?b=/c",
    };
    private static final String PIECES = "/.%;+\\?#:@~v019aZ\u00e9 ";

    private final Random random;
    private final List<Operation> operations;

    CraftedTargets(long seed) {
        random = new Random(seed);
        operations = Operation.all().stream()
                .filter(operation ->
                        operation.path().startsWith("/") && !operation.tag().libpod())
                .toList();
    }

    /** A method, a space and a target; one character an octet. */
    String next() {
        Operation operation = operations.get(random.nextInt(operations.size()));
        String method =
                random.nextInt(8) == 0 ? pick(METHODS) : operation.method().name();
        String path = operation.path();
        for (int open = path.indexOf('{'); open >= 0; open = path.indexOf('{')) {
            path = path.substring(0, open) + name() + path.substring(path.indexOf('}') + 1);
        }
        StringBuilder target = new StringBuilder(random.nextBoolean() ? "/v1.41" : pick(PREFIXES)).append(path);
        for (int changes = Math.max(0, random.nextInt(7) - 4); changes > 0; changes--) {
            change(target);
        }
        return method + " " + target + pick(QUERIES);
    }

    private void change(StringBuilder target) {
        int at = random.nextInt(target.length());
        char old = target.charAt(at);
        switch (random.nextInt(8)) {
            case 0 -> target.replace(at, at + 1, String.format(random.nextBoolean() ? "%%%02x" : "%%%02X", (int) old));
            case 1 ->
                target.setCharAt(
                        at, Character.isUpperCase(old) ? Character.toLowerCase(old) : Character.toUpperCase(old));
            case 2 -> target.insert(at, '/');
            case 3 -> target.insert(at, random.nextBoolean() ? "/." : "/..");
            case 4 -> target.append('/');
            case 5 -> target.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
            case 6 -> target.deleteCharAt(at);
            default -> target.append('/').append(pick(NAMES));
        }
        if (target.isEmpty()) {
            target.append('/');
        }
    }

    /** Ordinary more often than not, so that most targets are judged by what else is odd about them. */
    private String name() {
        return random.nextBoolean() ? "web-" + random.nextInt(10) : pick(NAMES);
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }
}
