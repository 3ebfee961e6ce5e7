/* The run file: a run in one SQLite file, from which it can go on bit for bit, and which sqlite3 and pandas can read while
 * it is written (WAL). Knows plain values and structs of core and run, never a session.
 *
 * Tables. Trainers are 'A' and 'B'. A line is one history of a trainer, numbered over both trainers: what happened after
 * the update where another line leaves it belongs to it alone. "update" counts updates done: 0 is the base model.
 *
 *   run       key, value                       texts that hold for all of it: version, build, machine, preset, recipe ..
 *   setting   trainer, line, key, value, "update"    a value that holds from the next update on; trainer and line are NULL
 *                                              where the setting is no trainer's. The last row of a key counts.
 *   command   n, text, at                      what was typed, in order; at: time of day, UTC
 *   line      id, trainer, parent, forked_at, seed   parent NULL, or the line it left at update forked_at; seed is a text,
 *                                              for it goes up to 2^64 - 1
 *   keyframe  trainer, line, "update", queries, hash, err, block   the whole state: core/state.h says how it lies; hash, 16
 *                                              hex digits, is the one that `info` prints; err NULL: never measured
 *   trace     trainer, line, "update", rows, columns, prompts, hash, row   `rows` rows of the trace (run/trace.h) from update
 *                                              on, in one blob: (rows, columns) doubles, (rows, prompts) doubles log p(y*|x),
 *                                              (rows, prompts) uint32 hits; little endian where the machine is
 *   metric    trainer, line, "update", queries, name, prompt, value   for readers; prompt NULL: of no single one
 *   event     trainer, line, "update", kind, prompt, text
 *   sample    trainer, line, "update", prompt, response, reward, logp, logq0
 *   mark      name, trainer, line, "update", settings
 *   progress  trainer, line, "update", queries   one row a trainer: where it was when the file was written last
 *
 * Writing. The first write that fails breaks the file: what was being written is taken back, and every later write returns
 * false at once, with the same reason. What was committed before stays readable. Outside runfile_begin() .. runfile_commit()
 * every write is committed by itself; kill -9 loses what has not been committed. All return false with a reason. */
#ifndef OUTPOST_RUN_RUNFILE_H
#define OUTPOST_RUN_RUNFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/state.h"
#include "run/trace.h"

enum {
	RUNFILE_ID = 0x6f757470, /* application_id, "outp"                                    */
	RUNFILE_FORMAT = 1,      /* user_version: raised when a table or a block changes      */
};

struct runfile;

/* A moment: after `update` updates of trainer `who` (0, 1) on a line. */
struct runfile_at {
	int who;
	int64_t line;
	uint64_t update;
};

/* ---- Opening. Each returns NULL with a reason: what is not there or may not be read or written, is locked, no database, no
 * run file, damaged, or made by a newer outpost. */

/* A new file that only its owner can read. A file that is there already is an error. */
struct runfile *runfile_new(const char *path, struct err *e);
/* One that is there, to go on writing. What a killed program left behind is put in order. */
struct runfile *runfile_open(const char *path, struct err *e);
/* To look only; another program may be writing to it. */
struct runfile *runfile_read(const char *path, struct err *e);
/* One to look at shows the same from here on, whatever is written: tables that belong together are read like that. */
void runfile_freeze(struct runfile *r);
/* What has not been committed is lost. NULL: nothing to do. */
void runfile_close(struct runfile *r);
/* Why it is broken, NULL: it is not. */
const char *runfile_why(const struct runfile *r);
/* All that has been committed, as one file at `path` with nothing beside it, to be given away. A file that is there is
 * replaced, whole or not at all; one that another program has open is an error. Not between begin and commit. */
bool runfile_copy(struct runfile *r, const char *path, struct err *e);
/* Moves what stands in the log beside the file (FILE-wal) into the file: a few milliseconds, best spent while a person
 * thinks. Never needed: it happens by itself when the log has grown. */
void runfile_rest(struct runfile *r);

/* ---- Writing */

bool runfile_begin(struct runfile *r, struct err *e);
bool runfile_commit(struct runfile *r, struct err *e);

/* Replaces the value of the key. */
bool runfile_put_value(struct runfile *r, const char *key, const char *value, struct err *e);
/* A setting from this moment on; at NULL: of no trainer. */
bool runfile_put_setting(struct runfile *r, const struct runfile_at *at, const char *key, const char *value, struct err *e);
bool runfile_put_command(struct runfile *r, const char *text, struct err *e);

struct runfile_line {
	int64_t id;         /* from 1                              */
	int who;
	int64_t parent;     /* 0: none; it was there before: < id  */
	uint64_t forked_at; /* the parent's update                 */
	uint64_t seed;
};
bool runfile_put_line(struct runfile *r, const struct runfile_line *line, struct err *e);
/* The state after s->update updates; replaces one of the same moment. `err` may be NaN. */
bool runfile_put_keyframe(struct runfile *r, int who, int64_t line, const struct state *s, double err, struct err *e);
/* Forgets a keyframe, and its room is used again. None there: nothing happens. */
bool runfile_drop_keyframe(struct runfile *r, int64_t line, uint64_t update, struct err *e);
/* Rows from .. end - 1 of a trace, as one row of the table; replaces one that begins with the same update. */
bool runfile_put_trace(struct runfile *r, int who, int64_t line, const struct trace *t, size_t from, size_t end,
		       struct err *e);
/* prompt -1: of no single one; value NaN: NULL. */
bool runfile_put_metric(struct runfile *r, const struct runfile_at *at, uint64_t queries, const char *name, int prompt,
			double value, struct err *e);
/* prompt -1: of none; text may be NULL. */
bool runfile_put_event(struct runfile *r, const struct runfile_at *at, const char *kind, int prompt, const char *text,
		       struct err *e);

struct runfile_sample {
	int prompt;
	const char *response;
	double reward, logp, logq0;
};
bool runfile_put_sample(struct runfile *r, const struct runfile_at *at, const struct runfile_sample *s, struct err *e);
struct runfile_mark {
	const char *name;
	struct runfile_at at;
	const char *settings; /* of the trainer, with which it would have gone on: `KEY VALUE` lines */
};
/* Replaces what the name marked of this trainer. */
bool runfile_put_mark(struct runfile *r, const struct runfile_mark *m, struct err *e);
/* Adds what another run file of this format tells readers of its past: commands, metrics, events, samples. Nobody else may be
 * writing to that one; not between begin and commit. */
bool runfile_adopt(struct runfile *r, const char *path, struct err *e);
/* Of all trainers. None there: nothing happens. */
bool runfile_drop_mark(struct runfile *r, const char *name, struct err *e);
/* Where a trainer is now. */
bool runfile_put_progress(struct runfile *r, const struct runfile_at *at, uint64_t queries, struct err *e);

/* ---- Reading. Nothing in the file is believed: a row that cannot be is an error that names it. Texts are UTF-8 without
 * control characters but newline and tab. `take` is called for each row in the order they were written, texts lent; false
 * with a reason ends the reading. */

/* Appends the value. False also when there is none. */
bool runfile_value(struct runfile *r, const char *key, struct str *to, struct err *e);

struct runfile_setting {
	bool own;         /* of a trainer: `at` says which and since when */
	struct runfile_at at;
	const char *key, *value;
};
bool runfile_settings(struct runfile *r, bool (*take)(void *self, const struct runfile_setting *row, struct err *e),
		      void *self, struct err *e);
bool runfile_commands(struct runfile *r, bool (*take)(void *self, const char *text, struct err *e), void *self,
		      struct err *e);
bool runfile_lines(struct runfile *r, bool (*take)(void *self, const struct runfile_line *row, struct err *e), void *self,
		   struct err *e);

struct runfile_keyframe {
	struct runfile_at at;
	uint64_t queries, hash;
	double err; /* NaN: none */
};
/* Without their blocks, by line and update. */
bool runfile_keyframes(struct runfile *r, bool (*take)(void *self, const struct runfile_keyframe *row, struct err *e),
		       void *self, struct err *e);
/* The state of a keyframe, a copy for the caller to free(). NULL with a reason when there is none, when its sizes are not
 * those of `like` (any state of this task and optimizer), or when it does not have its hash: damaged. */
struct state *runfile_state(struct runfile *r, int64_t line, uint64_t update, const struct state *like, struct err *e);
/* Adds the rows of one line to `to`, those behind its last row and up to update `last`. On failure those before the damage
 * are there. */
bool runfile_trace(struct runfile *r, int64_t line, uint64_t last, struct trace *to, struct err *e);

struct runfile_event {
	struct runfile_at at;
	const char *kind, *text; /* text "" when there is none */
	int prompt;              /* -1: none; whether the task has it is for the caller to see */
};
bool runfile_events(struct runfile *r, bool (*take)(void *self, const struct runfile_event *row, struct err *e),
		    void *self, struct err *e);

bool runfile_marks(struct runfile *r, bool (*take)(void *self, const struct runfile_mark *row, struct err *e), void *self,
		   struct err *e);

struct runfile_progress {
	struct runfile_at at;
	uint64_t queries;
};
/* A row for each trainer that is there. */
bool runfile_progress(struct runfile *r, bool (*take)(void *self, const struct runfile_progress *row, struct err *e),
		      void *self, struct err *e);

#endif
