/* When the session's run file is begun, written and left. */
#include "run/journal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/xalloc.h"
#include "run/autosave.h"
#include "run/journal-own.h"

struct journal {
	char *folder;
	struct autosave file;  /* held; path NULL: none yet           */
	struct runfile *to;    /* NULL: none yet                      */
	uint64_t made;         /* the base model whose run it is      */
	bool broken;           /* nothing more is written             */
	bool paused;           /* nothing is written meanwhile        */
	struct pen pen;
	char **command;        /* (ncommand) owned: not yet written   */
	int ncommand;
	struct autosave old;   /* goes when all of it stands in `to`  */
};

static void close_file(struct journal *j)
{
	runfile_close(j->to);
	pen_done(&j->pen);
	j->to = NULL;
	if (j->file.path)
		autosave_release(&j->file);
}

/* Says why, once. */
static void give_up(struct session *s, const struct err *e)
{
	struct journal *j = s->journal;

	if (!j->broken)
		out_line(s->out, OUT_NOTE, "note: this run is not being saved any more: %s. Training goes on; save FILE.db keeps "
					   "it elsewhere", e->text);
	j->broken = true;
	close_file(j);
}

static void forget_commands(struct journal *j)
{
	for (int i = 0; i < j->ncommand; i++)
		free(j->command[i]);
	j->ncommand = 0;
}

void journal_start(struct session *s, const char *folder)
{
	s->journal = xcalloc(1, sizeof *s->journal);
	s->journal->folder = xstrdup(folder);
	autosaves_tidy(folder);
}

void journal_end(struct session *s)
{
	struct journal *j = s->journal;

	if (!j)
		return;
	journal_sync(s);
	close_file(j);
	if (j->old.path)
		autosave_release(&j->old);
	forget_commands(j);
	free(j->command);
	free(j->folder);
	free(j);
	s->journal = NULL;
}

const char *journal_path(const struct session *s)
{
	return s->journal && s->journal->to ? s->journal->file.path : NULL;
}

/* ---- Writing */

static bool put_commands(struct journal *j, struct err *e)
{
	bool good = true;

	for (int i = 0; i < j->ncommand && good; i++)
		good = runfile_put_command(j->to, j->command[i], e);
	forget_commands(j);
	return good;
}

static void remove_file(const char *path)
{
	static const char *const behind[] = { "", "-wal", "-shm" };

	for (int i = 0; i < 3; i++) {
		struct str name = { 0 };
		str_addf(&name, "%s%s", path, behind[i]);
		unlink(str_text(&name));
		str_done(&name);
	}
}

/* The file that was resumed stands in this one now, with what it told of its past. */
static bool take_old(struct journal *j, struct err *e)
{
	if (!j->old.path)
		return true;
	if (!runfile_adopt(j->to, j->old.path, e))
		return false;
	remove_file(j->old.path);
	autosave_release(&j->old);
	return true;
}

/* A file into which nothing came is none. */
static bool begin_file(struct session *s, struct err *e)
{
	struct journal *j = s->journal;

	if (!autosave_take(&j->file, j->folder, e) || !(j->to = runfile_new(j->file.path, e)))
		return false;
	j->made = s->made;
	j->pen.to = j->to;
	if (!pen_sync(&j->pen, s, e)) {
		runfile_close(j->to);
		j->to = NULL;
		remove_file(j->file.path);
		return false;
	}
	return take_old(j, e) && put_commands(j, e);
}

/* Whether there is a file to write to: that of this base model. What a preset does is no run yet. */
static bool is_open(struct session *s)
{
	struct journal *j = s->journal;
	struct err e;

	if (!j || j->broken || j->paused || s->held || !session_ready(s))
		return false;
	if (j->to && j->made == s->made)
		return true;
	if (j->to)
		close_file(j);
	if (!session_has_trained(s) && !s->lesson)
		return false;
	if (!begin_file(s, &e))
		give_up(s, &e);
	return j->to != NULL;
}

void journal_command(struct session *s, const char *text)
{
	struct journal *j = s->journal;

	if (!j || j->broken || j->paused)
		return;
	j->command = xresize(j->command, (size_t)j->ncommand + 1, sizeof *j->command);
	j->command[j->ncommand++] = xstrdup(text);
}

void journal_event(struct session *s, int who, const char *kind, int prompt, const char *text)
{
	struct journal *j = s->journal;
	struct err e;

	if (!is_open(s))
		return;
	if (!runfile_put_event(j->to, &(struct runfile_at){ who, s->run[who].line->id, run_update(&s->run[who]) }, kind,
			       prompt, text, &e))
		give_up(s, &e);
}

/* When the run file has been written to: what is noted stands in it, with the marks that keep what was left. Where the note
 * is the older one, it is by one update or one command. */
static void note_place(const struct session *s)
{
	struct autosave_note note = { { 0 }, { 0 }, { 0 } };

	for (int who = 0; who < TRAINERS; who++) {
		const struct run *r = &s->run[who];
		if (!run_exists(r))
			continue;
		note.line[who] = r->line->id;
		note.update[who] = run_update(r);
		note.queries[who] = run_state(r)->all.queries;
	}
	autosave_note(&s->journal->file, &note);
}

void journal_update(struct session *s, int who)
{
	struct journal *j = s->journal;
	struct err e;

	if (!is_open(s))
		return;
	if (!pen_update(&j->pen, s, who, &e))
		give_up(s, &e);
	else
		note_place(s);
}

void journal_sync(struct session *s)
{
	struct journal *j = s->journal;
	struct err e;

	if (!is_open(s))
		return;
	if (!pen_sync(&j->pen, s, &e) || !put_commands(j, &e))
		give_up(s, &e);
	else
		note_place(s);
}

void journal_pause(struct session *s, bool pause)
{
	if (!s->journal)
		return;
	s->journal->paused = pause;
	if (!pause)
		journal_sync(s);
}

void journal_replaces(struct session *s, struct autosave *old)
{
	if (!s->journal) {
		autosave_release(old);
		return;
	}
	if (s->journal->old.path)
		autosave_release(&s->journal->old);
	s->journal->old = *old;
	*old = (struct autosave){ 0 };
}

/* ---- save */

/* Into a file beside it first: so that what was there stays until all is written. */
bool journal_save(struct session *s, const char *path, struct err *e)
{
	struct pen pen = { .all_metrics = true };
	struct str beside = { 0 };
	bool good;

	str_addf(&beside, "%s.%ld.part", path, (long)getpid());
	remove_file(str_text(&beside));
	pen.to = runfile_new(str_text(&beside), e);
	good = pen.to && pen_sync(&pen, s, e) && runfile_copy(pen.to, path, e);
	runfile_close(pen.to);
	pen_done(&pen);
	remove_file(str_text(&beside));
	str_done(&beside);
	return good;
}
