/* The mock engine's answers, made once. */
#ifndef ANSWERS_H
#define ANSWERS_H

#include <stddef.h>

enum { CHUNK_BYTES = 32 << 10, CHUNKS_IN_BLOCK = 8 };

struct answer {
    char *bytes;
    size_t length;
};

struct answers {
    struct answer ping, small_list, large_list, large_list_chunked, created, stored, container, done, upgraded, missing;
    /* A head only; the chunks follow. */
    struct answer streaming;
    /* Content to be sent again and again: plain, and in chunks. */
    struct answer plain_block, chunk_block;
};

void prepare_answers(struct answers *answers);

#endif
