/* Reading the tables. */
#include "run/restore.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/xalloc.h"
#include "run/autosave.h"
#include "run/restore-own.h"

static bool take_setting(void *self, const struct runfile_setting *row, struct err *e)
{
	struct restore *x = self;

	(void)e;
	x->said = xresize(x->said, (size_t)x->nsaid + 1, sizeof *x->said);
	x->said[x->nsaid++] = (struct said){ row->own ? row->at : (struct runfile_at){ 0 }, xstrdup(row->key), xstrdup(row->value) };
	return true;
}

static bool take_line(void *self, const struct runfile_line *row, struct err *e)
{
	struct restore *x = self;

	if (row->id > INT32_MAX)
		return err_set(e, "%s: line %" PRId64 " is beyond what there can be", x->path, row->id);
	x->found = xresize(x->found, (size_t)x->nfound + 1, sizeof *x->found);
	x->found[x->nfound++] = (struct found){ .row = *row };
	return true;
}

static bool take_mark(void *self, const struct runfile_mark *row, struct err *e)
{
	struct restore *x = self;

	if (!mark_name_check(row->name, e))
		return false;
	x->named = xresize(x->named, (size_t)x->nnamed + 1, sizeof *x->named);
	x->named[x->nnamed] = (struct named){ .at = row->at, .settings = xstrdup(row->settings) };
	snprintf(x->named[x->nnamed++].name, MARK_NAME, "%s", row->name);
	return true;
}

static bool take_keyframe(void *self, const struct runfile_keyframe *row, struct err *e)
{
	struct restore *x = self;

	(void)e;
	x->key = xresize(x->key, (size_t)x->nkey + 1, sizeof *x->key);
	x->key[x->nkey++] = *row;
	return true;
}

static bool take_progress(void *self, const struct runfile_progress *row, struct err *e)
{
	struct restore *x = self;

	(void)e;
	x->at[row->at.who] = *row;
	x->there[row->at.who] = true;
	return true;
}

static bool read_tables(struct restore *x, struct err *e)
{
	runfile_value(x->from, "lesson", &x->lesson, NULL); /* most files have none */
	return runfile_value(x->from, "recipe", &x->recipe, e) && runfile_value(x->from, "version", &x->version, e) &&
	       runfile_value(x->from, "build", &x->build, e) && runfile_value(x->from, "base", &x->base, e) &&
	       runfile_value(x->from, "stops", &x->stops, e) && runfile_value(x->from, "view", &x->view, e) &&
	       runfile_settings(x->from, take_setting, x, e) && runfile_lines(x->from, take_line, x, e) &&
	       runfile_marks(x->from, take_mark, x, e) && runfile_keyframes(x->from, take_keyframe, x, e) &&
	       runfile_progress(x->from, take_progress, x, e);
}

/* It is at most one update or one command older than the file. */
static void take_note(struct restore *x, const struct autosave_note *note)
{
	for (int who = 0; who < TRAINERS; who++) {
		const struct found *f = restore_line(x, note->line[who]);
		if (!f || f->row.who != who || note->update[who] > INT64_MAX)
			continue;
		x->at[who] = (struct runfile_progress){
			{who, note->line[who], note->update[who]}, note->queries[who]};
		x->there[who] = true;
	}
}

struct restore *restore_open(const char *path, const struct autosave_note *note, struct err *e)
{
	struct restore *x = xcalloc(1, sizeof *x);

	x->path = xstrdup(path);
	x->from = runfile_read(path, e);
	if (x->from)
		runfile_freeze(x->from);
	if (x->from && read_tables(x, e)) {
		if (note)
			take_note(x, note);
		return x;
	}
	restore_free(x);
	return NULL;
}

void restore_free(struct restore *x)
{
	struct str *const texts[] = { &x->recipe, &x->stops, &x->rest, &x->version, &x->build, &x->base, &x->view, &x->lesson, &x->note };

	for (int i = 0; i < x->nsaid; i++) {
		free(x->said[i].key);
		free(x->said[i].value);
	}
	for (int i = 0; i < x->nfound; i++)
		timeline_drop(x->found[i].line);
	for (int i = 0; i < x->nnamed; i++)
		free(x->named[i].settings);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		str_done(texts[i]);
	runfile_close(x->from);
	free(x->said);
	free(x->found);
	free(x->named);
	free(x->key);
	free(x->path);
	free(x);
}

const char *restore_recipe(const struct restore *x)
{
	return str_text(&x->recipe);
}

const char *restore_stops(const struct restore *x)
{
	return str_text(&x->stops);
}

const char *restore_rest(const struct restore *x)
{
	return str_text(&x->rest);
}
