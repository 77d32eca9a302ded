/* Hijacked sessions: exec start with an upgrade, then 64 bytes to and fro. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include "load.h"

enum { MESSAGE_BYTES = 64, HEAD_WAIT_MS = 5000 };

struct session {
    int fd;
    unsigned long long since_ns;
    size_t received;
};

struct echo {
    struct session *sessions;
    int epoll;
    bool measuring;
    long done, errors;
    struct histogram times;
};

static const char MESSAGE[MESSAGE_BYTES] = "to and fro";

static void say(struct echo *echo, struct session *session) {
    session->since_ns = now_ns();
    session->received = 0;
    if (send(session->fd, MESSAGE, MESSAGE_BYTES, MSG_NOSIGNAL) != MESSAGE_BYTES) {
        echo->errors++;
    }
}

/* Opens one session and reads the head of the answer, which must be a 101. */
static bool open_session(struct echo *echo, struct session *session, const char *socket) {
    struct flow request = request_flow_without_body("POST", "/v1.41/exec/8dfafdbc3a40/start", true);
    char answer[HEAD_BYTES_MAX + 1];
    size_t n = 0;
    struct head head = {.bytes = 0};
    session->fd = unix_connect(socket, true);
    if (session->fd < 0 || flow_send(&request, session->fd) != SENT_ALL) {
        return false;
    }
    while (head.bytes == 0 && n < HEAD_BYTES_MAX) {
        struct pollfd readable = {.fd = session->fd, .events = POLLIN};
        ssize_t more = poll(&readable, 1, HEAD_WAIT_MS) > 0 ? recv(session->fd, answer + n, HEAD_BYTES_MAX - n, 0) : 0;
        if (more <= 0) {
            return false;
        }
        n += (size_t)more;
        head_read(&head, answer, n);
    }
    answer[n] = '\0';
    watch(echo->epoll, session->fd, EPOLLIN, session);
    return strncmp(answer, "HTTP/1.1 101", 12) == 0 && head.bytes == n;
}

static void on_ready(struct echo *echo, struct session *session) {
    char bytes[4096];
    ssize_t n = recv(session->fd, bytes, sizeof bytes, MSG_DONTWAIT);
    if (n < 0 && errno == EAGAIN) {
        return;
    }
    if (n <= 0) {
        echo->errors++;
        epoll_ctl(echo->epoll, EPOLL_CTL_DEL, session->fd, NULL);
        return;
    }
    session->received += (size_t)n;
    if (session->received >= MESSAGE_BYTES) {
        echo->errors += session->received > MESSAGE_BYTES || memcmp(bytes + n - MESSAGE_BYTES, MESSAGE, MESSAGE_BYTES) != 0;
        if (echo->measuring) {
            echo->done++;
            histogram_add(&echo->times, now_ns() - session->since_ns);
        }
        say(echo, session);
    }
}

static void phase(struct echo *echo, double seconds) {
    unsigned long long until = now_ns() + (unsigned long long)(seconds * 1e9);
    struct epoll_event events[256];
    while (now_ns() < until) {
        int ready = epoll_wait(echo->epoll, events, 256, 10);
        for (int i = 0; i < ready; i++) {
            on_ready(echo, events[i].data.ptr);
        }
    }
}

int run_echo(const struct options *options) {
    struct echo *echo = calloc(1, sizeof *echo);
    echo->sessions = calloc((size_t)options->connections, sizeof *echo->sessions);
    echo->epoll = epoll_create1(EPOLL_CLOEXEC);
    struct window window = {.tree = tree_behind(options->socket)};
    for (int i = 0; i < options->connections; i++) {
        if (open_session(echo, &echo->sessions[i], options->socket)) {
            say(echo, &echo->sessions[i]);
        } else {
            echo->errors++;
        }
    }
    phase(echo, options->warm);
    echo->measuring = true;
    window_begin(&window);
    unsigned long long from = now_ns();
    phase(echo, options->seconds);
    double seconds = (double)(now_ns() - from) / 1e9;
    double cpu_us = window_end(&window);
    echo->errors += echo->done == 0;
    report("requests", (double)echo->done);
    report("rate", (double)echo->done / seconds);
    report("cpu_us", echo->done > 0 ? cpu_us / (double)echo->done : 0);
    report_histogram(&echo->times);
    report("errors", (double)echo->errors);
    return 0;
}
