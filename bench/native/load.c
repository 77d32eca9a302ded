/*
 * The load generator. `load MODE --socket PATH [OPTIONS]` prints `name=value` lines.
 *
 *   requests   requests in a closed loop on --connections; --fresh opens a connection for each
 *   secure     the same over TLS on --port, with the certificates in --certs
 *   burst      --connections at once with one request each
 *   echo       64 bytes to and fro over --connections hijacked exec sessions
 *   events     --connections event streams, held for --seconds
 *   abandon    opens --connections, leaves, and waits until the proxy and the engine (--engine PATH) let go
 *   start      runs the command after `--` on --cores (a mask) until /_ping is answered
 *   memory     memory of the process behind the socket
 *   peer       its process number
 */
#define _GNU_SOURCE
#include "load.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 256 << 10, CHUNK_BYTES = 32 << 10, SMALL_BODY_MAX = 64 << 10, TAR_BLOCK = 512 };

void window_begin(struct window *window) {
    window->from_ns = now_ns();
    window->cpu_ns = tree_cpu_ns(&window->tree);
}

double window_end(struct window *window) {
    unsigned long long cpu_ns = tree_cpu_ns(&window->tree);
    /* A process that has ended takes its time with it. */
    double cpu_us = cpu_ns > window->cpu_ns ? (double)(cpu_ns - window->cpu_ns) / 1000 : 0;
    double seconds = (double)(now_ns() - window->from_ns) / 1e9;
    report("seconds", seconds);
    report("cpu_s", cpu_us / 1e6);
    report("cpu_share", cpu_us / 1e6 / seconds);
    report_memory(&window->tree);
    return cpu_us;
}

struct flow request_flow_without_body(const char *method, const char *target, bool upgrade) {
    char *text;
    int length = asprintf(&text,
        "%s %s HTTP/1.1\r\nHost: api.moby.localhost\r\nUser-Agent: Docker-Client/28.2.2 (linux)\r\n%s\r\n", method, target,
        upgrade ? "Content-Length: 0\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n" : "");
    return (struct flow){.first = text, .first_left = (size_t)length};
}

/* A body of the wanted size that is JSON of a container when it is small. */
static char *small_body(size_t bytes) {
    static const char START[] = "{\"Image\":\"busybox\",\"Cmd\":[\"true\"],\"Labels\":{\"padding\":\"";
    static const char END[] = "\"},\"HostConfig\":{\"NetworkMode\":\"none\"}}";
    char *body = malloc(bytes + 1);
    memset(body, 'x', bytes);
    if (bytes > sizeof START + sizeof END) {
        memcpy(body, START, sizeof START - 1);
        memcpy(body + bytes - (sizeof END - 1), END, sizeof END - 1);
    }
    return body;
}

/* A header of an archive whose only file is as long as all of its content; the end of such an archive is zeros. */
static void archive_header(char *header, unsigned long long bytes) {
    memset(header, 0, TAR_BLOCK);
    strcpy(header, "content");
    strcpy(header + 100, "0000644");
    strcpy(header + 108, "0000000");
    strcpy(header + 116, "0000000");
    snprintf(header + 124, 12, "%011llo", bytes);
    strcpy(header + 136, "00000000000");
    header[156] = '0';
    memcpy(header + 257, "ustar\00000", 8);
    memset(header + 148, ' ', 8);
    unsigned sum = 0;
    for (int i = 0; i < TAR_BLOCK; i++) {
        sum += (unsigned char)header[i];
    }
    snprintf(header + 148, 8, "%06o", sum);
}

/* Puts what an archive has around its content around a body that is there already; --body is the content alone. */
static void add_archive(struct flow *flow, const struct options *options) {
    static char tail[64 + 2 * TAR_BLOCK];
    char *first = malloc(flow->first_left + TAR_BLOCK + 64);
    memcpy(first, flow->first, flow->first_left);
    char *at = first + flow->first_left;
    at += options->chunked ? sprintf(at, "%x\r\n", TAR_BLOCK) : 0;
    archive_header(at, options->body);
    at += TAR_BLOCK;
    at = options->chunked ? stpcpy(at, "\r\n") : at;
    flow->first = first;
    flow->first_left = (size_t)(at - first);
    at = tail + (options->chunked ? sprintf(tail, "%x\r\n", 2 * TAR_BLOCK) : 0);
    memset(at, 0, 2 * TAR_BLOCK);
    at += 2 * TAR_BLOCK;
    at = options->chunked ? stpcpy(at, "\r\n0\r\n\r\n") : at;
    flow->tail = tail;
    flow->tail_left = (size_t)(at - tail);
}

static void add_large_body(struct flow *flow, const struct options *options) {
    static char block[BLOCK_BYTES + 256];
    char *at = block;
    flow->block_left = options->body;
    if (options->chunked) {
        for (int i = 0; i < BLOCK_BYTES / CHUNK_BYTES; i++) {
            at += sprintf(at, "%x\r\n", CHUNK_BYTES);
            memset(at, 'x', CHUNK_BYTES);
            at = stpcpy(at + CHUNK_BYTES, "\r\n");
        }
        size_t chunk = (size_t)(at - block) / (BLOCK_BYTES / CHUNK_BYTES);
        flow->block_left = (options->body + CHUNK_BYTES - 1) / CHUNK_BYTES * chunk;
        flow->tail = "0\r\n\r\n";
        flow->tail_left = 5;
    } else {
        memset(block, 'x', BLOCK_BYTES);
        at += BLOCK_BYTES;
    }
    flow->block = block;
    flow->block_bytes = (size_t)(at - block);
    if (options->archive) {
        add_archive(flow, options);
    }
}

struct flow request_flow(const struct options *options) {
    if (options->body == 0) {
        return request_flow_without_body(options->method, options->target, false);
    }
    bool small = options->body <= SMALL_BODY_MAX && !options->chunked;
    char framing[64];
    snprintf(framing, sizeof framing, options->chunked ? "Transfer-Encoding: chunked" : "Content-Length: %llu",
        options->body + (options->archive ? 3 * TAR_BLOCK : 0));
    char *body = small ? small_body((size_t)options->body) : "";
    char *text;
    int length = asprintf(&text,
        "%s %s HTTP/1.1\r\nHost: api.moby.localhost\r\nUser-Agent: Docker-Client/28.2.2 (linux)\r\n"
        "Content-Type: %s\r\n%s\r\n\r\n%.*s",
        options->method, options->target, small ? "application/json" : "application/x-tar", framing,
        small ? (int)options->body : 0, body);
    struct flow flow = {.first = text, .first_left = (size_t)length};
    if (!small) {
        add_large_body(&flow, options);
    }
    return flow;
}

int run_memory(const struct options *options) {
    struct tree tree = tree_behind(options->socket);
    report_memory(&tree);
    report("descriptors", tree_descriptors(&tree));
    return 0;
}

int run_peer(const struct options *options) {
    struct tree tree = tree_behind(options->socket);
    printf("pid=%d\n", tree.pids[0]);
    return 0;
}

struct mode {
    const char *name;
    int (*run)(const struct options *);
};

static const struct mode MODES[] = {
    {"requests", run_requests}, {"secure", run_secure}, {"burst", run_burst}, {"echo", run_echo}, {"events", run_events},
    {"abandon", run_abandon},   {"start", run_start}, {"memory", run_memory},
    {"peer", run_peer},
};

static void wrong(const char *what) {
    fprintf(stderr, "load: `%s` is not understood\n", what);
    exit(2);
}

/* Reads one option with its value; options without one are handled by the caller. */
static void read_option(struct options *options, const char *name, const char *value) {
    if (value == NULL) {
        wrong(name);
    } else if (strcmp(name, "--socket") == 0) {
        options->socket = value;
    } else if (strcmp(name, "--engine") == 0) {
        options->engine = value;
    } else if (strcmp(name, "--connections") == 0) {
        options->connections = atoi(value);
    } else if (strcmp(name, "--method") == 0) {
        options->method = value;
    } else if (strcmp(name, "--target") == 0) {
        options->target = value;
    } else if (strcmp(name, "--status") == 0) {
        options->status = atoi(value);
    } else if (strcmp(name, "--body") == 0) {
        options->body = strtoull(value, NULL, 10);
    } else if (strcmp(name, "--warm") == 0) {
        options->warm = atof(value);
    } else if (strcmp(name, "--seconds") == 0) {
        options->seconds = atof(value);
    } else if (strcmp(name, "--warm-count") == 0) {
        options->warm_count = atol(value);
    } else if (strcmp(name, "--count") == 0) {
        options->count = atol(value);
    } else if (strcmp(name, "--port") == 0) {
        options->port = atol(value);
    } else if (strcmp(name, "--certs") == 0) {
        options->certs = value;
    } else if (strcmp(name, "--cores") == 0) {
        options->cores = atol(value);
    } else {
        wrong(name);
    }
}

int main(int count, char **arguments) {
    struct options options = {.connections = 1, .method = "GET", .target = "/_ping", .status = 200, .seconds = 1};
    signal(SIGPIPE, SIG_IGN);
    raise_descriptor_limit();
    for (int i = 2; i < count; i++) {
        if (strcmp(arguments[i], "--fresh") == 0) {
            options.fresh = true;
        } else if (strcmp(arguments[i], "--chunked") == 0) {
            options.chunked = true;
        } else if (strcmp(arguments[i], "--archive") == 0) {
            options.archive = true;
        } else if (strcmp(arguments[i], "--") == 0) {
            options.command = arguments + i + 1;
            break;
        } else {
            read_option(&options, arguments[i], arguments[i + 1]);
            i++;
        }
    }
    const char *mode = count > 1 ? arguments[1] : "";
    if (options.socket == NULL) {
        wrong("a command without --socket");
    }
    for (size_t i = 0; i < sizeof MODES / sizeof MODES[0]; i++) {
        if (strcmp(MODES[i].name, mode) == 0) {
            return MODES[i].run(&options);
        }
    }
    wrong(mode);
    return 2;
}
