#define _GNU_SOURCE
#include "measure.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "wire.h"

unsigned long long now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (unsigned long long)t.tv_sec * 1000000000ULL + (unsigned long long)t.tv_nsec;
}

void pause_ms(int ms) {
    struct timespec t = {ms / 1000, ms % 1000 * 1000000L};
    nanosleep(&t, NULL);
}

static void tree_add_children(struct tree *tree, pid_t pid) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    DIR *tasks = opendir(path);
    if (tasks == NULL) {
        return;
    }
    for (struct dirent *task; (task = readdir(tasks)) != NULL;) {
        char file[sizeof path + sizeof task->d_name + 16];
        snprintf(file, sizeof file, "%s/%s/children", path, task->d_name);
        FILE *children = task->d_name[0] == '.' ? NULL : fopen(file, "r");
        int child;
        while (children != NULL && tree->count < TREE_MAX && fscanf(children, "%d", &child) == 1) {
            tree->pids[tree->count++] = child;
            tree_add_children(tree, child);
        }
        if (children != NULL) {
            fclose(children);
        }
    }
    closedir(tasks);
}

struct tree tree_of(pid_t pid) {
    struct tree tree = {.pids = {pid}, .count = 1};
    tree_add_children(&tree, pid);
    return tree;
}

struct tree tree_behind(const char *socket_path) {
    int fd = unix_connect(socket_path, true);
    struct ucred peer;
    socklen_t size = sizeof peer;
    if (fd < 0 || getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) < 0) {
        die(socket_path);
    }
    close(fd);
    return tree_of(peer.pid);
}

unsigned long long tree_cpu_ns(const struct tree *tree) {
    unsigned long long sum = 0;
    for (int i = 0; i < tree->count; i++) {
        clockid_t clock;
        struct timespec t;
        if (clock_getcpuclockid(tree->pids[i], &clock) == 0 && clock_gettime(clock, &t) == 0) {
            sum += (unsigned long long)t.tv_sec * 1000000000ULL + (unsigned long long)t.tv_nsec;
        }
    }
    return sum;
}

struct memory tree_memory(const struct tree *tree) {
    struct memory sum = {0, 0};
    for (int i = 0; i < tree->count; i++) {
        char path[64];
        char line[256];
        snprintf(path, sizeof path, "/proc/%d/status", tree->pids[i]);
        FILE *status = fopen(path, "r");
        while (status != NULL && fgets(line, sizeof line, status) != NULL) {
            if (strncmp(line, "RssAnon:", 8) == 0) {
                sum.anonymous_kib += strtol(line + 8, NULL, 10);
            } else if (strncmp(line, "RssFile:", 8) == 0 || strncmp(line, "RssShmem:", 9) == 0) {
                sum.file_kib += strtol(strchr(line, ':') + 1, NULL, 10);
            }
        }
        if (status != NULL) {
            fclose(status);
        }
    }
    return sum;
}

/* The folder of the process's memory control group, version 1 or 2; false in the group of everything. */
static bool group_folder(pid_t pid, char *folder, size_t size, bool *unified) {
    char path[64];
    char line[512];
    bool found = false;
    snprintf(path, sizeof path, "/proc/%d/cgroup", pid);
    FILE *groups = fopen(path, "r");
    while (groups != NULL && !found && fgets(line, sizeof line, groups) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        char *name = strchr(line, ':') + 1;
        char *group = strchr(name, ':');
        *group++ = '\0';
        *unified = *name == '\0' && access("/sys/fs/cgroup/cgroup.controllers", R_OK) == 0;
        found = (*unified || strcmp(name, "memory") == 0) && strcmp(group, "/") != 0;
        snprintf(folder, size, "/sys/fs/cgroup%s%s", *unified ? "" : "/memory", group);
    }
    if (groups != NULL) {
        fclose(groups);
    }
    return found;
}

static double first_mib(const char *folder, const char *file, const char *name) {
    char path[640];
    char line[128];
    double mib = 0;
    snprintf(path, sizeof path, "%s/%s", folder, file);
    FILE *values = fopen(path, "r");
    size_t length = strlen(name);
    while (values != NULL && fgets(line, sizeof line, values) != NULL) {
        if (strncmp(line, name, length) == 0) {
            mib = strtod(line + length, NULL) / (1 << 20);
            break;
        }
    }
    if (values != NULL) {
        fclose(values);
    }
    return mib;
}

struct group_memory tree_group_memory(const struct tree *tree) {
    char folder[576];
    bool unified;
    struct group_memory memory = {false, 0, 0};
    if (group_folder(tree->pids[0], folder, sizeof folder, &unified)) {
        memory.known = true;
        memory.all_mib = first_mib(folder, unified ? "memory.current" : "memory.usage_in_bytes", "");
        memory.inactive_file_mib = first_mib(folder, "memory.stat", unified ? "inactive_file " : "total_inactive_file ");
    }
    return memory;
}

int tree_descriptors(const struct tree *tree) {
    int sum = 0;
    for (int i = 0; i < tree->count; i++) {
        char path[64];
        snprintf(path, sizeof path, "/proc/%d/fd", tree->pids[i]);
        DIR *fds = opendir(path);
        for (struct dirent *entry; fds != NULL && (entry = readdir(fds)) != NULL;) {
            sum += entry->d_name[0] != '.';
        }
        if (fds != NULL) {
            closedir(fds);
        }
    }
    return sum;
}

static unsigned slot_of(unsigned long long ns) {
    if (ns < 64) {
        return (unsigned)ns;
    }
    unsigned shift = 63 - (unsigned)__builtin_clzll(ns) - 6;
    return (shift + 1) * 64 + (unsigned)(ns >> shift & 63);
}

static double slot_ns(unsigned slot) {
    if (slot < 64) {
        return slot;
    }
    unsigned shift = slot / 64 - 1;
    return (double)(64ULL + slot % 64) * (double)(1ULL << shift);
}

void histogram_add(struct histogram *histogram, unsigned long long ns) {
    histogram->counts[slot_of(ns)]++;
    histogram->total++;
    if (ns > histogram->largest) {
        histogram->largest = ns;
    }
}

double histogram_us(const struct histogram *histogram, double share) {
    unsigned long long below = 0;
    unsigned long long wanted = (unsigned long long)(share * (double)histogram->total);
    for (unsigned i = 0; i < sizeof histogram->counts / sizeof histogram->counts[0]; i++) {
        below += histogram->counts[i];
        if (below > wanted) {
            return slot_ns(i) / 1000;
        }
    }
    return (double)histogram->largest / 1000;
}

void report(const char *name, double value) {
    printf("%s=%.3f\n", name, value);
}

void report_memory(const struct tree *tree) {
    struct memory memory = tree_memory(tree);
    report("rss_anon_mib", (double)memory.anonymous_kib / 1024);
    report("rss_file_mib", (double)memory.file_kib / 1024);
    report("rss_mib", (double)(memory.anonymous_kib + memory.file_kib) / 1024);
    struct group_memory group = tree_group_memory(tree);
    if (group.known) {
        report("group_mib", group.all_mib);
        report("group_used_mib", group.all_mib - group.inactive_file_mib);
    }
}

void report_histogram(const struct histogram *histogram) {
    report("p50_us", histogram_us(histogram, 0.50));
    report("p99_us", histogram_us(histogram, 0.99));
    report("max_us", (double)histogram->largest / 1000);
}
