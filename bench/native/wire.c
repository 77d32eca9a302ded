#define _GNU_SOURCE
#include "wire.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

void die(const char *what) {
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(1);
}

void raise_descriptor_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

static struct sockaddr_un address_of(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        die(path);
    }
    strcpy(address.sun_path, path);
    return address;
}

int unix_connect(const char *path, bool patient) {
    struct sockaddr_un address = address_of(path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | (patient ? 0 : SOCK_NONBLOCK), 0);
    if (fd < 0) {
        return -1;
    }
    if (connect(fd, (struct sockaddr *)&address, sizeof address) < 0) {
        int why = errno;
        close(fd);
        errno = why;
        return -1;
    }
    if (patient) {
        fcntl(fd, F_SETFL, O_NONBLOCK);
    }
    return fd;
}

int unix_listen(const char *path, int backlog) {
    struct sockaddr_un address = address_of(path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    unlink(path);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0 || listen(fd, backlog) < 0) {
        die(path);
    }
    return fd;
}

void watch(int epoll, int fd, unsigned events, void *what) {
    struct epoll_event event = {.events = events, .data.ptr = what};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) < 0) {
        die("epoll_ctl");
    }
}

void rewatch(int epoll, int fd, unsigned events, void *what) {
    struct epoll_event event = {.events = events, .data.ptr = what};
    if (epoll_ctl(epoll, EPOLL_CTL_MOD, fd, &event) < 0) {
        die("epoll_ctl");
    }
}

static bool named(const char *line, size_t n, const char *name, const char **value) {
    size_t length = strlen(name);
    if (n <= length || line[length] != ':' || strncasecmp(line, name, length) != 0) {
        return false;
    }
    *value = line + length + 1;
    while (**value == ' ') {
        (*value)++;
    }
    return true;
}

void head_read(struct head *head, const char *bytes, size_t n) {
    *head = (struct head){.length = -1};
    const char *end = memmem(bytes, n, "\r\n\r\n", 4);
    if (end == NULL) {
        return;
    }
    const char *line = memchr(bytes, '\n', n);
    while (++line < end) {
        const char *next = memchr(line, '\n', (size_t)(end + 2 - line));
        const char *value;
        size_t length = (size_t)(next - line);
        if (named(line, length, "content-length", &value)) {
            head->length = strtoll(value, NULL, 10);
        } else if (named(line, length, "transfer-encoding", &value)) {
            head->chunked = true;
        } else if (named(line, length, "connection", &value)) {
            head->close = strncasecmp(value, "close", 5) == 0;
        } else if (named(line, length, "upgrade", &value)) {
            head->upgrade = true;
        }
        line = next;
    }
    head->bytes = (size_t)(end + 4 - bytes);
}

enum { SIZE, SIZE_LF, CONTENT, CONTENT_CR, CONTENT_LF, TRAILER, TRAILER_LINE, END_LF };

static int digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
}

size_t chunks_read(struct chunks *chunks, const char *bytes, size_t n, const char **content, size_t *content_bytes) {
    *content_bytes = 0;
    size_t i = 0;
    while (i < n && !chunks->done) {
        if (chunks->state == CONTENT) {
            size_t run = chunks->left < n - i ? (size_t)chunks->left : n - i;
            *content = bytes + i;
            *content_bytes = run;
            chunks->left -= run;
            if (chunks->left == 0) {
                chunks->state = CONTENT_CR;
            }
            return i + run;
        }
        char c = bytes[i++];
        switch (chunks->state) {
            case SIZE:
                if (c == '\r') {
                    chunks->state = SIZE_LF;
                } else {
                    chunks->left = chunks->left * 16 + (unsigned)digit(c);
                }
                break;
            case SIZE_LF:
                chunks->state = chunks->left > 0 ? CONTENT : TRAILER;
                break;
            case CONTENT_CR:
                chunks->state = CONTENT_LF;
                break;
            case CONTENT_LF:
                chunks->state = SIZE;
                break;
            case TRAILER:
                chunks->state = c == '\r' ? END_LF : TRAILER_LINE;
                break;
            case TRAILER_LINE:
                chunks->state = c == '\n' ? TRAILER : TRAILER_LINE;
                break;
            default:
                chunks->done = true;
                break;
        }
    }
    return i;
}

bool flow_done(const struct flow *flow) {
    return flow->first_left == 0 && flow->block_left == 0 && flow->tail_left == 0;
}

static size_t flow_block(struct flow *flow, size_t n) {
    size_t used = n < flow->block_left ? n : (size_t)flow->block_left;
    flow->block_left -= used;
    flow->block_at = (flow->block_at + used) % flow->block_bytes;
    return used;
}

static void flow_advance(struct flow *flow, size_t n) {
    size_t used = n < flow->first_left ? n : flow->first_left;
    flow->first += used;
    flow->first_left -= used;
    n -= used;
    if (flow->block_left > 0) {
        n -= flow_block(flow, n);
    }
    flow->tail += n;
    flow->tail_left -= n;
}

enum sent flow_send(struct flow *flow, int fd) {
    while (!flow_done(flow)) {
        struct iovec parts[3];
        int count = 0;
        unsigned long long block_later = 0;
        if (flow->first_left > 0) {
            parts[count++] = (struct iovec){(void *)flow->first, flow->first_left};
        }
        if (flow->block_left > 0) {
            size_t run = flow->block_bytes - flow->block_at;
            if (run > flow->block_left) {
                run = (size_t)flow->block_left;
            }
            block_later = flow->block_left - run;
            parts[count++] = (struct iovec){(void *)(flow->block + flow->block_at), run};
        }
        if (flow->tail_left > 0 && block_later == 0) {
            parts[count++] = (struct iovec){(void *)flow->tail, flow->tail_left};
        }
        struct msghdr message = {.msg_iov = parts, .msg_iovlen = (size_t)count};
        ssize_t n = sendmsg(fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0) {
            return errno == EAGAIN ? SENT_SOME : SENT_BROKEN;
        }
        flow_advance(flow, (size_t)n);
    }
    return SENT_ALL;
}
