/*
 * A mock of the Docker Engine for benchmarks: one thread, one unix socket, and answers that cost little.
 *
 *   GET  /_ping                            200 OK
 *   GET  /containers/json                  a list of 2 KiB
 *   GET  /containers/json?limit=200        a list of 200 KiB with a length; with limit=201 the same in one chunk
 *   POST /containers/create                201 after the body
 *   GET  /containers/ID/json               a container of 8 KiB, named web-1
 *   POST /containers/ID/restart            204
 *   GET  /containers/length-BYTES/export   that many bytes with a length; with chunked-BYTES in chunks of 32 KiB
 *   PUT  /containers/ID/archive            200 after the body
 *   POST /exec/ID/start                    101, then everything comes back
 *   POST /containers/ID/wait               no answer ever
 *   GET  /events?since=MILLISECONDS        a stream with one event each so many milliseconds, or none without it
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "answers.h"
#include "measure.h"
#include "wire.h"

enum { READ_BYTES = 1 << 20, WHEEL_SLOTS = 1024, EVENT_BYTES_MAX = 512, OWN_BYTES = 1024 };
enum state { HEAD, BODY, ECHO, STREAM, SILENT };

struct connection {
    int fd;
    enum state state;
    char *partial; /* an unfinished head */
    size_t partial_bytes;
    char own[OWN_BYTES]; /* an answer's head or an event of this connection alone, while it is sent */
    struct head head;
    struct chunks chunks;
    unsigned long long body_left;
    struct answer answer;
    struct flow out;
    bool out_waits;
    unsigned pause_ms;
    unsigned long long events;
    struct connection *wheel_next, **wheel_link;
};

static struct answers answers;
static struct connection *wheel[WHEEL_SLOTS];
static unsigned long long wheel_ms;
static unsigned timed_streams;
static char read_buffer[READ_BYTES];
static int epoll;

static void wheel_remove(struct connection *c) {
    if (c->wheel_link != NULL) {
        *c->wheel_link = c->wheel_next;
        if (c->wheel_next != NULL) {
            c->wheel_next->wheel_link = c->wheel_link;
        }
        c->wheel_link = NULL;
    }
}

static void wheel_add(struct connection *c, unsigned after_ms) {
    struct connection **slot = &wheel[(wheel_ms + after_ms) % WHEEL_SLOTS];
    c->wheel_next = *slot;
    if (*slot != NULL) {
        (*slot)->wheel_link = &c->wheel_next;
    }
    *slot = c;
    c->wheel_link = slot;
}

static void end(struct connection *c) {
    wheel_remove(c);
    timed_streams -= c->pause_ms > 0;
    close(c->fd);
    free(c->partial);
    free(c);
}

/* False when the connection broke and is gone. */
static bool send_out(struct connection *c) {
    enum sent sent = flow_send(&c->out, c->fd);
    if (sent == SENT_BROKEN) {
        end(c);
        return false;
    }
    if (sent == SENT_ALL && c->head.close && c->state == HEAD) {
        end(c);
        return false;
    }
    bool waits = sent == SENT_SOME;
    if (waits != c->out_waits) {
        c->out_waits = waits;
        rewatch(epoll, c->fd, waits ? EPOLLOUT : EPOLLIN, c);
    }
    return true;
}

static bool send_answer(struct connection *c) {
    c->out.first = c->answer.bytes;
    c->out.first_left = c->answer.length;
    return send_out(c);
}

/* Keeps what could not be handled at once, for later. */
static void keep(struct connection *c, const char *bytes, size_t n) {
    if (c->partial == NULL) {
        c->partial = malloc(HEAD_BYTES_MAX);
    }
    if (n > HEAD_BYTES_MAX) {
        errno = EMSGSIZE;
        die("a head is too large");
    }
    memmove(c->partial, bytes, n);
    c->partial_bytes = n;
}

static void begin_export(struct connection *c, const char *size, bool chunked) {
    unsigned long long bytes = strtoull(size, NULL, 10);
    struct answer block = chunked ? answers.chunk_block : answers.plain_block;
    c->answer = answers.streaming;
    c->out.block = block.bytes;
    c->out.block_bytes = block.length;
    c->out.block_at = 0;
    c->out.block_left = bytes;
    if (chunked) {
        c->out.block_left = (bytes + CHUNK_BYTES - 1) / CHUNK_BYTES * (block.length / CHUNKS_IN_BLOCK);
        c->out.tail = "0\r\n\r\n";
        c->out.tail_left = 5;
    } else {
        c->answer.bytes = c->own;
        c->answer.length = (size_t)snprintf(c->own, OWN_BYTES,
            "HTTP/1.1 200 OK\r\nContent-Type: application/x-tar\r\nContent-Length: %llu\r\n\r\n", bytes);
    }
}

static void begin_events(struct connection *c, const char *target) {
    const char *since = strstr(target, "since=");
    c->state = STREAM;
    c->answer = answers.streaming;
    c->pause_ms = since == NULL ? 0 : (unsigned)strtoul(since + 6, NULL, 10);
    if (c->pause_ms >= WHEEL_SLOTS) {
        c->pause_ms = WHEEL_SLOTS - 1;
    }
    if (c->pause_ms > 0) {
        if (timed_streams++ == 0) {
            wheel_ms = now_ns() / 1000000;
        }
        /* Spread over the pause, as the events of unrelated streams would be. */
        wheel_add(c, 1 + (unsigned)rand() % c->pause_ms);
    }
}

/* Chooses the answer by the request line; it is sent when the body has been read. */
static void choose(struct connection *c, const char *bytes) {
    char line[1024];
    const char *line_end = memchr(bytes, '\r', c->head.bytes);
    snprintf(line, sizeof line, "%.*s", (int)(line_end - bytes), bytes);
    const char *size;
    c->answer = answers.missing;
    if (strstr(line, "/_ping") != NULL) {
        c->answer = answers.ping;
    } else if (strstr(line, "/containers/json") != NULL) {
        c->answer = strstr(line, "limit=201")   ? answers.large_list_chunked
                    : strstr(line, "limit=200") ? answers.large_list
                                                : answers.small_list;
    } else if (strstr(line, "/containers/create") != NULL) {
        c->answer = answers.created;
    } else if (strstr(line, "/restart") != NULL) {
        c->answer = answers.done;
    } else if (strstr(line, "/json ") != NULL) {
        c->answer = answers.container;
    } else if (strstr(line, "/archive") != NULL) {
        c->answer = answers.stored;
    } else if ((size = strstr(line, "/containers/length-")) != NULL) {
        begin_export(c, size + strlen("/containers/length-"), false);
    } else if ((size = strstr(line, "/containers/chunked-")) != NULL) {
        begin_export(c, size + strlen("/containers/chunked-"), true);
    } else if (strstr(line, "/events") != NULL) {
        begin_events(c, line);
    } else if (strstr(line, "/wait") != NULL) {
        c->state = SILENT;
    } else if (strstr(line, "/exec/") != NULL && c->head.upgrade) {
        c->state = ECHO;
        c->answer = answers.upgraded;
    }
}

/* Reads on in a request; returns how many bytes were used, or -1 when the connection is gone. */
static ssize_t read_request(struct connection *c, const char *bytes, size_t n) {
    size_t used = 0;
    if (c->state == HEAD) {
        head_read(&c->head, bytes, n);
        if (c->head.bytes == 0) {
            return 0;
        }
        used = c->head.bytes;
        c->body_left = c->head.length > 0 ? (unsigned long long)c->head.length : 0;
        c->chunks = (struct chunks){.done = !c->head.chunked};
        c->state = BODY;
    }
    const char *content;
    size_t content_bytes;
    /* The answer is chosen before the body is read, while the request line is at hand. */
    if (used > 0) {
        choose(c, bytes);
        if (c->state != BODY) {
            return c->state == SILENT || send_answer(c) ? (ssize_t)n : -1;
        }
    }
    while (!c->chunks.done && used < n) {
        used += chunks_read(&c->chunks, bytes + used, n - used, &content, &content_bytes);
    }
    size_t run = c->body_left < n - used ? (size_t)c->body_left : n - used;
    c->body_left -= run;
    used += run;
    if (c->body_left == 0 && c->chunks.done) {
        c->state = HEAD;
        if (!send_answer(c)) {
            return -1;
        }
    }
    return (ssize_t)used;
}

static void read_requests(struct connection *c, char *bytes, size_t n) {
    size_t at = 0;
    while (at < n) {
        if (c->state == STREAM || c->state == SILENT) {
            return;
        }
        ssize_t used = read_request(c, bytes + at, n - at);
        if (used < 0) {
            return;
        }
        if (used == 0) {
            break;
        }
        at += (size_t)used;
    }
    if (at < n) {
        keep(c, bytes + at, n - at);
    }
}

static void echo(struct connection *c, const char *bytes, size_t n) {
    c->out.first = bytes;
    c->out.first_left = n;
    enum sent sent = flow_send(&c->out, c->fd);
    if (sent == SENT_SOME) {
        errno = EMSGSIZE;
        die("an echo does not fit into the socket");
    } else if (sent == SENT_BROKEN) {
        end(c);
    }
}

static void on_readable(struct connection *c) {
    size_t kept = c->state == HEAD ? c->partial_bytes : 0;
    if (kept > 0) {
        memcpy(read_buffer, c->partial, kept);
    }
    ssize_t n = recv(c->fd, read_buffer + kept, READ_BYTES - kept, MSG_DONTWAIT);
    if (n < 0 && errno == EAGAIN) {
        return;
    }
    if (n <= 0) {
        end(c);
    } else if (c->state == ECHO) {
        echo(c, read_buffer, (size_t)n);
    } else {
        c->partial_bytes = 0;
        read_requests(c, read_buffer, kept + (size_t)n);
    }
}

static void send_event(struct connection *c) {
    char text[EVENT_BYTES_MAX];
    int length = snprintf(text, sizeof text,
        "{\"n\":%llu,\"ns\":%llu,\"status\":\"start\",\"id\":\"8dfafdbc3a408dfafdbc3a408dfafdbc3a40\",\"from\":\"ubuntu\","
        "\"Type\":\"container\",\"Action\":\"start\",\"Actor\":{\"ID\":\"8dfafdbc3a408dfafdbc3a40\",\"Attributes\":"
        "{\"image\":\"ubuntu\",\"name\":\"boring_feynman\"}},\"scope\":\"local\"}\n",
        c->events++, now_ns());
    /* A reader that fell behind misses events; the numbers show it. */
    if (!c->out_waits) {
        int n = snprintf(c->own, OWN_BYTES, "%x\r\n%s\r\n", length, text);
        c->answer = (struct answer){c->own, (size_t)n};
        send_answer(c);
    }
}

static void turn_wheel(void) {
    unsigned long long ms = now_ns() / 1000000;
    while (timed_streams > 0 && wheel_ms < ms) {
        wheel_ms++;
        struct connection *due = wheel[wheel_ms % WHEEL_SLOTS];
        wheel[wheel_ms % WHEEL_SLOTS] = NULL;
        while (due != NULL) {
            struct connection *c = due;
            due = c->wheel_next;
            c->wheel_link = NULL;
            wheel_add(c, c->pause_ms);
            send_event(c);
        }
    }
}

static void accept_all(int listener) {
    for (int fd; (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;) {
        struct connection *c = calloc(1, sizeof *c);
        c->fd = fd;
        watch(epoll, fd, EPOLLIN, c);
    }
}

int main(int count, char **arguments) {
    if (count != 3) {
        fprintf(stderr, "usage: engine SOCKET BACKLOG\n");
        return 2;
    }
    raise_descriptor_limit();
    prepare_answers(&answers);
    int listener = unix_listen(arguments[1], atoi(arguments[2]));
    epoll = epoll_create1(EPOLL_CLOEXEC);
    watch(epoll, listener, EPOLLIN, NULL);
    struct epoll_event events[512];
    while (true) {
        int ready = epoll_wait(epoll, events, 512, timed_streams > 0 ? 1 : -1);
        for (int i = 0; i < ready; i++) {
            struct connection *c = events[i].data.ptr;
            if (c == NULL) {
                accept_all(listener);
            } else if (c->out_waits && (events[i].events & EPOLLOUT)) {
                send_out(c);
            } else if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
                on_readable(c);
            }
        }
        turn_wheel();
    }
}
