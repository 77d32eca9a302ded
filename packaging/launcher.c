/*
 * /caisson in the image, which has no shell. It does three things before the Java virtual machine takes its place:
 *
 * - Started as root, as an image is that has to open an engine's socket of unknown group, it becomes user 65532 with
 *   that one group, and nothing it starts can gain rights. Where that user could not work (a listening socket has to be
 *   made in a folder of root's, or the engine's socket has no group that may use it) it stays user 0 without a
 *   single capability. Started as another user it stays that user.
 * - `health` without arguments is answered here: a second virtual machine would not fit in a small container's memory.
 * - Everything else is handed to Java with the options that the start-up cache was made with.
 *
 * See docs/internals/adr/0004-image-user.md.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#define HOME "/usr/lib/caisson"
#define USER 65532
#define ARGUMENTS_MAX 256
#define HEALTH_SECONDS 3

enum { OK = 0, FAULT = 1, NOT_MINE = -1 };

static const char *variable(const char *name) {
    const char *value = getenv(name);
    return value != NULL && *value != '\0' ? value : NULL;
}

static const char *after(const char *prefix, const char *text) {
    size_t length = strlen(prefix);
    return text != NULL && strncmp(text, prefix, length) == 0 ? text + length : NULL;
}

/* ---- rights ---------------------------------------------------------------------------------------------------- */

/* The path of the engine's socket, or NULL when the engine is reached over TCP; the order is that of the settings. */
static const char *engine_socket(void) {
    static const char *const names[] = {"CAISSON_ENGINE", "SOCKET_PATH", "DOCKER_HOST"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = variable(names[i]);
        if (value == NULL) {
            continue;
        }
        const char *path = after("unix://", value);
        path = path != NULL ? path : after("unix@", value);
        path = path != NULL ? path : value;
        return *path == '/' ? path : NULL;
    }
    return "/var/run/docker.sock";
}

/* Whether a listening socket has to be made in a folder that may be root's. */
static int listens_on_unix(void) {
    const char *listen = variable("CAISSON_LISTEN");
    if (listen != NULL) {
        return strstr(listen, "unix:") != NULL;
    }
    const char *bind = variable("BIND_CONFIG");
    return bind != NULL && (*bind == '/' || strstr(bind, "unix@") != NULL || strstr(bind, ",/") != NULL);
}

static void drop_capabilities(void) {
    for (unsigned long capability = 0; prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; capability++) {
        prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
    }
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[2] = {{0, 0, 0}, {0, 0, 0}};
    syscall(SYS_capset, &header, none);
}

/* Every step may fail where the container was given fewer rights than usual; then there was less to give up. */
static void give_up_rights(const char *command) {
    if (geteuid() == 0) {
        const char *path = engine_socket();
        struct stat engine;
        int known = path != NULL && stat(path, &engine) == 0;
        int by_group = known && (engine.st_mode & (S_IRGRP | S_IWGRP)) == (S_IRGRP | S_IWGRP);
        int acl = command != NULL && strcmp(command, "acl") == 0;
        if (!listens_on_unix() && !acl && (path == NULL || by_group)) {
            gid_t group = by_group ? engine.st_gid : USER;
            if (setgroups(1, &group) == 0 && setgid(USER) == 0 && setuid(USER) != 0) {
                perror("caisson: cannot change the user");
                exit(FAULT);
            }
        }
        if (geteuid() == 0) {
            drop_capabilities();
        }
    }
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

/* ---- health ---------------------------------------------------------------------------------------------------- */

/* A connected socket, or -1 with errno set; an address that is no IPv4 or IPv6 literal leaves errno 0. */
static int open_tcp(const char *host, const char *port) {
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons((in_port_t)atoi(port))};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons((in_port_t)atoi(port))};
    errno = 0;
    /* A listener on every address is asked on loopback. */
    if (strcmp(host, "::") == 0 || strcmp(host, "0.0.0.0") == 0 || strcmp(host, "localhost") == 0) {
        host = "127.0.0.1";
    }
    int is_v4 = inet_pton(AF_INET, host, &v4.sin_addr) == 1;
    if (!is_v4 && inet_pton(AF_INET6, host, &v6.sin6_addr) != 1) {
        return -1;
    }
    int fd = socket(is_v4 ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr *address = is_v4 ? (struct sockaddr *)&v4 : (struct sockaddr *)&v6;
    struct timeval limit = {HEALTH_SECONDS, 0};
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    return fd >= 0 && connect(fd, address, is_v4 ? sizeof v4 : sizeof v6) == 0 ? fd : -1;
}

static int open_unix(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    errno = 0;
    if (strlen(path) >= sizeof address.sun_path) {
        return -1;
    }
    strcpy(address.sun_path, path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct timeval limit = {HEALTH_SECONDS, 0};
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    return fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0 ? fd : -1;
}

/* Asks and reads the status; 0 when there is no answer in HTTP. */
static int ask(int fd, const char *path) {
    char text[256];
    struct timeval limit = {HEALTH_SECONDS, 0};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    int length = snprintf(text, sizeof text,
        "GET %s HTTP/1.1\r\nHost: localhost\r\nUser-Agent: caisson-health\r\nConnection: close\r\n\r\n", path);
    if (send(fd, text, (size_t)length, MSG_NOSIGNAL) != length) {
        return 0;
    }
    size_t got = 0;
    while (got < 12) {
        ssize_t count = read(fd, text + got, sizeof text - 1 - got);
        if (count <= 0) {
            return 0;
        }
        got += (size_t)count;
    }
    text[12] = '\0';
    return after("HTTP/1.1 ", text) != NULL ? atoi(text + 9) : 0;
}

/* The health check for the addresses that can be read here; NOT_MINE leaves it to Java, which knows all forms. */
static int health(void) {
    char address[256];
    const char *admin = variable("CAISSON_ADMIN");
    const char *path = "/_ping";
    if (admin != NULL && strcmp(admin, "off") != 0) {
        path = "/ready";
        snprintf(address, sizeof address, "%s%s", after("tcp://", admin) != NULL ? "" : "tcp://", admin);
    } else if (variable("CAISSON_LISTEN") != NULL) {
        snprintf(address, sizeof address, "%s", variable("CAISSON_LISTEN"));
        address[strcspn(address, ", ")] = '\0';
    } else if (variable("BIND_CONFIG") != NULL) {
        return NOT_MINE;
    } else {
        strcpy(address, "tcp://127.0.0.1:2375");
    }
    int fd;
    const char *unix_path = after("unix://", address);
    char *tcp = (char *)after("tcp://", address);
    if (unix_path != NULL) {
        fd = open_unix(unix_path);
    } else if (tcp != NULL && strrchr(tcp, ':') != NULL) {
        char host[256];
        snprintf(host, sizeof host, "%s", *tcp == '[' ? tcp + 1 : tcp);
        char *port = strrchr(host, ':');
        *port++ = '\0';
        host[strcspn(host, "]")] = '\0';
        fd = open_tcp(host, port);
    } else {
        return NOT_MINE;
    }
    if (fd < 0 && errno == 0) {
        return NOT_MINE;
    }
    if (fd < 0) {
        fprintf(stderr, "unhealthy: %s does not answer: %s\n", address, strerror(errno));
        return FAULT;
    }
    int status = ask(fd, path);
    if (status == 0) {
        fprintf(stderr, "unhealthy: %s does not answer in HTTP within %d s\n", address, HEALTH_SECONDS);
        return FAULT;
    }
    if (status >= 500) {
        fprintf(stderr, "unhealthy: %s answers %d to %s; the engine cannot be reached\n", address, status, path);
        return FAULT;
    }
    printf("healthy: %s answers %d to %s\n", address, status, path);
    return OK;
}

/* ---- Java ------------------------------------------------------------------------------------------------------ */

int main(int count, char **arguments) {
    give_up_rights(count > 1 ? arguments[1] : NULL);
    if (count == 2 && strcmp(arguments[1], "health") == 0) {
        int outcome = health();
        if (outcome != NOT_MINE) {
            return outcome;
        }
    }
    char *java[ARGUMENTS_MAX];
    int n = 0;
    java[n++] = HOME "/bin/java";
    java[n++] = "@" HOME "/java-options";
    java[n++] = "-XX:AOTCache=" HOME "/caisson.aot";
    char *more = getenv("JAVA_OPTS");
    for (char *word = more != NULL ? strtok(more, " ") : NULL; word != NULL && n < ARGUMENTS_MAX / 2;
         word = strtok(NULL, " ")) {
        java[n++] = word;
    }
    java[n++] = "-m";
    java[n++] = "io.caisson.app/io.caisson.app.Main";
    for (int i = 1; i < count && n < ARGUMENTS_MAX - 1; i++) {
        java[n++] = arguments[i];
    }
    java[n] = NULL;
    /* One arena keeps the C heap small; it has to be set before the virtual machine's first allocation. */
    setenv("MALLOC_ARENA_MAX", "1", 0);
    execv(java[0], java);
    perror("caisson: cannot start " HOME "/bin/java");
    return FAULT;
}
