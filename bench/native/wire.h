/* What the load generator and the mock engine share: unix sockets, HTTP heads and bodies, and output that may block. */
#ifndef WIRE_H
#define WIRE_H

#include <stdbool.h>
#include <stddef.h>

enum { HEAD_BYTES_MAX = 8192 };

/* What matters of a request's or a response's head. */
struct head {
    size_t bytes;       /* length of the head, its empty line included; 0 while it is not whole */
    long long length;   /* Content-Length, or -1 */
    bool chunked;
    bool close;         /* Connection: close */
    bool upgrade;       /* there is an Upgrade field */
};

/* Where a chunked body is being read; all zero at its start. */
struct chunks {
    int state;
    unsigned long long left;
    bool done;
};

/* What is still to be sent: some bytes, then a block again and again, then a tail. */
struct flow {
    const char *first;
    size_t first_left;
    const char *block;
    size_t block_bytes;
    size_t block_at;
    unsigned long long block_left;
    const char *tail;
    size_t tail_left;
};

enum sent { SENT_ALL, SENT_SOME, SENT_BROKEN };

/* Ends the program with a message. */
void die(const char *what) __attribute__((noreturn));

/* As many descriptors as the system lets us have. */
void raise_descriptor_limit(void);

/* A connected socket that does not block, or -1 with errno; patient waits for a place in the listener's queue. */
int unix_connect(const char *path, bool patient);

/* A listening socket that does not block; replaces what is at the path. */
int unix_listen(const char *path, int backlog);

void watch(int epoll, int fd, unsigned events, void *what);
void rewatch(int epoll, int fd, unsigned events, void *what);

/* Reads a head; bytes stays 0 when there is no whole one yet. */
void head_read(struct head *head, const char *bytes, size_t n);

/* Reads on in a chunked body: returns how many bytes were used, and at most one run of content in them. */
size_t chunks_read(struct chunks *chunks, const char *bytes, size_t n, const char **content, size_t *content_bytes);

bool flow_done(const struct flow *flow);
enum sent flow_send(struct flow *flow, int fd);

#endif
