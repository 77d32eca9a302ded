/* Clocks, a histogram, and what the system says of a process and its descendants. */
#ifndef MEASURE_H
#define MEASURE_H

#include <stdbool.h>
#include <sys/types.h>

enum { TREE_MAX = 64 };

/* A process and its descendants, at the time they were looked up. */
struct tree {
    pid_t pids[TREE_MAX];
    int count;
};

struct memory {
    long anonymous_kib;
    long file_kib;
};

/* What the memory control group of a process is charged with: pages of files and of the kernel included. */
struct group_memory {
    bool known; /* it has a group of its own */
    double all_mib;
    double inactive_file_mib; /* what the system takes back first, and `docker stats` leaves out */
};

/* Counts of durations by size: 64 steps for each doubling, so that a quantile is within 1.6%. */
struct histogram {
    unsigned long long counts[64 * 64];
    unsigned long long total;
    unsigned long long largest;
};

unsigned long long now_ns(void);
void pause_ms(int ms);

/* The process that listens on a unix socket, and its descendants. */
struct tree tree_behind(const char *socket_path);
struct tree tree_of(pid_t pid);
/* Processor time used so far by all of the tree's threads, ended ones included. */
unsigned long long tree_cpu_ns(const struct tree *tree);
struct memory tree_memory(const struct tree *tree);
struct group_memory tree_group_memory(const struct tree *tree);
int tree_descriptors(const struct tree *tree);

void histogram_add(struct histogram *histogram, unsigned long long ns);
/* The duration in µs that the given share of all stays below. */
double histogram_us(const struct histogram *histogram, double share);

/* Prints `name=value` lines, the form of every result. */
void report(const char *name, double value);
void report_memory(const struct tree *tree);
void report_histogram(const struct histogram *histogram);

#endif
