/* Requests and handshakes over TLS with a client certificate, in a closed loop. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "load.h"

enum { READ_BYTES = 256 << 10, EVENTS = 256 };

struct peer {
    int fd;
    SSL *ssl;
    bool shaken;
    size_t sent; /* of the request */
    char head[HEAD_BYTES_MAX];
    size_t head_kept;
    bool in_body;
    unsigned long long left; /* of the body */
    int status;
    unsigned long long since_ns;
};

struct secure_run {
    const struct options *options;
    SSL_CTX *context;
    struct flow request;
    size_t request_bytes;
    struct peer *peers;
    struct histogram times;
    int epoll;
    bool measuring;
    long done, errors;
    unsigned long long bytes;
    char first_error[128];
};

static char buffer[READ_BYTES];

static void fail(struct secure_run *run, const char *what, int detail) {
    if (run->errors++ == 0) {
        snprintf(run->first_error, sizeof run->first_error, "%s %d", what, detail);
    }
}

static SSL_CTX *context_of(const char *folder) {
    char path[512];
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE);
    snprintf(path, sizeof path, "%s/cert.pem", folder);
    bool good = SSL_CTX_use_certificate_chain_file(context, path) == 1;
    snprintf(path, sizeof path, "%s/key.pem", folder);
    good = good && SSL_CTX_use_PrivateKey_file(context, path, SSL_FILETYPE_PEM) == 1;
    snprintf(path, sizeof path, "%s/ca.pem", folder);
    good = good && SSL_CTX_load_verify_locations(context, path, NULL) == 1;
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    if (!good) {
        ERR_print_errors_fp(stderr);
        die(folder);
    }
    return context;
}

static void open_peer(struct secure_run *run, struct peer *peer) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)run->options->port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    *peer = (struct peer){.since_ns = now_ns()};
    peer->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int on = 1;
    setsockopt(peer->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(peer->fd, (struct sockaddr *)&address, sizeof address) < 0 && errno != EINPROGRESS) {
        die("connect");
    }
    peer->ssl = SSL_new(run->context);
    SSL_set_fd(peer->ssl, peer->fd);
    SSL_set_connect_state(peer->ssl);
    watch(run->epoll, peer->fd, EPOLLIN | EPOLLOUT | EPOLLET, peer);
}

static void replace(struct secure_run *run, struct peer *peer) {
    SSL_free(peer->ssl);
    close(peer->fd);
    open_peer(run, peer);
}

static bool waits(const struct peer *peer, int result) {
    int why = SSL_get_error(peer->ssl, result);
    return why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE;
}

static void finish(struct secure_run *run, struct peer *peer) {
    if (peer->status != run->options->status) {
        fail(run, "status", peer->status);
    }
    if (run->measuring) {
        run->done++;
        histogram_add(&run->times, now_ns() - peer->since_ns);
    }
    peer->in_body = false;
    peer->sent = 0;
    if (run->options->fresh) {
        replace(run, peer);
    } else {
        peer->since_ns = now_ns();
    }
}

/* Takes bytes of an answer; true when it is whole. */
static bool take(struct secure_run *run, struct peer *peer, const char *bytes, size_t n) {
    if (run->measuring) {
        run->bytes += n;
    }
    if (!peer->in_body) {
        if (peer->head_kept + n > sizeof peer->head) {
            size_t room = sizeof peer->head - peer->head_kept;
            memcpy(peer->head + peer->head_kept, bytes, room);
            bytes += room;
            n -= room;
            peer->head_kept += room;
        } else {
            memcpy(peer->head + peer->head_kept, bytes, n);
            peer->head_kept += n;
            n = 0;
        }
        struct head head;
        head_read(&head, peer->head, peer->head_kept);
        if (head.bytes == 0) {
            return false;
        }
        peer->status = atoi(peer->head + 9);
        peer->in_body = true;
        unsigned long long length = head.length > 0 ? (unsigned long long)head.length : 0;
        peer->left = length - (peer->head_kept - head.bytes);
        peer->head_kept = 0;
    }
    peer->left -= n;
    return peer->left == 0;
}

/* Goes on with one connection as far as it goes without waiting. */
static void advance(struct secure_run *run, struct peer *peer) {
    if (!peer->shaken) {
        int result = SSL_do_handshake(peer->ssl);
        if (result != 1) {
            if (!waits(peer, result)) {
                fail(run, "handshake", SSL_get_error(peer->ssl, result));
                replace(run, peer);
            }
            return;
        }
        peer->shaken = true;
    }
    while (true) {
        while (peer->sent < run->request_bytes) {
            int n = SSL_write(peer->ssl, run->request.first + peer->sent, (int)(run->request_bytes - peer->sent));
            if (n <= 0) {
                if (!waits(peer, n)) {
                    fail(run, "write", SSL_get_error(peer->ssl, n));
                    replace(run, peer);
                }
                return;
            }
            peer->sent += (size_t)n;
        }
        int n = SSL_read(peer->ssl, buffer, sizeof buffer);
        if (n <= 0) {
            if (!waits(peer, n)) {
                fail(run, "read", SSL_get_error(peer->ssl, n));
                replace(run, peer);
            }
            return;
        }
        if (take(run, peer, buffer, (size_t)n)) {
            finish(run, peer);
            if (run->options->fresh) {
                return;
            }
        }
    }
}

static void phase(struct secure_run *run, double seconds) {
    unsigned long long end = now_ns() + (unsigned long long)(seconds * 1e9);
    struct epoll_event events[EVENTS];
    while (now_ns() < end) {
        int count = epoll_wait(run->epoll, events, EVENTS, 10);
        for (int i = 0; i < count; i++) {
            advance(run, events[i].data.ptr);
        }
    }
}

int run_secure(const struct options *options) {
    struct secure_run *run = calloc(1, sizeof *run);
    run->options = options;
    run->context = context_of(options->certs);
    run->request = request_flow(options);
    run->request_bytes = run->request.first_left;
    run->epoll = epoll_create1(0);
    run->peers = calloc((size_t)options->connections, sizeof *run->peers);
    struct window window = {.tree = tree_behind(options->socket)};
    for (int i = 0; i < options->connections; i++) {
        open_peer(run, &run->peers[i]);
    }
    phase(run, options->warm);
    run->measuring = true;
    window_begin(&window);
    unsigned long long from = now_ns();
    phase(run, options->seconds);
    double seconds = (double)(now_ns() - from) / 1e9;
    double cpu_us = window_end(&window);
    if (run->done == 0) {
        fail(run, "unanswered", options->connections);
    }
    double gib = (double)run->bytes / (1 << 30);
    report("requests", (double)run->done);
    report("rate", (double)run->done / seconds);
    report("cpu_us", run->done > 0 ? cpu_us / (double)run->done : 0);
    report("gib_rate", gib / seconds);
    report("cpu_s_per_gib", gib > 0 ? cpu_us / 1e6 / gib : 0);
    report_histogram(&run->times);
    report("errors", (double)run->errors);
    if (run->errors > 0) {
        printf("first_error=%s\n", run->first_error);
    }
    return 0;
}
