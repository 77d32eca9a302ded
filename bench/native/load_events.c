/* Event streams: many at once, idle or with events that carry their number and the time at which they were written. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "load.h"

enum { READ_BYTES = 64 << 10, LINE_BYTES_MAX = 512, OPEN_WAIT_S = 30, OPEN_AT_ONCE = 64, AFTER_MS = 5000 };

struct stream {
    int fd;
    bool open; /* the head of the answer has come */
    struct chunks chunks;
    size_t kept;
    unsigned long long next;
    bool numbered; /* next is known */
    bool heard;    /* an event has come while measuring */
    char line[LINE_BYTES_MAX];
};

struct events {
    const struct options *options;
    struct stream *streams;
    struct window window;
    int epoll;
    int opened;
    bool measuring;
    long delivered, missing, errors;
    struct histogram delays;
};

static void take_event(struct events *all, struct stream *stream, const char *line) {
    const char *number = strstr(line, "\"n\":");
    const char *time = strstr(line, "\"ns\":");
    if (number == NULL || time == NULL) {
        all->errors++;
        return;
    }
    unsigned long long n = strtoull(number + 4, NULL, 10);
    if (stream->numbered && n != stream->next) {
        all->missing += n > stream->next ? (long)(n - stream->next) : 1;
    }
    stream->next = n + 1;
    stream->numbered = true;
    if (all->measuring) {
        all->delivered++;
        stream->heard = true;
        histogram_add(&all->delays, now_ns() - strtoull(time + 5, NULL, 10));
    }
}

static void take_content(struct events *all, struct stream *stream, const char *bytes, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (bytes[i] == '\n') {
            stream->line[stream->kept] = '\0';
            take_event(all, stream, stream->line);
            stream->kept = 0;
        } else if (stream->kept < LINE_BYTES_MAX - 1) {
            stream->line[stream->kept++] = bytes[i];
        }
    }
}

static void take_bytes(struct events *all, struct stream *stream, const char *bytes, size_t n) {
    if (!stream->open) {
        struct head head;
        head_read(&head, bytes, n);
        if (head.bytes == 0 || !head.chunked || strncmp(bytes + 9, "200", 3) != 0) {
            all->errors++;
            return;
        }
        stream->open = true;
        all->opened++;
        bytes += head.bytes;
        n -= head.bytes;
    }
    const char *content;
    size_t content_bytes;
    while (n > 0 && !stream->chunks.done) {
        size_t used = chunks_read(&stream->chunks, bytes, n, &content, &content_bytes);
        if (content_bytes > 0) {
            take_content(all, stream, content, content_bytes);
        }
        bytes += used;
        n -= used;
    }
}

static void turn(struct events *all, int wait_ms) {
    static char bytes[READ_BYTES];
    struct epoll_event events[256];
    int ready = epoll_wait(all->epoll, events, 256, wait_ms);
    for (int i = 0; i < ready; i++) {
        struct stream *stream = events[i].data.ptr;
        ssize_t n = recv(stream->fd, bytes, READ_BYTES, MSG_DONTWAIT);
        if (n > 0) {
            take_bytes(all, stream, bytes, (size_t)n);
        } else if (n == 0 || errno != EAGAIN) {
            all->errors++;
            epoll_ctl(all->epoll, EPOLL_CTL_DEL, stream->fd, NULL);
        }
    }
}

static void phase(struct events *all, double seconds) {
    unsigned long long until = now_ns() + (unsigned long long)(seconds * 1e9);
    while (now_ns() < until) {
        turn(all, 10);
    }
}

/* Opens all streams, some at a time, and waits for their heads. */
static void open_streams(struct events *all) {
    unsigned long long until = now_ns() + OPEN_WAIT_S * 1000000000ULL;
    for (int i = 0; i < all->options->connections && now_ns() < until; i++) {
        struct stream *stream = &all->streams[i];
        struct flow request = request_flow_without_body(all->options->method, all->options->target, false);
        stream->fd = unix_connect(all->options->socket, true);
        if (stream->fd < 0 || flow_send(&request, stream->fd) != SENT_ALL) {
            all->errors++;
            continue;
        }
        watch(all->epoll, stream->fd, EPOLLIN, stream);
        while (i + 1 - all->opened >= OPEN_AT_ONCE && all->errors == 0 && now_ns() < until) {
            turn(all, 10);
        }
    }
    while (all->opened + all->errors < all->options->connections && now_ns() < until) {
        turn(all, 10);
    }
}

int run_events(const struct options *options) {
    struct events *all = calloc(1, sizeof *all);
    all->options = options;
    all->streams = calloc((size_t)options->connections, sizeof *all->streams);
    all->epoll = epoll_create1(EPOLL_CLOEXEC);
    all->window.tree = tree_behind(options->socket);
    struct memory before = tree_memory(&all->window.tree);
    unsigned long long from = now_ns();
    open_streams(all);
    report("open_ms", (double)(now_ns() - from) / 1e6);
    report("streams", all->opened);
    phase(all, options->warm);
    all->measuring = true;
    window_begin(&all->window);
    phase(all, options->seconds);
    double cpu_us = window_end(&all->window);
    all->measuring = false;
    int heard = 0;
    for (int i = 0; i < options->connections; i++) {
        heard += all->streams[i].heard;
        if (all->streams[i].fd > 0) {
            close(all->streams[i].fd);
        }
    }
    pause_ms(AFTER_MS);
    struct memory after = tree_memory(&all->window.tree);
    report("before_mib", (double)(before.anonymous_kib + before.file_kib) / 1024);
    report("after_mib", (double)(after.anonymous_kib + after.file_kib) / 1024);
    report("delivered", (double)all->delivered);
    report("missing", (double)all->missing);
    report("heard", heard);
    report("cpu_us", all->delivered > 0 ? cpu_us / (double)all->delivered : 0);
    report_histogram(&all->delays);
    report("errors", (double)(all->errors + options->connections - all->opened));
    return 0;
}
