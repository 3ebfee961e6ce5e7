/* Reading the tables of the run file. */
#include <sqlite3.h>

#include "base/num.h"
#include "run/runfile-own.h"

bool runfile_value(struct runfile *r, const char *key, struct str *to, struct err *e)
{
	struct reading in;
	bool good = true, found = false;

	reading_begin(&in, r, "run", "SELECT value FROM run WHERE key = ?");
	sqlite3_bind_text(in.st, 1, key, -1, SQLITE_STATIC);
	if (reading_next(&in)) {
		const char *text = reading_text(&in, 0);
		found = true;
		good = reading_good(&in, e);
		if (good)
			str_add(to, text);
	}
	if (!reading_end(&in, good, e))
		return false;
	return found || err_set(e, "%s says nothing of %s", r->path, key);
}

bool runfile_settings(struct runfile *r, bool (*take)(void *self, const struct runfile_setting *row, struct err *e),
		      void *self, struct err *e)
{
	struct reading in;
	bool good = true;

	reading_begin(&in, r, "setting", "SELECT trainer, line, \"update\", key, value FROM setting ORDER BY rowid");
	while (good && reading_next(&in)) {
		struct runfile_setting row = { .own = !reading_null(&in, 0) };
		if (row.own)
			row.at = reading_at(&in, 0);
		row.key = reading_text(&in, 3);
		row.value = reading_text(&in, 4);
		good = reading_good(&in, e) && take(self, &row, e);
	}
	return reading_end(&in, good, e);
}

bool runfile_commands(struct runfile *r, bool (*take)(void *self, const char *text, struct err *e), void *self,
		      struct err *e)
{
	struct reading in;
	bool good = true;

	reading_begin(&in, r, "command", "SELECT text FROM command ORDER BY n");
	while (good && reading_next(&in)) {
		const char *text = reading_text(&in, 0);
		good = reading_good(&in, e) && take(self, text, e);
	}
	return reading_end(&in, good, e);
}

static uint64_t seed_in(struct reading *in, int column)
{
	uint64_t seed = 0;

	if (!num_parse_count(reading_text(in, column), &seed))
		reading_wrong(in, column);
	return seed;
}

bool runfile_lines(struct runfile *r, bool (*take)(void *self, const struct runfile_line *row, struct err *e),
		   void *self, struct err *e)
{
	struct reading in;
	bool good = true;

	reading_begin(&in, r, "line", "SELECT id, trainer, parent, forked_at, seed FROM line ORDER BY id");
	while (good && reading_next(&in)) {
		struct runfile_line row;
		row.id = reading_whole(&in, 0, 1);
		row.who = reading_trainer(&in, 1);
		row.parent = reading_null(&in, 2) ? 0 : reading_whole(&in, 2, 1);
		row.forked_at = (uint64_t)reading_whole(&in, 3, 0);
		row.seed = seed_in(&in, 4);
		if (row.parent >= row.id) /* a line leaves one that was there: no line is its own ancestor */
			reading_wrong(&in, 2);
		good = reading_good(&in, e) && take(self, &row, e);
	}
	return reading_end(&in, good, e);
}

bool runfile_keyframes(struct runfile *r, bool (*take)(void *self, const struct runfile_keyframe *row, struct err *e),
		       void *self, struct err *e)
{
	struct reading in;
	bool good = true;

	reading_begin(&in, r, "keyframe",
		      "SELECT trainer, line, \"update\", queries, hash, err FROM keyframe "
		      "ORDER BY line, \"update\"");
	while (good && reading_next(&in)) {
		struct runfile_keyframe row = { .at = reading_at(&in, 0) };
		row.queries = (uint64_t)reading_whole(&in, 3, 0);
		row.hash = reading_hash(&in, 4);
		row.err = reading_real(&in, 5);
		good = reading_good(&in, e) && take(self, &row, e);
	}
	return reading_end(&in, good, e);
}

bool runfile_events(struct runfile *r, bool (*take)(void *self, const struct runfile_event *row, struct err *e),
		    void *self, struct err *e)
{
	struct reading in;
	bool good = true;

	reading_begin(&in, r, "event",
		      "SELECT trainer, line, \"update\", kind, prompt, text FROM event ORDER BY rowid");
	while (good && reading_next(&in)) {
		struct runfile_event row = { .at = reading_at(&in, 0) };
		row.kind = reading_text(&in, 3);
		row.prompt = reading_prompt(&in, 4);
		row.text = reading_null(&in, 5) ? "" : reading_text(&in, 5);
		good = reading_good(&in, e) && take(self, &row, e);
	}
	return reading_end(&in, good, e);
}

bool runfile_marks(struct runfile *r, bool (*take)(void *self, const struct runfile_mark *row, struct err *e),
		   void *self, struct err *e)
{
	struct reading in;
	bool good = true;

	reading_begin(
		&in, r, "mark", "SELECT name, trainer, line, \"update\", settings FROM mark ORDER BY rowid");
	while (good && reading_next(&in)) {
		struct runfile_mark row = { reading_text(&in, 0), reading_at(&in, 1), reading_text(&in, 4) };
		good = reading_good(&in, e) && take(self, &row, e);
	}
	return reading_end(&in, good, e);
}

bool runfile_progress(struct runfile *r, bool (*take)(void *self, const struct runfile_progress *row, struct err *e),
		      void *self, struct err *e)
{
	struct reading in;
	bool good = true;

	reading_begin(&in, r, "progress", "SELECT trainer, line, \"update\", queries FROM progress ORDER BY trainer");
	while (good && reading_next(&in)) {
		struct runfile_progress row = { .at = reading_at(&in, 0) };
		row.queries = (uint64_t)reading_whole(&in, 3, 0);
		good = reading_good(&in, e) && take(self, &row, e);
	}
	return reading_end(&in, good, e);
}
