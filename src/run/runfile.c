/* Opening, closing and copying run files, and what can go wrong with them in words. */
#include "run/runfile.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/xalloc.h"
#include "run/runfile-own.h"

enum {
	PATIENCE_MS = 100, /* for another program that writes: no more than a frame of the screen      */
	/* Measured with tests/bench/bench-time: pages of 4096 and 16384 bytes cost the same, larger ones more; a shorter log
	 * waits for the disk more often, a longer one longer. */
	PAGE = 4096,         /* bytes                                                                  */
	LOG_PAGES = 1000,    /* of the log when it is moved into the file: 4 MiB, 5 to 10 ms          */
	LOG_KEEPS = 8 << 20, /* bytes of the log that stay for use again after a large batch          */
};

/* ---- Words */

static const char *reason(int code)
{
	switch (code & 0xff) {
	case SQLITE_FULL:
		return "the disk is full";
	case SQLITE_READONLY:
		return "it, or its folder, may only be read";
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return "another program is using it";
	case SQLITE_TOOBIG:
		return "the state is too large for a row";
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return "it is not allowed";
	default:
		return NULL;
	}
}

bool runfile_explain(const struct runfile *r, int code, const char *doing, struct err *e)
{
	const char *why = reason(code);
	int system = sqlite3_system_errno(r->db);

	if ((code & 0xff) == SQLITE_NOTADB)
		return err_set(e, "%s is no run file of outpost", r->path);
	if ((code & 0xff) == SQLITE_CORRUPT)
		return err_set(e, "%s is damaged", r->path);
	if (!why && ((code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN) && system)
		why = strerror(system);
	return err_set(e, "cannot %s %s: %s", doing, r->path, why ? why : sqlite3_errstr(code));
}

/* ---- Opening */

/* A file that lies about itself cannot make SQLite do more than read: no triggers, no views, no functions of a schema; and
 * what is written cannot be the file's own structure. */
static void harden(sqlite3 *db)
{
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_exec(db, "PRAGMA cell_size_check = on", NULL, NULL, NULL);
}

/* The path for SQLite, which reads "file:x" as an address and ":memory:" as none. */
static void plain_path(const char *path, struct str *to)
{
	str_addf(to, "%s%s", path[0] == '/' ? "" : "./", path);
}

/* An address of a file that nobody changes: read without a lock and without anything beside it. */
static void still_path(const char *path, struct str *to)
{
	str_add(to, "file:");
	for (; *path; path++)
		str_addf(to, strchr("?#%", *path) ? "%%%02X" : "%c", (unsigned char)*path);
	str_add(to, "?immutable=1");
}

static bool connect_to(struct runfile *r, const char *name, int flags, struct err *e)
{
	int code = sqlite3_open_v2(name, &r->db, flags | SQLITE_OPEN_NOMUTEX, NULL);

	if (code != SQLITE_OK)
		return runfile_explain(r, code, "open", e);
	harden(r->db);
	sqlite3_busy_timeout(r->db, PATIENCE_MS);
	return true;
}

static struct runfile *make(const char *path)
{
	struct runfile *r = xcalloc(1, sizeof *r);

	r->path = xstrdup(path);
	return r;
}

static const char *not_a_file(const struct stat *st)
{
	return S_ISDIR(st->st_mode) ? "a folder" : "a device or a pipe";
}

/* Whether there is a file to open; SQLite would say only that it cannot. */
static bool is_there(const char *path, int mode, struct err *e)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return err_set(e, "cannot open %s: %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return err_set(e, "cannot open %s: it is %s, a file is needed", path, not_a_file(&st));
	if (st.st_size == 0)
		return err_set(e, "%s is no run file of outpost: it is empty", path);
	if (access(path, mode) != 0)
		return err_set(e, "cannot %s %s: %s", mode & W_OK ? "write" : "read", path, strerror(errno));
	return true;
}

/* The log makes a commit one write at the end of a file; with synchronous NORMAL what a power failure can cost is the last
 * commits, never the file. */
static bool prepare_writing(struct runfile *r, struct err *e)
{
	char sql[256];
	int code;

	snprintf(sql, sizeof sql,
		 "PRAGMA page_size = %d; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
		 "PRAGMA secure_delete = OFF; PRAGMA wal_autocheckpoint = %d; PRAGMA journal_size_limit = %d",
		 PAGE, LOG_PAGES, LOG_KEEPS);
	code = sqlite3_exec(r->db, sql, NULL, NULL, NULL);
	return code == SQLITE_OK || runfile_explain(r, code, "write", e);
}

static bool begin_file(struct runfile *r, const char *name, struct err *e)
{
	int fd = open(r->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return err_set(e, "cannot make %s: %s", r->path, strerror(errno));
	close(fd);
	if (connect_to(r, name, SQLITE_OPEN_READWRITE, e) && prepare_writing(r, e) && runfile_make_tables(r, e))
		return true;
	unlink(r->path);
	return false;
}

static struct runfile *or_nothing(struct runfile *r, bool good)
{
	if (good)
		return r;
	runfile_close(r);
	return NULL;
}

struct runfile *runfile_new(const char *path, struct err *e)
{
	struct runfile *r = make(path);
	struct str name = { 0 };
	bool good;

	plain_path(path, &name);
	good = begin_file(r, str_text(&name), e);
	str_done(&name);
	return or_nothing(r, good);
}

struct runfile *runfile_open(const char *path, struct err *e)
{
	struct runfile *r = make(path);
	struct str name = { 0 };
	bool good;

	plain_path(path, &name);
	good = is_there(path, R_OK | W_OK, e) && connect_to(r, str_text(&name), SQLITE_OPEN_READWRITE, e) &&
	       runfile_check_tables(r, e) && prepare_writing(r, e);
	str_done(&name);
	return or_nothing(r, good);
}

/* Bytes in the log beside a file, 0 without one. */
static int64_t log_bytes(const char *path)
{
	struct str name = { 0 };
	struct stat st;
	bool there;

	str_addf(&name, "%s-wal", path);
	there = stat(str_text(&name), &st) == 0;
	str_done(&name);
	return there ? (int64_t)st.st_size : 0;
}

/* A file with a log may be read only where files can be made beside it; one that was closed well needs none. */
static bool open_still(struct runfile *r, struct err *e)
{
	struct str name = { 0 };
	bool good;

	if (log_bytes(r->path) > 0)
		return err_set(e, "cannot read %s: its folder may only be read, and part of it stands in %s-wal: copy "
				  "both to another folder", r->path, r->path);
	sqlite3_close(r->db);
	r->db = NULL;
	still_path(r->path, &name);
	good = connect_to(r, str_text(&name), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, e);
	str_done(&name);
	return good;
}

struct runfile *runfile_read(const char *path, struct err *e)
{
	struct runfile *r = make(path);
	struct str name = { 0 };
	bool good;

	plain_path(path, &name);
	good = is_there(path, R_OK, e) && connect_to(r, str_text(&name), SQLITE_OPEN_READONLY, e);
	if (good && sqlite3_exec(r->db, "PRAGMA user_version", NULL, NULL, NULL) == SQLITE_CANTOPEN)
		good = open_still(r, e);
	good = good && runfile_check_tables(r, e);
	str_done(&name);
	return or_nothing(r, good);
}

void runfile_freeze(struct runfile *r)
{
	sqlite3_exec(r->db, "BEGIN", NULL, NULL, NULL);
}

void runfile_close(struct runfile *r)
{
	if (!r)
		return;
	for (int i = 0; i < RUNFILE_PUTS; i++)
		sqlite3_finalize(r->put[i]);
	sqlite3_close(r->db);
	free(r->path);
	free(r->why);
	free(r);
}

const char *runfile_why(const struct runfile *r)
{
	return r->why;
}

void runfile_rest(struct runfile *r)
{
	if (!r->why)
		sqlite3_wal_checkpoint_v2(r->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

/* ---- Copies */

static bool vacuum_into(struct runfile *r, const char *path)
{
	sqlite3_stmt *st = NULL;
	int code = sqlite3_prepare_v2(r->db, "VACUUM INTO ?", -1, &st, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_bind_text(st, 1, path, -1, SQLITE_STATIC);
	if (code == SQLITE_OK)
		code = sqlite3_step(st);
	sqlite3_finalize(st);
	return code == SQLITE_DONE;
}

/* On the disk before it takes the old one's place; errno says why not. */
static bool put_in_place(const char *fresh, const char *path)
{
	int fd = open(fresh, O_RDONLY | O_CLOEXEC);
	bool good = fd >= 0 && fsync(fd) == 0;
	int why = errno;

	if (fd >= 0)
		close(fd);
	errno = why;
	return good && rename(fresh, path) == 0;
}

/* What may stand at the path: nothing, or a file that no program has open as a database, whose log would be taken for the
 * new one's. */
static bool may_replace(const char *path, struct err *e)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return true;
	if (!S_ISREG(st.st_mode))
		return err_set(e, "cannot write %s: it is %s, a file is needed", path, not_a_file(&st));
	if (access(path, W_OK) != 0)
		return err_set(e, "cannot write %s: %s", path, strerror(errno));
	if (log_bytes(path) > 0)
		return err_set(e, "cannot write %s: another program is using it (there is a %s-wal)", path, path);
	return true;
}

bool runfile_copy(struct runfile *r, const char *path, struct err *e)
{
	const struct runfile to = { .db = r->db, .path = (char *)path };
	struct str fresh = { 0 };
	bool good;

	if (!may_replace(path, e))
		return false;
	plain_path(path, &fresh);
	str_addf(&fresh, ".%ld.new", (long)getpid());
	unlink(str_text(&fresh));
	good = vacuum_into(r, str_text(&fresh)) || runfile_explain(&to, sqlite3_extended_errcode(r->db), "write", e);
	if (good && !put_in_place(str_text(&fresh), path))
		good = err_set(e, "cannot write %s: %s", path, strerror(errno));
	if (!good)
		unlink(str_text(&fresh));
	str_done(&fresh);
	return good;
}
