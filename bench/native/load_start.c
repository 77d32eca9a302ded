/* Cold start: from exec to the first answer through the proxy. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "load.h"

enum { START_WAIT_MS = 20000, ANSWER_WAIT_MS = 2000, STOP_WAIT_MS = 5000 };

/* Half a millisecond: the resolution of the result. */
static void short_pause(void) {
    struct timespec t = {0, 500000};
    nanosleep(&t, NULL);
}

static bool answered(const char *socket) {
    int fd = unix_connect(socket, false);
    if (fd < 0) {
        return false;
    }
    struct flow request = request_flow_without_body("GET", "/_ping", false);
    char answer[64];
    struct pollfd readable = {.fd = fd, .events = POLLIN};
    bool right = flow_send(&request, fd) == SENT_ALL && poll(&readable, 1, ANSWER_WAIT_MS) > 0 &&
                 recv(fd, answer, sizeof answer, 0) > 12 && strncmp(answer, "HTTP/1.1 200", 12) == 0;
    close(fd);
    return right;
}

static void run_command(const struct options *options) {
    cpu_set_t cores;
    CPU_ZERO(&cores);
    for (int i = 0; i < 63; i++) {
        if (options->cores >> i & 1) {
            CPU_SET(i, &cores);
        }
    }
    if (options->cores != 0 && sched_setaffinity(0, sizeof cores, &cores) < 0) {
        die("sched_setaffinity");
    }
    /* Its output is no result. */
    int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    execvp(options->command[0], options->command);
    die(options->command[0]);
}

static void stop(pid_t child) {
    unsigned long long from = now_ns();
    kill(child, SIGTERM);
    while (waitpid(child, NULL, WNOHANG) == 0) {
        if (now_ns() - from > STOP_WAIT_MS * 1000000ULL) {
            kill(child, SIGKILL);
        }
        short_pause();
    }
}

int run_start(const struct options *options) {
    unlink(options->socket);
    unsigned long long from = now_ns();
    pid_t child = fork();
    if (child == 0) {
        run_command(options);
    }
    bool right = false;
    while (child > 0 && !right && now_ns() - from < START_WAIT_MS * 1000000ULL && waitpid(child, NULL, WNOHANG) == 0) {
        right = answered(options->socket);
        if (!right) {
            short_pause();
        }
    }
    double ms = (double)(now_ns() - from) / 1e6;
    if (child > 0 && (right || waitpid(child, NULL, WNOHANG) == 0)) {
        stop(child);
    }
    report("start_ms", ms);
    report("errors", right ? 0 : 1);
    return 0;
}
