/* Requests in a closed loop, and bursts of one request each. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "load.h"

enum { READ_BYTES = 1 << 20, BURST_WAIT_MS = 30000, STALL_MS = 10000 };

struct client {
    int fd;
    struct flow out;
    bool out_waits;
    unsigned long long since_ns;
    char head_bytes[HEAD_BYTES_MAX];
    size_t head_kept;
    bool in_body;
    struct head head;
    int status;
    struct chunks chunks;
    unsigned long long body_left;
};

struct run {
    const struct options *options;
    struct flow request;
    struct client *clients;
    struct window window;
    struct histogram times;
    int epoll;
    bool measuring;
    bool burst;
    long done;
    long done_before; /* all answers since the last change of phase, measured or not */
    long errors, refused, reconnects;
    unsigned long long bytes;
    unsigned long long answered_ns;
    char first_error[128];
};

static char read_buffer[READ_BYTES];

static void fail(struct run *run, const char *what, int detail) {
    if (run->errors++ == 0) {
        snprintf(run->first_error, sizeof run->first_error, "%s %d", what, detail);
    }
}

static void begin_request(struct run *run, struct client *client);

static void open_client(struct run *run, struct client *client, bool patient) {
    client->since_ns = now_ns();
    client->fd = unix_connect(run->options->socket, patient);
    client->out_waits = false;
    client->head_kept = 0;
    client->in_body = false;
    if (client->fd < 0) {
        run->refused++;
        fail(run, "connect", errno);
        return;
    }
    watch(run->epoll, client->fd, EPOLLIN, client);
    begin_request(run, client);
}

static void close_client(struct client *client) {
    if (client->fd >= 0) {
        close(client->fd);
    }
    client->fd = -1;
}

/* The connection is of no more use: another takes its place, except in a burst. */
static void replace(struct run *run, struct client *client) {
    close_client(client);
    if (!run->burst) {
        run->reconnects++;
        open_client(run, client, true);
    }
}

static void broke(struct run *run, struct client *client, const char *what, int detail) {
    fail(run, what, detail);
    replace(run, client);
}

static void send_on(struct run *run, struct client *client) {
    enum sent sent = flow_send(&client->out, client->fd);
    bool waits = sent == SENT_SOME;
    if (waits != client->out_waits) {
        client->out_waits = waits;
        rewatch(run->epoll, client->fd, waits ? EPOLLIN | EPOLLOUT : EPOLLIN, client);
    }
}

/* A send that fails is left to the next read, which may still find an answer. */
static void begin_request(struct run *run, struct client *client) {
    client->out = run->request;
    if (!run->options->fresh) {
        client->since_ns = now_ns();
    }
    send_on(run, client);
}

static void finish(struct run *run, struct client *client) {
    client->in_body = false;
    run->answered_ns = now_ns();
    run->done_before++;
    if (client->status != run->options->status) {
        fail(run, "status", client->status);
    }
    if (run->measuring) {
        run->done++;
        histogram_add(&run->times, now_ns() - client->since_ns);
    }
    if (run->burst) {
        close_client(client);
    } else if (run->options->fresh) {
        close_client(client);
        open_client(run, client, true);
    } else if (client->head.close) {
        replace(run, client);
    } else {
        begin_request(run, client);
    }
}

/* Reads a head; false when it is not whole or the connection is gone. Moves *bytes and *n on to the body. */
static bool take_head(struct run *run, struct client *client, const char **bytes, size_t *n) {
    const char *text = *bytes;
    size_t length = *n;
    if (client->head_kept > 0) {
        size_t room = HEAD_BYTES_MAX - client->head_kept;
        size_t more = *n < room ? *n : room;
        memcpy(client->head_bytes + client->head_kept, *bytes, more);
        text = client->head_bytes;
        length = client->head_kept + more;
    }
    head_read(&client->head, text, length);
    if (client->head.bytes == 0) {
        if (length >= HEAD_BYTES_MAX) {
            broke(run, client, "head", (int)length);
            return false;
        }
        memmove(client->head_bytes, text, length);
        client->head_kept = length;
        return false;
    }
    size_t used = client->head.bytes - client->head_kept;
    client->head_kept = 0;
    client->status = atoi(text + 9);
    *bytes += used;
    *n -= used;
    client->in_body = true;
    client->chunks = (struct chunks){.done = !client->head.chunked};
    client->body_left = client->head.length > 0 ? (unsigned long long)client->head.length : 0;
    return true;
}

static void on_bytes(struct run *run, struct client *client, const char *bytes, size_t n) {
    if (!client->in_body && !take_head(run, client, &bytes, &n)) {
        return;
    }
    const char *content;
    size_t content_bytes;
    while (!client->chunks.done && n > 0) {
        size_t used = chunks_read(&client->chunks, bytes, n, &content, &content_bytes);
        bytes += used;
        n -= used;
        run->bytes += content_bytes;
    }
    size_t run_bytes = client->body_left < n ? (size_t)client->body_left : n;
    client->body_left -= run_bytes;
    run->bytes += run_bytes;
    if (client->chunks.done && client->body_left == 0) {
        finish(run, client);
    }
}

static void on_ready(struct run *run, struct client *client, unsigned events) {
    if (events & EPOLLOUT) {
        send_on(run, client);
    }
    if (!(events & (EPOLLIN | EPOLLHUP | EPOLLERR))) {
        return;
    }
    ssize_t n = recv(client->fd, read_buffer, READ_BYTES, MSG_DONTWAIT);
    if (n > 0) {
        on_bytes(run, client, read_buffer, (size_t)n);
    } else if (n == 0) {
        broke(run, client, "closed", client->status);
    } else if (errno != EAGAIN) {
        broke(run, client, "read", errno);
    }
}

/* One round of events; returns how many there were. */
static int turn(struct run *run, int wait_ms) {
    struct epoll_event events[256];
    int ready = epoll_wait(run->epoll, events, 256, wait_ms);
    for (int i = 0; i < ready; i++) {
        on_ready(run, events[i].data.ptr, events[i].events);
    }
    return ready;
}

/* Goes on for some seconds, or for some answers if count is not 0, and ends when nothing moves any more. */
static void phase(struct run *run, double seconds, long count) {
    unsigned long long until = now_ns() + (unsigned long long)(seconds * 1e9);
    unsigned long long moved = now_ns();
    run->done_before = 0;
    while (count > 0 ? run->done_before < count : now_ns() < until) {
        if (turn(run, 10) > 0) {
            moved = now_ns();
        } else if (now_ns() - moved > STALL_MS * 1000000ULL) {
            fail(run, "stalled", (int)run->done_before);
            return;
        }
    }
}

static void report_errors(const struct run *run) {
    report("errors", (double)run->errors);
    if (run->errors > 0) {
        printf("first_error=%s\n", run->first_error);
    }
}

static struct run *new_run(const struct options *options) {
    struct run *run = calloc(1, sizeof *run);
    run->options = options;
    run->request = request_flow(options);
    run->clients = calloc((size_t)options->connections, sizeof *run->clients);
    run->epoll = epoll_create1(EPOLL_CLOEXEC);
    return run;
}

int run_requests(const struct options *options) {
    struct run *run = new_run(options);
    for (int i = 0; i < options->connections; i++) {
        open_client(run, &run->clients[i], true);
    }
    if (options->warm > 0 || options->warm_count > 0) {
        phase(run, options->warm, options->warm_count);
    }
    run->window.tree = tree_behind(options->socket);
    run->bytes = 0;
    run->measuring = true;
    window_begin(&run->window);
    unsigned long long from = now_ns();
    phase(run, options->seconds, options->count);
    double seconds = (double)(now_ns() - from) / 1e9;
    double cpu_us = window_end(&run->window);
    if (run->done == 0) {
        fail(run, "unanswered", options->connections);
    }
    double gib = (double)(run->bytes + options->body * (unsigned long long)run->done) / (1 << 30);
    report("requests", (double)run->done);
    report("rate", (double)run->done / seconds);
    report("cpu_us", run->done > 0 ? cpu_us / (double)run->done : 0);
    report("gib", gib);
    report("gib_rate", gib / seconds);
    report("cpu_s_per_gib", gib > 0 ? cpu_us / 1e6 / gib : 0);
    report("reconnects", (double)run->reconnects);
    report_histogram(&run->times);
    report_errors(run);
    return 0;
}

int run_burst(const struct options *options) {
    struct run *run = new_run(options);
    run->burst = true;
    run->measuring = true;
    unsigned long long from = now_ns();
    run->answered_ns = from;
    for (int i = 0; i < options->connections; i++) {
        open_client(run, &run->clients[i], false);
    }
    long open;
    do {
        turn(run, 10);
        open = 0;
        for (int i = 0; i < options->connections; i++) {
            open += run->clients[i].fd >= 0;
        }
    } while (open > 0 && now_ns() - from < BURST_WAIT_MS * 1000000ULL);
    if (open > 0) {
        fail(run, "unanswered", (int)open);
        run->errors += open - 1;
    }
    report("requests", (double)run->done);
    report("refused", (double)run->refused);
    report("all_ms", (double)(run->answered_ns - from) / 1e6);
    report_histogram(&run->times);
    report_errors(run);
    return 0;
}
