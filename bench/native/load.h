/* The load generator's options and modes; load.c lists what each mode does. */
#ifndef LOAD_H
#define LOAD_H

#include <stdbool.h>

#include "measure.h"
#include "wire.h"

struct options {
    const char *socket;
    const char *engine; /* the mock engine's socket */
    int connections;
    const char *method;
    const char *target;
    int status;         /* the only right one */
    unsigned long long body;
    bool chunked;       /* the body is sent in chunks */
    bool archive;       /* the body is the content of an archive's only file; a multiple of 32 KiB */
    bool fresh;         /* a new connection for each request */
    double warm;        /* seconds before measuring */
    double seconds;     /* measured */
    long warm_count;    /* requests before measuring, instead of seconds */
    long count;         /* requests measured, instead of seconds */
    long port;          /* of 127.0.0.1, where TLS is spoken */
    const char *certs;  /* folder with ca.pem, cert.pem and key.pem */
    long cores;         /* bit mask, for `start` */
    char **command;     /* for `start` */
};

/* The measured part of a run: it begins when begin is called and ends when end is; end reports time and processor use. */
struct window {
    struct tree tree;
    unsigned long long from_ns, cpu_ns;
};

void window_begin(struct window *window);
/* Returns the processor time used, in µs. */
double window_end(struct window *window);

/* The bytes of the request that the options describe, up to the body if that is large; the flow sends all of it. */
struct flow request_flow(const struct options *options);
/* As above, of a stream or hijack: no body, with or without the fields that ask for an upgrade. */
struct flow request_flow_without_body(const char *method, const char *target, bool upgrade);

/* Sends requests on some connections, each after the answer to the one before. */
int run_requests(const struct options *options);
/* The same over TLS 1.3 with a client certificate; --fresh makes it full handshakes with one request each. */
int run_secure(const struct options *options);
/* All connections at once, one request each. */
int run_burst(const struct options *options);
/* Bytes to and fro over hijacked connections. */
int run_echo(const struct options *options);
/* Open event streams; those of the mock carry their number and time. */
int run_events(const struct options *options);
/* Connections that are left without a word; how soon both sides let go of them. */
int run_abandon(const struct options *options);
/* From exec to the first proxied answer. */
int run_start(const struct options *options);
/* Memory of the process behind the socket. */
int run_memory(const struct options *options);
int run_peer(const struct options *options);

#endif
