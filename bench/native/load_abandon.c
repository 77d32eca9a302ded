/* Connections that are left without a word: how soon the proxy and the engine let go of them. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <unistd.h>

#include "load.h"

enum { SETTLE_MS = 500, RELEASE_WAIT_MS = 15000, LOOK_EVERY_MS = 5 };

int run_abandon(const struct options *options) {
    struct tree proxy = tree_behind(options->socket);
    struct tree engine = tree_behind(options->engine);
    int *fds = calloc((size_t)options->connections, sizeof *fds);
    pause_ms(SETTLE_MS);
    int proxy_before = tree_descriptors(&proxy);
    int engine_before = tree_descriptors(&engine);
    int opened = 0;
    for (int i = 0; i < options->connections; i++) {
        struct flow request = request_flow_without_body(options->method, options->target, false);
        fds[i] = unix_connect(options->socket, true);
        opened += fds[i] >= 0 && flow_send(&request, fds[i]) == SENT_ALL;
    }
    pause_ms(SETTLE_MS);
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
    report("opened", opened);
    report("reached", reached);
    /* What is not let go of in time counts as the whole wait. */
    report("proxy_ms", proxy_ms < 0 ? RELEASE_WAIT_MS : proxy_ms);
    report("engine_ms", engine_ms < 0 ? RELEASE_WAIT_MS : engine_ms);
    report("release_ms", proxy_ms < 0 || engine_ms < 0 ? RELEASE_WAIT_MS : proxy_ms > engine_ms ? proxy_ms : engine_ms);
    report("errors", options->connections - (reached < opened ? reached : opened));
    return 0;
}
