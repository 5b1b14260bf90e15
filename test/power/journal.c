/*
 * Writes down what a process does to the files of one folder, in the order in which it was done, so that a power cut at
 * any point can be played through afterwards. Loaded with LD_PRELOAD; POWER_FOLDER is watched, POWER_JOURNAL written.
 *
 * Each entry is a line `kind inode offset length first second`, then `first` and `second` bytes of paths, then `length`
 * bytes of data for a write. What this file cannot write down ends the process: a journal with gaps would prove nothing.
 * The index that SQLite shares between processes (`-shm`) is left out, since it is never read after a cut.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char folder[PATH_MAX];
static int journal = -1;

__attribute__((constructor)) static void begin(void) {
  const char *watched = getenv("POWER_FOLDER"), *file = getenv("POWER_JOURNAL");
  if (watched == NULL || file == NULL || realpath(watched, folder) == NULL) return;
  journal = REAL(open64)(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int watched(const char *path) {
  size_t length = strlen(path), own = strlen(folder);
  if (journal < 0 || strncmp(path, folder, own) != 0 || (path[own] != '/' && path[own] != 0)) return 0;
  return length < 4 || strcmp(path + length - 4, "-shm") != 0;
}

static int path_of(int fd, char path[PATH_MAX]) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return watched(path);
}

static void all_of(const void *data, size_t length) {
  while (length > 0) {
    ssize_t written = REAL(write)(journal, data, length);
    if (written < 0 && errno != EINTR) abort();
    if (written > 0) data = (const char *)data + written, length -= written;
  }
}

static void note(char kind, unsigned long inode, long offset, size_t length, const char *first, const char *second,
                 const void *data) {
  char line[160];
  int before = errno;
  int size = snprintf(line, sizeof line, "%c %lu %ld %zu %zu %zu\n", kind, inode, offset, length, strlen(first),
                      strlen(second));
  all_of(line, size);
  all_of(first, strlen(first));
  all_of(second, strlen(second));
  if (data != NULL) all_of(data, length);
  errno = before;
}

static unsigned long inode_of(int fd) {
  struct stat found;
  return fstat(fd, &found) == 0 ? found.st_ino : 0;
}

static void unseen(const char *what) {
  fprintf(stderr, "journal: %s is not written down\n", what);
  abort();
}

ssize_t write(int fd, const void *data, size_t length) {
  char path[PATH_MAX];
  if (!path_of(fd, path)) return REAL(write)(fd, data, length);
  pthread_mutex_lock(&turn);
  ssize_t written = REAL(write)(fd, data, length);
  if (written > 0) note('w', inode_of(fd), lseek(fd, 0, SEEK_CUR) - written, written, path, "", data);
  pthread_mutex_unlock(&turn);
  return written;
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
  char path[PATH_MAX];
  if (!path_of(fd, path)) return REAL(pwrite64)(fd, data, length, offset);
  pthread_mutex_lock(&turn);
  ssize_t written = REAL(pwrite64)(fd, data, length, offset);
  if (written > 0) note('w', inode_of(fd), offset, written, path, "", data);
  pthread_mutex_unlock(&turn);
  return written;
}

int ftruncate64(int fd, off64_t length) {
  char path[PATH_MAX];
  if (!path_of(fd, path)) return REAL(ftruncate64)(fd, length);
  pthread_mutex_lock(&turn);
  int result = REAL(ftruncate64)(fd, length);
  if (result == 0) note('t', inode_of(fd), length, 0, path, "", NULL);
  pthread_mutex_unlock(&turn);
  return result;
}

static int synced(int fd, int (*real)(int)) {
  char path[PATH_MAX];
  if (!path_of(fd, path)) return real(fd);
  pthread_mutex_lock(&turn);
  int result = real(fd);
  if (result == 0) note('s', inode_of(fd), 0, 0, path, "", NULL);
  pthread_mutex_unlock(&turn);
  return result;
}

int fsync(int fd) { return synced(fd, REAL(fsync)); }

int fdatasync(int fd) { return synced(fd, REAL(fdatasync)); }

int open64(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  if ((flags & (O_CREAT | O_TRUNC)) == 0 || !watched(path)) return REAL(open64)(path, flags, mode);
  pthread_mutex_lock(&turn);
  int fd = REAL(open64)(path, flags, mode);
  if (fd >= 0 && (flags & O_CREAT) != 0) note('c', inode_of(fd), 0, 0, path, "", NULL);
  if (fd >= 0 && (flags & O_TRUNC) != 0) note('t', inode_of(fd), 0, 0, path, "", NULL);
  pthread_mutex_unlock(&turn);
  return fd;
}

static int named(char kind, int result, const char *first, const char *second) {
  if (result == 0) note(kind, 0, 0, 0, first, second, NULL);
  pthread_mutex_unlock(&turn);
  return result;
}

int unlink(const char *path) {
  if (!watched(path)) return REAL(unlink)(path);
  pthread_mutex_lock(&turn);
  return named('u', REAL(unlink)(path), path, "");
}

int rename(const char *from, const char *to) {
  if (!watched(from)) return REAL(rename)(from, to);
  pthread_mutex_lock(&turn);
  return named('r', REAL(rename)(from, to), from, to);
}

int link(const char *from, const char *to) {
  if (!watched(from)) return REAL(link)(from, to);
  pthread_mutex_lock(&turn);
  return named('l', REAL(link)(from, to), from, to);
}

int mkdir(const char *path, mode_t mode) {
  if (!watched(path)) return REAL(mkdir)(path, mode);
  pthread_mutex_lock(&turn);
  return named('m', REAL(mkdir)(path, mode), path, "");
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  char path[PATH_MAX];
  if (path_of(fd, path)) unseen("writev");
  return REAL(writev)(fd, parts, count);
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) {
  char path[PATH_MAX];
  if (path_of(fd, path)) unseen("pwritev");
  return REAL(pwritev64)(fd, parts, count, offset);
}

void *mmap64(void *at, size_t length, int protection, int flags, int fd, off64_t offset) {
  char path[PATH_MAX];
  if (fd >= 0 && (flags & MAP_SHARED) != 0 && (protection & PROT_WRITE) != 0 && path_of(fd, path)) unseen("mmap");
  return REAL(mmap64)(at, length, protection, flags, fd, offset);
}
