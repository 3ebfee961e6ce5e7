/* Names and locks of autosaves.
 *
 * A lock file may be deleted between its opening and its locking: whoever gets a lock looks whether the name still leads to
 * it. Deleting goes the other way round: a file is deleted by whoever holds its lock, the lock last. */
#include "run/autosave.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/str.h"
#include "base/xalloc.h"

enum { NUMBER_MOST = 999999999 };

static void name_file(const char *folder, int number, const char *ending, struct str *to)
{
	str_clear(to);
	str_addf(to, "%s/run-%04d%s", folder, number, ending);
}

/* The number of run-NUMBER and one of the endings, 0: it is no such name. */
static int number_of(const char *name, const char *ending)
{
	char again[32];
	int number = 0, read = 0;

	if (sscanf(name, "run-%9d%n", &number, &read) != 1 || number < 1 || strcmp(name + read, ending) != 0)
		return 0;
	snprintf(again, sizeof again, "run-%04d", number);
	return strncmp(name, again, strlen(again)) == 0 && strlen(again) == (size_t)read ? number : 0;
}

/* ---- Locks */

static bool is_still(int fd, const char *path)
{
	struct stat held, there;

	return fstat(fd, &held) == 0 && stat(path, &there) == 0 && held.st_dev == there.st_dev &&
	       held.st_ino == there.st_ino;
}

/* A lock on the file, -1 with errno: EWOULDBLOCK when somebody has it, ESTALE when its name went away meanwhile. */
static int lock_file(const char *path, int flags)
{
	int fd = open(path, O_RDWR | O_CLOEXEC | flags, 0600), why = 0;

	if (fd < 0)
		return -1;
	if (flock(fd, LOCK_EX | LOCK_NB) != 0)
		why = errno;
	else if (!is_still(fd, path))
		why = ESTALE;
	if (why == 0)
		return fd;
	close(fd);
	errno = why;
	return -1;
}

/* Again after a moment: who only looks whether it is held, holds it that long. */
static int lock_patiently(const char *path)
{
	enum { TRIES = 5, PAUSE_MS = 10 };
	int lock = lock_file(path, O_CREAT);

	for (int i = 1; i < TRIES && lock < 0 && (errno == EWOULDBLOCK || errno == ESTALE); i++) {
		poll(NULL, 0, PAUSE_MS);
		lock = lock_file(path, O_CREAT);
	}
	return lock;
}

static bool is_held(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool held;

	if (fd < 0)
		return false;
	held = flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
	close(fd);
	return held;
}

/* ---- The folder */

/* Calls `take` for every file of the folder that has a number. */
static void for_each(const char *folder, const char *ending, void (*take)(void *self, int number), void *self)
{
	DIR *open = opendir(folder);
	const struct dirent *entry;

	while (open && (entry = readdir(open))) {
		int number = number_of(entry->d_name, ending);
		if (number > 0)
			take(self, number);
	}
	if (open)
		closedir(open);
}

static void keep_largest(void *self, int number)
{
	int *largest = self;

	if (number > *largest)
		*largest = number;
}

static int largest_number(const char *folder)
{
	int largest = 0;

	for_each(folder, ".db", keep_largest, &largest);
	for_each(folder, ".lock", keep_largest, &largest);
	return largest;
}

/* With those above it, for their owner alone. */
static bool make_folder(const char *folder, struct err *e)
{
	char *path = xstrdup(folder);
	int why = 0;

	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(path, 0700) != 0 && errno != EEXIST && why == 0)
			why = errno;
		*slash = '/';
	}
	if (mkdir(path, 0700) == 0 || errno == EEXIST)
		why = 0;
	else if (why == 0)
		why = errno;
	free(path);
	return why == 0 || err_set(e, "cannot make the folder %s: %s", folder, strerror(why));
}

/* ---- Holding one */

static bool hold(struct autosave *to, const char *folder, int number, int lock)
{
	struct str path = { 0 };

	name_file(folder, number, ".db", &path);
	*to = (struct autosave){ str_take(&path), number, lock };
	return true;
}

bool autosave_take(struct autosave *to, const char *folder, struct err *e)
{
	struct str path = { 0 };
	int number, lock = -1;

	*to = (struct autosave){ .lock = -1 };
	if (!make_folder(folder, e))
		return false;
	for (number = largest_number(folder) + 1; number < NUMBER_MOST; number++) {
		name_file(folder, number, ".lock", &path);
		lock = lock_file(str_text(&path), O_CREAT | O_EXCL);
		if (lock >= 0 || (errno != EEXIST && errno != EWOULDBLOCK && errno != ESTALE))
			break;
	}
	if (lock < 0)
		err_set(e, "cannot make %s: %s", str_text(&path), strerror(errno));
	str_done(&path);
	return lock >= 0 && hold(to, folder, number, lock);
}

bool autosave_take_over(struct autosave *to, const char *folder, int number, struct err *e)
{
	struct str path = { 0 };
	int lock;

	*to = (struct autosave){ .lock = -1 };
	name_file(folder, number, ".lock", &path);
	lock = lock_patiently(str_text(&path));
	if (lock < 0 && errno == EWOULDBLOCK)
		err_set(e, "another outpost is using %s/run-%04d.db", folder, number);
	else if (lock < 0)
		err_set(e, "cannot open %s: %s", str_text(&path), strerror(errno));
	str_done(&path);
	return lock >= 0 && hold(to, folder, number, lock);
}

/* The lock's name, of the run file's. */
static void name_lock(const char *path, struct str *to)
{
	str_add_bytes(to, path, strlen(path) - strlen(".db"));
	str_add(to, ".lock");
}

void autosave_release(struct autosave *a)
{
	struct str lock = { 0 };

	if (!a->path)
		return;
	name_lock(a->path, &lock);
	if (access(a->path, F_OK) != 0)
		unlink(str_text(&lock));
	close(a->lock);
	str_done(&lock);
	free(a->path);
	*a = (struct autosave){ .lock = -1 };
}

/* ---- All of them */

static int64_t nanoseconds(const struct stat *st)
{
	return (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
}

/* What was committed last may stand in the log beside the file. */
static int64_t last_written(const char *folder, int number, const struct stat *st)
{
	struct str log = { 0 };
	int64_t when = nanoseconds(st);
	struct stat beside;

	name_file(folder, number, ".db-wal", &log);
	if (stat(str_text(&log), &beside) == 0 && nanoseconds(&beside) > when)
		when = nanoseconds(&beside);
	str_done(&log);
	return when;
}

struct finding {
	struct autosaves *to;
	const char *folder;
};

static void add_saved(void *self, int number)
{
	const struct finding *f = self;
	struct str path = { 0 }, lock = { 0 };
	struct stat st;

	name_file(f->folder, number, ".db", &path);
	name_file(f->folder, number, ".lock", &lock);
	if (stat(str_text(&path), &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0) {
		struct autosaves *to = f->to;
		bool held = is_held(str_text(&lock));
		to->list = xresize(to->list, (size_t)to->n + 1, sizeof *to->list);
		to->list[to->n++] =
			(struct saved){ str_take(&path), number, last_written(f->folder, number, &st), held };
	}
	str_done(&path);
	str_done(&lock);
}

static int newest_first(const void *a, const void *b)
{
	const struct saved *x = a, *y = b;

	if (x->written != y->written)
		return x->written > y->written ? -1 : 1;
	return y->number - x->number;
}

void autosaves_find(struct autosaves *to, const char *folder)
{
	struct finding f = { to, folder };

	*to = (struct autosaves){ 0 };
	for_each(folder, ".db", add_saved, &f);
	if (to->n > 0)
		qsort(to->list, (size_t)to->n, sizeof *to->list, newest_first);
}

void autosaves_done(struct autosaves *a)
{
	for (int i = 0; i < a->n; i++)
		free(a->list[i].path);
	free(a->list);
	*a = (struct autosaves){ 0 };
}

/* Whoever holds the lock deletes: the database before its log, without which it may be half a one. */
static void delete_run(const char *folder, int number)
{
	static const char *const endings[] = { ".db", ".db-wal", ".db-shm", ".lock" };
	struct str path = { 0 };
	int lock;

	name_file(folder, number, ".lock", &path);
	lock = lock_file(str_text(&path), O_CREAT);
	for (size_t i = 0; i < sizeof endings / sizeof *endings && lock >= 0; i++) {
		name_file(folder, number, endings[i], &path);
		unlink(str_text(&path));
	}
	if (lock >= 0)
		close(lock);
	str_done(&path);
}

/* A lock without a file: of a process that died before it wrote, or of one that is about to write and holds it. */
static void delete_stale(void *self, int number)
{
	const char *folder = self;
	struct str path = { 0 };

	name_file(folder, number, ".db", &path);
	if (access(str_text(&path), F_OK) != 0)
		delete_run(folder, number);
	str_done(&path);
}

void autosaves_tidy(const char *folder)
{
	struct autosaves all;
	int free_ones = 0;

	autosaves_find(&all, folder);
	for (int i = 0; i < all.n; i++)
		if (!all.list[i].held && ++free_ones > AUTOSAVES_KEPT)
			delete_run(folder, all.list[i].number);
	autosaves_done(&all);
	for_each(folder, ".lock", delete_stale, (void *)folder);
}

/* ---- Notes */

struct block {
	struct autosave_note note;
	uint64_t hash; /* of the note */
};

void autosave_note(const struct autosave *a, const struct autosave_note *note)
{
	const struct block b = { *note, hash_bytes(note, sizeof *note) };

	(void)!pwrite(a->lock, &b, sizeof b, 0);
}

bool autosave_noted(const struct autosave *a, struct autosave_note *note)
{
	struct block b;

	if (pread(a->lock, &b, sizeof b, 0) != (ssize_t)sizeof b || b.hash != hash_bytes(&b.note, sizeof b.note))
		return false;
	*note = b.note;
	return true;
}
