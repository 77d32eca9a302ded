/*
 * The native part. It moves bytes from one socket to another through a kernel pipe, without copying them into the
 * process: Java calls it for long bodies of known length, and where it is missing the same bytes are read and written.
 * And it asks who is at the other end of a unix socket, where client rules want to know; they need it.
 *
 * Every function answers a count or a negative errno and never blocks: sockets and pipes are in non-blocking mode.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <jni.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#define NATIVE(type, name) JNIEXPORT type JNICALL Java_io_caisson_server_proxy_KernelPipe_##name

/* The descriptor of a socket channel, which Java keeps in a private field; -1 where this Java keeps it elsewhere. */
NATIVE(jint, descriptor)(JNIEnv *env, jclass self, jobject channel) {
    (void)self;
    jfieldID field = (*env)->GetFieldID(env, (*env)->GetObjectClass(env, channel), "fdVal", "I");
    if (field == NULL) {
        (*env)->ExceptionClear(env);
        return -1;
    }
    return (*env)->GetIntField(env, channel, field);
}

#define PEER(type, name) JNIEXPORT type JNICALL Java_io_caisson_server_client_PeerSocket_##name

PEER(jint, descriptor)(JNIEnv *env, jclass self, jobject channel) {
    return Java_io_caisson_server_proxy_KernelPipe_descriptor(env, self, channel);
}

#ifndef SO_PEERPIDFD
#define SO_PEERPIDFD 77
#endif
/* Whoever is in more groups cannot be told by them. */
#define GROUPS_MAX 1024

/* Who connected a unix socket, as the kernel noted it then: process, user, group, a descriptor of the process or -1
   where the kernel is too old for that, and the other groups. Null where it cannot be told. */
PEER(jlongArray, credentials)(JNIEnv *env, jclass self, jint socket) {
    (void)self;
    struct ucred peer;
    socklen_t length = sizeof peer;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &length) != 0 || length != sizeof peer) {
        return NULL;
    }
    gid_t groups[GROUPS_MAX];
    socklen_t size = sizeof groups;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERGROUPS, groups, &size) != 0) {
        return NULL;
    }
    int process = -1;
    length = sizeof process;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERPIDFD, &process, &length) != 0) {
        process = -1;
    }
    jsize count = (jsize)(size / sizeof *groups);
    jlongArray all = (*env)->NewLongArray(env, 4 + count);
    if (all == NULL) {
        if (process >= 0) {
            (void)close(process);
        }
        return NULL;
    }
    jlong first[] = {peer.pid, peer.uid, peer.gid, process};
    (*env)->SetLongArrayRegion(env, all, 0, 4, first);
    for (jsize i = 0; i < count; i++) {
        jlong group = groups[i];
        (*env)->SetLongArrayRegion(env, all, 4 + i, 1, &group);
    }
    return all;
}

PEER(void, close)(JNIEnv *env, jclass self, jint descriptor) {
    (void)env, (void)self;
    (void)close(descriptor);
}

/* A new pipe: the reading end in the upper half, the writing end in the lower. */
NATIVE(jlong, open)(JNIEnv *env, jclass self, jint bytes) {
    (void)env, (void)self;
    int ends[2];
    if (pipe2(ends, O_NONBLOCK | O_CLOEXEC) != 0) {
        return -errno;
    }
    /* A user without privileges may have used up his pages: the small pipe does as well, only slower. */
    (void)fcntl(ends[1], F_SETPIPE_SZ, bytes);
    return (jlong)ends[0] << 32 | ends[1];
}

NATIVE(jlong, move)(JNIEnv *env, jclass self, jint from, jint to, jlong most) {
    (void)env, (void)self;
    ssize_t moved;
    do {
        moved = splice(from, NULL, to, NULL, (size_t)most, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
    } while (moved < 0 && errno == EINTR);
    return moved < 0 ? -errno : moved;
}

NATIVE(void, close)(JNIEnv *env, jclass self, jint descriptor) {
    (void)env, (void)self;
    (void)close(descriptor);
}

/* Gives back the pages of a file that nobody has mapped. */
static void drop_unmapped(const char *path) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file >= 0) {
        (void)posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
        (void)close(file);
    }
}

/* Lets go of the pages of one mapping: those that are used come back from the page cache, at half a microsecond each. */
static void let_go(unsigned long start, unsigned long end, const char *rights, unsigned long changed_kb) {
    /* What cannot be written and has no page that was ever written is the file's content and nothing else. */
    if (start != 0 && rights[1] != 'w' && changed_kb == 0) {
        (void)madvise((void *)start, end - start, MADV_DONTNEED);
    }
}

/* Lets go of all unchanged pages of mapped files. */
JNIEXPORT void JNICALL Java_io_caisson_server_proxy_FilePages_unmapUnchanged(JNIEnv *env, jclass self) {
    (void)env, (void)self;
    char line[512];
    unsigned long start = 0, end = 0, changed_kb = 0, first, last;
    char rights[5] = "", found[5];
    FILE *maps = fopen("/proc/self/smaps", "re");
    while (maps != NULL && fgets(line, sizeof line, maps) != NULL) {
        if (sscanf(line, "%lx-%lx %4s", &first, &last, found) == 3) {
            start = strchr(line, '/') != NULL ? first : 0;
            end = last;
            strcpy(rights, found);
        } else if (sscanf(line, "Anonymous: %lu", &changed_kb) == 1) {
            let_go(start, end, rights, changed_kb);
        }
    }
    if (maps != NULL) {
        fclose(maps);
    }
}

/* Has pages of mapped files read one by one, and gives back those that were read for lying near; answers for how many
   mappings the system agreed. */
JNIEXPORT jint JNICALL Java_io_caisson_server_proxy_FilePages_adviseRandom(JNIEnv *env, jclass self) {
    (void)env, (void)self;
    char line[512];
    char before[512] = "";
    jint count = 0;
    FILE *maps = fopen("/proc/self/maps", "re");
    while (maps != NULL && fgets(line, sizeof line, maps) != NULL) {
        unsigned long start, end;
        char *path = strchr(line, '/');
        if (path == NULL || sscanf(line, "%lx-%lx", &start, &end) != 2) {
            continue;
        }
        count += madvise((void *)start, end - start, MADV_RANDOM) == 0;
        path[strcspn(path, "\n")] = '\0';
        if (strcmp(path, before) != 0) {
            drop_unmapped(path);
            strcpy(before, path);
        }
    }
    if (maps != NULL) {
        fclose(maps);
    }
    return count;
}
