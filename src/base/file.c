/* Whole files. Replacing goes through a new file in the same folder, because rename() is atomic only within
 * one file system. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static bool failed(struct err *e, const char *what, const char *path)
{
	return err_set(e, "cannot %s %s: %s", what, path, strerror(errno));
}

/* A file, or a device that is read and written at once. */
static bool is_ready(const char *what, const char *path, const struct stat *st, struct err *e)
{
	if (S_ISDIR(st->st_mode))
		return err_set(e, "cannot %s %s: it is a folder", what, path);
	if (S_ISREG(st->st_mode) || S_ISCHR(st->st_mode))
		return true;
	return err_set(e, "cannot %s %s: it is a %s, a file is needed", what, path,
		       S_ISFIFO(st->st_mode) ? "pipe" : S_ISSOCK(st->st_mode) ? "socket" : "disk");
}

/* Never waits: a pipe that nobody writes to would be opened for ever. */
static int open_ready(const char *path, int mode, const char *what, struct err *e)
{
	int fd = open(path, mode | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) != 0)
		failed(e, what, path);
	else if (is_ready(what, path, &st, e))
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

static bool read_rest(int fd, const char *path, size_t most, struct str *to, struct err *e)
{
	size_t start = to->len;
	char block[16384];
	ssize_t got;

	for (;;) {
		got = read(fd, block, sizeof(block));
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return failed(e, "read", path);
		if (got == 0)
			return true;
		if ((size_t)got > most - (to->len - start))
			return err_set(e, "%s is too large: more than %zu bytes", path, most);
		str_add_bytes(to, block, (size_t)got);
	}
}

/* All, or nothing is added. Closes the file. */
static bool read_all(int fd, const char *path, size_t most, struct str *to, struct err *e)
{
	size_t start = to->len;
	bool ok = isatty(fd) ? err_set(e, "cannot read %s: it is a terminal, a file is needed", path)
			     : read_rest(fd, path, most, to, e);

	close(fd);
	if (!ok && to->len > start) {
		to->len = start;
		to->text[start] = '\0';
	}
	return ok;
}

bool file_read(const char *path, size_t most, struct str *to, struct err *e)
{
	int fd = open_ready(path, O_RDONLY, "read", e);

	return fd >= 0 && read_all(fd, path, most, to, e);
}

bool file_read_end(const char *path, size_t most, struct str *to, struct err *e)
{
	int fd = open_ready(path, O_RDONLY, "read", e);
	off_t end;

	if (fd < 0)
		return false;
	end = lseek(fd, 0, SEEK_END); /* -1: a device */
	lseek(fd, end > (off_t)most ? end - (off_t)most : 0, SEEK_SET);
	return read_all(fd, path, 2 * most, to, e); /* it may be growing */
}

bool file_put(int fd, const char *bytes, size_t n)
{
	ssize_t put;

	while (n) {
		put = write(fd, bytes, n);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		bytes += put;
		n -= (size_t)put;
	}
	return true;
}

static bool write_device(const char *path, const char *bytes, size_t n, struct err *e)
{
	bool ok;
	int fd;

	fd = open_ready(path, O_WRONLY, "write", e);
	if (fd < 0)
		return false;
	ok = file_put(fd, bytes, n) || failed(e, "write", path);
	if (close(fd) && ok)
		ok = failed(e, "write", path);
	return ok;
}

/* Opens a file that did not exist before; its name goes to `name`. open() and not mkstemp(), whose mode
 * 0600 would ignore the user's umask. */
static int open_beside(const char *path, struct str *name)
{
	int fd = -1, try;

	for (try = 0; try < 100; try++) {
		str_clear(name);
		str_addf(name, "%s.%ld-%d.new", path, (long)getpid(), try);
		fd = open(str_text(name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (fd >= 0 || errno != EEXIST)
			break;
	}
	return fd;
}

/* `st` is the old file's, or NULL. On failure errno says why and the new file is gone. */
static bool replace(const char *path, const char *bytes, size_t n, const struct stat *st)
{
	struct str name = {0};
	int fd, why = 0;

	fd = open_beside(path, &name);
	if (fd < 0) {
		why = errno;
		goto out;
	}
	if (st && fchmod(fd, st->st_mode & 07777))
		why = errno;
	if (!why && (!file_put(fd, bytes, n) || fsync(fd)))
		why = errno;
	if (close(fd) && !why)
		why = errno;
	if (!why && rename(str_text(&name), path))
		why = errno;
	if (why)
		unlink(str_text(&name));
out:
	str_done(&name);
	errno = why;
	return why == 0;
}

/* What stands at a path that is to be written. */
struct place {
	bool old;
	struct stat st; /* of the old one ..                                                             */
	char *real;     /* .. and where it is: through a symbolic link, the file it leads to is replaced; owned */
};

/* False when it cannot be written, as far as can be known without trying. */
static bool look_at(const char *path, struct place *to, struct err *e)
{
	to->real = NULL;
	to->old = stat(path, &to->st) == 0;
	if (!to->old)
		return true;
	if (!is_ready("write", path, &to->st, e))
		return false;
	/* rename() asks the folder only; a file its owner has made read-only stays as it is. */
	if (S_ISREG(to->st.st_mode) && access(path, W_OK))
		return failed(e, "write", path);
	to->real = realpath(path, NULL);
	return true;
}

static bool is_device(const struct place *p)
{
	return p->old && !S_ISREG(p->st.st_mode);
}

bool file_write(const char *path, const char *bytes, size_t n, struct err *e)
{
	struct place p;
	bool ok;

	if (!look_at(path, &p, e))
		return false;
	ok = is_device(&p) ? write_device(path, bytes, n, e)
			   : replace(p.real ? p.real : path, bytes, n, p.old ? &p.st : NULL) || failed(e, "write", path);
	free(p.real);
	return ok;
}

bool file_can_write(const char *path, struct err *e)
{
	struct str name = { 0 };
	struct place p;
	int fd;

	if (!look_at(path, &p, e))
		return false;
	if (is_device(&p)) {
		free(p.real);
		return true;
	}
	fd = open_beside(p.real ? p.real : path, &name);
	free(p.real);
	if (fd >= 0) {
		close(fd);
		unlink(str_text(&name));
	}
	str_done(&name);
	return fd >= 0 || failed(e, "write", path);
}

/* What stands at the path now, or will; it is left open. */
static int begin_new(const char *path, const char *bytes, size_t n, const struct place *p)
{
	struct str name = { 0 };
	int fd = open_beside(path, &name), why = fd < 0 ? errno : 0;

	if (fd >= 0 && ((p->old && fchmod(fd, p->st.st_mode & 07777)) || !file_put(fd, bytes, n) ||
			rename(str_text(&name), path))) {
		why = errno;
		unlink(str_text(&name));
		close(fd);
		fd = -1;
	}
	str_done(&name);
	errno = why;
	return fd;
}

static int begin_device(const char *path, const char *bytes, size_t n, struct err *e)
{
	int fd = open_ready(path, O_WRONLY, "write", e);

	if (fd < 0 || file_put(fd, bytes, n))
		return fd;
	failed(e, "write", path);
	close(fd);
	return -1;
}

int file_begin(const char *path, const char *bytes, size_t n, struct err *e)
{
	struct place p;
	int fd;

	if (!look_at(path, &p, e))
		return -1;
	if (is_device(&p)) {
		fd = begin_device(path, bytes, n, e);
	} else {
		fd = begin_new(p.real ? p.real : path, bytes, n, &p);
		if (fd < 0)
			failed(e, "write", path);
	}
	free(p.real);
	return fd;
}

bool file_add(int fd, const char *path, const char *bytes, size_t n, struct err *e)
{
	off_t end = lseek(fd, 0, SEEK_END); /* -1: a device */

	if (file_put(fd, bytes, n))
		return true;
	failed(e, "write", path);
	while (end >= 0 && ftruncate(fd, end) != 0 && errno == EINTR)
		;
	return false;
}

bool file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

/* ---- Files that several programs add to */

static bool is_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* False with EWOULDBLOCK: another program keeps it. Where the file system knows no locks, O_APPEND has to do. */
static bool take_lock(int fd)
{
	enum { TRIES = 100 };
	static const struct timespec pause = { .tv_nsec = 10000000 };

	for (int try = 0; try < TRIES; try++) {
		if (flock(fd, LOCK_EX | LOCK_NB) == 0 || (errno != EWOULDBLOCK && errno != EINTR))
			return true;
		nanosleep(&pause, NULL);
	}
	errno = EWOULDBLOCK;
	return false;
}

enum { LOCK_FAILED = -1, LOCK_REPLACED = -2 };

/* Opens and locks what stands at the path, unless that was replaced meanwhile. */
static int try_lock(const char *path, struct err *e)
{
	int fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0600);
	struct stat st, there;

	if (fd < 0 || fstat(fd, &st) != 0) {
		failed(e, "write", path);
	} else if (!is_ready("write", path, &st, e)) {
		;
	} else if (!take_lock(fd)) {
		err_set(e, "cannot write %s: another program keeps it locked", path);
	} else if (stat(path, &there) != 0 || !is_same(&st, &there)) {
		close(fd);
		return LOCK_REPLACED;
	} else {
		if (S_ISREG(st.st_mode) && st.st_mode & 077)
			(void)!fchmod(fd, st.st_mode & 0700);
		return fd;
	}
	if (fd >= 0)
		close(fd);
	return LOCK_FAILED;
}

int file_lock(const char *path, struct err *e)
{
	int fd;

	while ((fd = try_lock(path, e)) == LOCK_REPLACED)
		;
	return fd;
}

/* Somebody's last line may lack its newline. */
static bool ends_in_midst(int fd)
{
	off_t end = lseek(fd, 0, SEEK_END);
	char last = '\n';

	return end > 0 && pread(fd, &last, 1, end - 1) == 1 && last != '\n';
}

bool file_append(const char *path, const char *text, size_t n, struct err *e)
{
	int fd = file_lock(path, e);
	bool ok;

	if (fd < 0)
		return false;
	ok = ((!ends_in_midst(fd) || file_put(fd, "\n", 1)) && file_put(fd, text, n)) || failed(e, "write", path);
	if (close(fd) && ok)
		ok = failed(e, "write", path);
	return ok;
}
