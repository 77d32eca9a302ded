/* Connections that are left without a word: how soon the proxy and the engine let go of them. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "load.h"

enum { SETTLE_MS = 500, RELEASE_WAIT_MS = 15000, LOOK_EVERY_MS = 5 };

/* Whether a connection is in use: no answer yet, or the head of a good one. */
static bool is_held(int fd) {
    char answer[12];
    ssize_t n = fd < 0 ? 0 : recv(fd, answer, sizeof answer, MSG_DONTWAIT);
    return n < 0 || (n == sizeof answer && memcmp(answer, "HTTP/1.1 200", sizeof answer) == 0);
}

int run_abandon(const struct options *options) {
    struct tree proxy = tree_behind(options->socket);
    struct tree engine = tree_behind(options->engine);
    int *fds = calloc((size_t)options->connections, sizeof *fds);
    pause_ms(SETTLE_MS);
    int proxy_before = tree_descriptors(&proxy);
    int engine_before = tree_descriptors(&engine);
    for (int i = 0; i < options->connections; i++) {
        struct flow request = request_flow_without_body(options->method, options->target, false);
        fds[i] = unix_connect(options->socket, true);
        if (fds[i] >= 0) {
            flow_send(&request, fds[i]);
        }
    }
    pause_ms(SETTLE_MS);
    int held = 0;
    for (int i = 0; i < options->connections; i++) {
        held += is_held(fds[i]);
    }
    /* Fewer than were opened where the proxy has used idle connections to the engine. */
    int reached = tree_descriptors(&engine) - engine_before;
    unsigned long long from = now_ns();
    for (int i = 0; i < options->connections; i++) {
        close(fds[i]);
    }
    double proxy_ms = -1;
    double engine_ms = -1;
    while ((proxy_ms < 0 || engine_ms < 0) && now_ns() - from < RELEASE_WAIT_MS * 1000000ULL) {
        double passed = (double)(now_ns() - from) / 1e6;
        if (proxy_ms < 0 && tree_descriptors(&proxy) <= proxy_before) {
            proxy_ms = passed;
        }
        if (engine_ms < 0 && tree_descriptors(&engine) <= engine_before) {
            engine_ms = passed;
        }
        pause_ms(LOOK_EVERY_MS);
    }
    report("held", held);
    report("reached", reached);
    /* What is not let go of in time counts as the whole wait. */
    report("proxy_ms", proxy_ms < 0 ? RELEASE_WAIT_MS : proxy_ms);
    report("engine_ms", engine_ms < 0 ? RELEASE_WAIT_MS : engine_ms);
    report("release_ms", proxy_ms < 0 || engine_ms < 0 ? RELEASE_WAIT_MS : proxy_ms > engine_ms ? proxy_ms : engine_ms);
    report("errors", options->connections - held);
    return 0;
}
