#define _GNU_SOURCE
#include "answers.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SMALL_LIST = 2 << 10, LARGE_LIST = 200 << 10, HEAD_MAX = 1024 };

static const char COMMON[] =
    "Api-Version: 1.51\r\nDocker-Experimental: false\r\nOstype: linux\r\n"
    "Server: Docker/28.5.2 (linux)\r\nDate: Tue, 24 Nov 2026 10:00:00 GMT\r\n";

static struct answer answer_of(const char *status, const char *fields, const char *body, size_t body_bytes) {
    struct answer answer;
    answer.bytes = malloc(HEAD_MAX + body_bytes);
    int head = snprintf(answer.bytes, HEAD_MAX, "HTTP/1.1 %s\r\n%s%s\r\n", status, COMMON, fields);
    memcpy(answer.bytes + head, body, body_bytes);
    answer.length = (size_t)head + body_bytes;
    return answer;
}

static struct answer list_of(size_t bytes, bool chunked) {
    static const char ENTRY[] = "{\"Id\":\"8dfafdbc3a40\",\"Names\":[\"/boring_feynman\"],\"Image\":\"ubuntu:latest\"},\n";
    char *body = malloc(bytes + 64);
    size_t at = chunked ? (size_t)sprintf(body, "%zx\r\n", bytes) : 0;
    for (size_t i = 0; i < bytes; i++) {
        body[at + i] = i == 0 ? '[' : i == bytes - 1 ? ']' : ENTRY[i % (sizeof ENTRY - 1)];
    }
    at += bytes;
    char fields[128];
    if (chunked) {
        at += (size_t)sprintf(body + at, "\r\n0\r\n\r\n");
        snprintf(fields, sizeof fields, "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n");
    } else {
        snprintf(fields, sizeof fields, "Content-Type: application/json\r\nContent-Length: %zu\r\n", bytes);
    }
    struct answer answer = answer_of("200 OK", fields, body, at);
    free(body);
    return answer;
}

void prepare_answers(struct answers *answers) {
    static const char ID[] = "{\"Id\":\"8dfafdbc3a40\",\"Warnings\":[]}\n";
    answers->ping = answer_of("200 OK", "Cache-Control: no-cache\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n", "OK", 2);
    answers->small_list = list_of(SMALL_LIST, false);
    answers->large_list = list_of(LARGE_LIST, false);
    answers->large_list_chunked = list_of(LARGE_LIST, true);
    char fields[128];
    snprintf(fields, sizeof fields, "Content-Type: application/json\r\nContent-Length: %zu\r\n", sizeof ID - 1);
    answers->created = answer_of("201 Created", fields, ID, sizeof ID - 1);
    /* About as long as a real one. */
    static const char CONTAINER[] =
        "{\"Id\":\"8dfafdbc3a408dfafdbc3a408dfafdbc3a408dfafdbc3a408dfafdbc3a408dfa\",\"Name\":\"/web-1\","
        "\"State\":{\"Status\":\"running\"},\"Config\":{\"Image\":\"nginx\",\"Labels\":{\"tier\":\"web\"},\"Env\":[\"";
    char *container = malloc(8 << 10);
    memset(container, 'x', 8 << 10);
    memcpy(container, CONTAINER, sizeof CONTAINER - 1);
    memcpy(container + (8 << 10) - 5, "\"]}}\n", 5);
    snprintf(fields, sizeof fields, "Content-Type: application/json\r\nContent-Length: %d\r\n", 8 << 10);
    answers->container = answer_of("200 OK", fields, container, 8 << 10);
    free(container);
    answers->done = answer_of("204 No Content", "", "", 0);
    answers->stored = answer_of("200 OK", "Content-Length: 0\r\n", "", 0);
    answers->missing = answer_of("404 Not Found", "Content-Length: 0\r\n", "", 0);
    answers->upgraded = answer_of("101 UPGRADED",
        "Content-Type: application/vnd.docker.raw-stream\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n", "", 0);
    answers->streaming = answer_of("200 OK", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n", "", 0);

    answers->plain_block = (struct answer){malloc(CHUNK_BYTES * CHUNKS_IN_BLOCK), CHUNK_BYTES * CHUNKS_IN_BLOCK};
    memset(answers->plain_block.bytes, 'x', answers->plain_block.length);
    char *at = answers->chunk_block.bytes = malloc((CHUNK_BYTES + 16) * CHUNKS_IN_BLOCK);
    for (int i = 0; i < CHUNKS_IN_BLOCK; i++) {
        at += sprintf(at, "%x\r\n", CHUNK_BYTES);
        memset(at, 'x', CHUNK_BYTES);
        at = stpcpy(at + CHUNK_BYTES, "\r\n");
    }
    answers->chunk_block.length = (size_t)(at - answers->chunk_block.bytes);
}
