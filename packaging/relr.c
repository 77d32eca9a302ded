/*
 * Packs the relative relocations of a shared library, as a linker does with -z pack-relative-relocs: relr FILE
 *
 * The Java virtual machine's library has 120,000 of them, a table of 3 MB that is read once at each start and stays in
 * memory for good. Packed (DT_RELR, which glibc reads from 2.36 on) it is 30 KB. The table's place takes what is new: the
 * relocations of other kinds, the packed table, and the version that tells the loader that one is there. Nothing moves.
 */
#include <elf.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined(__x86_64__)
#define RELATIVE R_X86_64_RELATIVE
#elif defined(__aarch64__)
#define RELATIVE R_AARCH64_RELATIVE
#else
#error "no relative relocation is known for this processor"
#endif

#define VERSION "GLIBC_ABI_DT_RELR"

enum { WORD = 8, BITS = 63 };

static unsigned char *file;
static const Elf64_Phdr *segments;
static int segment_count;

static void fail(const char *why) {
    fprintf(stderr, "relr: %s\n", why);
    exit(1);
}

/* Where in the file the byte at an address is. */
static void *at(Elf64_Addr address) {
    for (int i = 0; i < segment_count; i++) {
        const Elf64_Phdr *segment = &segments[i];
        if (segment->p_type == PT_LOAD && address >= segment->p_vaddr &&
            address - segment->p_vaddr < segment->p_filesz) {
            return file + segment->p_offset + (address - segment->p_vaddr);
        }
    }
    fail("an address lies outside the file");
    return NULL;
}

static Elf64_Dyn *dynamic(void) {
    for (int i = 0; i < segment_count; i++) {
        if (segments[i].p_type == PT_DYNAMIC) {
            return at(segments[i].p_vaddr);
        }
    }
    fail("no dynamic section");
    return NULL;
}

static Elf64_Dyn *entry(Elf64_Sxword tag) {
    Elf64_Dyn *d = dynamic();
    while (d->d_tag != DT_NULL && d->d_tag != tag) {
        d++;
    }
    if (d->d_tag == DT_NULL) {
        fail("an entry of the dynamic section is missing");
    }
    return d;
}

static int by_offset(const void *a, const void *b) {
    Elf64_Addr first = *(const Elf64_Addr *)a, second = *(const Elf64_Addr *)b;
    return first < second ? -1 : first > second;
}

/* An address, then bitmaps of the 63 words after it, after those, and so on. */
static size_t pack(const Elf64_Addr *places, size_t count, Elf64_Relr *out) {
    size_t words = 0;
    for (size_t i = 0; i < count;) {
        out[words++] = places[i];
        Elf64_Addr base = places[i++] + WORD;
        while (i < count && places[i] < base + BITS * WORD) {
            Elf64_Relr bits = 0;
            for (; i < count && places[i] < base + BITS * WORD; i++) {
                bits |= 1ULL << ((places[i] - base) / WORD);
            }
            out[words++] = bits << 1 | 1;
            base += BITS * WORD;
        }
    }
    return words;
}

/* Copies the needed versions to another place, with one more for the C library. */
static void add_version(unsigned char *target, Elf64_Addr address) {
    Elf64_Dyn *needed = entry(DT_VERNEED);
    const char *strings = at(entry(DT_STRTAB)->d_un.d_ptr);
    size_t count = entry(DT_VERNEEDNUM)->d_un.d_val;
    const unsigned char *old = at(needed->d_un.d_ptr);
    size_t end = 0;
    Elf64_Half highest = 0;
    Elf64_Verneed *libc = NULL;
    Elf64_Vernaux *last = NULL;
    for (size_t i = 0, place = 0; i < count; i++) {
        const Elf64_Verneed *need = (const Elf64_Verneed *)(old + place);
        size_t aux = place + need->vn_aux;
        for (int j = 0; j < need->vn_cnt; j++) {
            const Elf64_Vernaux *one = (const Elf64_Vernaux *)(old + aux);
            end = aux + sizeof *one > end ? aux + sizeof *one : end;
            highest = one->vna_other > highest ? one->vna_other : highest;
            if (strcmp(strings + need->vn_file, "libc.so.6") == 0) {
                libc = (Elf64_Verneed *)(target + place);
                last = (Elf64_Vernaux *)(target + aux);
            }
            aux += one->vna_next;
        }
        place += need->vn_next;
    }
    if (libc == NULL) {
        fail("no version of the C library is needed");
    }
    memcpy(target, old, end);
    size_t name = end + sizeof(Elf64_Vernaux);
    *(Elf64_Vernaux *)(target + end) = (Elf64_Vernaux){
        .vna_hash = 0xfd0e42, /* the ELF hash of the name */
        .vna_other = highest + 1,
        .vna_name = (Elf64_Word)(address + name - entry(DT_STRTAB)->d_un.d_ptr),
    };
    strcpy((char *)target + name, VERSION);
    last->vna_next = (Elf64_Word)(target + end - (unsigned char *)last);
    libc->vn_cnt++;
    needed->d_un.d_ptr = address;
    Elf64_Dyn *size = entry(DT_STRSZ);
    size->d_un.d_val = address + name + sizeof VERSION - entry(DT_STRTAB)->d_un.d_ptr;
}

static void set(Elf64_Dyn *free, Elf64_Sxword tag, Elf64_Xword value) {
    free->d_tag = tag;
    free->d_un.d_val = value;
}

int main(int count, char **arguments) {
    int fd = count == 2 ? open(arguments[1], O_RDWR) : -1;
    struct stat status;
    if (fd < 0 || fstat(fd, &status) < 0) {
        fail("usage: relr FILE");
    }
    file = mmap(NULL, (size_t)status.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    const Elf64_Ehdr *head = (const Elf64_Ehdr *)file;
    if (file == MAP_FAILED || memcmp(head->e_ident, ELFMAG, SELFMAG) != 0 || head->e_ident[EI_CLASS] != ELFCLASS64) {
        fail("no library of 64 bits");
    }
    segments = (const Elf64_Phdr *)(file + head->e_phoff);
    segment_count = head->e_phnum;

    Elf64_Addr address = entry(DT_RELA)->d_un.d_ptr;
    Elf64_Rela *table = at(address);
    Elf64_Dyn *table_size = entry(DT_RELASZ);
    size_t all = table_size->d_un.d_val / sizeof *table;
    Elf64_Addr *places = calloc(all, sizeof *places);
    Elf64_Relr *packed = calloc(all, sizeof *packed);
    size_t relative = 0, others = 0;
    for (size_t i = 0; i < all; i++) {
        if (ELF64_R_TYPE(table[i].r_info) == RELATIVE && table[i].r_offset % WORD == 0) {
            places[relative++] = table[i].r_offset;
            memcpy(at(table[i].r_offset), &table[i].r_addend, WORD);
        } else {
            table[others++] = table[i];
        }
    }
    qsort(places, relative, sizeof *places, by_offset);
    size_t words = pack(places, relative, packed);

    size_t room = table_size->d_un.d_val;
    size_t used = others * sizeof *table;
    if (used + words * sizeof *packed + 4096 > room) {
        fail("it would not get smaller");
    }
    memset((unsigned char *)table + used, 0, room - used);
    Elf64_Addr packed_at = address + used;
    memcpy((unsigned char *)table + used, packed, words * sizeof *packed);
    used += words * sizeof *packed;
    add_version((unsigned char *)table + used, address + used);

    table_size->d_un.d_val = others * sizeof *table;
    /* One entry falls free, and linkers leave some at the end; the last of all has to stay. */
    Elf64_Dyn *free = entry(DT_RELACOUNT);
    set(free, DT_RELR, packed_at);
    Elf64_Dyn *end = dynamic();
    while (end->d_tag != DT_NULL) {
        end++;
    }
    if (end[1].d_tag != DT_NULL || end[2].d_tag != DT_NULL) {
        fail("the dynamic section has no room");
    }
    set(&end[0], DT_RELRSZ, words * sizeof *packed);
    set(&end[1], DT_RELRENT, sizeof *packed);
    return munmap(file, (size_t)status.st_size) == 0 && close(fd) == 0 ? 0 : 1;
}
