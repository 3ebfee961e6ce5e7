/* Free play within a lesson. The place is kept as a run file, so that whatever is done meanwhile, another task even, leaves
 * no trace in it. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/home.h"
#include "command/cmd.h"
#include "command/interp.h"
#include "command/lesson-play.h"
#include "run/frame.h"
#include "run/journal.h"

/* A person's lies beside the saved runs, and outlives the session; that of a script in a folder of its own, where nobody else
 * can have put anything in its place. */
static bool make_place(struct lesson_state *st, const struct session *s, struct err *e)
{
	const char *tmp = getenv("TMPDIR");
	struct str path = { 0 };

	if (s->keeps_lessons && home_state(&path) && home_make(str_text(&path), NULL)) {
		str_addf(&path, "/lesson-%ld.db", (long)getpid());
		st->place = str_take(&path);
		return true;
	}
	str_clear(&path);
	str_addf(&path, "%s/outpost-XXXXXX", tmp && *tmp ? tmp : "/tmp");
	st->place_folder = str_take(&path);
	if (!mkdtemp(st->place_folder)) {
		err_set(e, "cannot make the folder %s: %s", st->place_folder, strerror(errno));
		free(st->place_folder);
		st->place_folder = NULL;
		return false;
	}
	str_addf(&path, "%s/place.db", st->place_folder);
	st->place = str_take(&path);
	return true;
}

bool lesson_play(struct session *s, struct err *e)
{
	struct lesson_state *st = s->lesson;

	lesson_drop_place(st);
	if (!make_place(st, s, e))
		return false;
	if (!journal_save(s, st->place, e)) {
		lesson_drop_place(st);
		return false;
	}
	st->view = s->view;
	st->has_view = true;
	st->playing = true;
	lesson_show(s);
	return true;
}

/* A selection that the task does not have cannot be: it is the same task. */
static bool is_back(struct session *s, struct interp *p, void *self, struct err *e)
{
	struct lesson_state *st = s->lesson;

	(void)p, (void)self, (void)e;
	if (!st)
		return true;
	if (st->has_view)
		s->view = st->view;
	frame_forget(s);
	st->playing = false;
	lesson_drop_place(st);
	lesson_show(s);
	return true;
}

bool lesson_return(struct session *s, struct interp *p, struct err *e)
{
	const struct interp_then then = { is_back, NULL, NULL };
	struct lesson_state *st = s->lesson;

	if (!st->place || access(st->place, R_OK) != 0) /* another session has gone back to it, from a copy of this run */
		return lesson_restart(s, p, e);
	return interp_lesson(p, "", st->lesson->path, true, &then, e) && load_place(p, st->place, e);
}
