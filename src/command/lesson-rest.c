/* Free play within a lesson. The place is kept as a run file, so that whatever is done meanwhile, another task even, leaves
 * no trace in it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/home.h"
#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/interp.h"
#include "command/lesson-play.h"
#include "run/frame.h"
#include "run/journal.h"

/* A person's lies beside the saved runs, and outlives the session. */
static char *place_name(const struct session *s)
{
	const char *tmp = getenv("TMPDIR");
	struct str path = { 0 };

	if (!s->keeps_lessons || !home_state(&path) || !home_make(str_text(&path), NULL)) {
		str_clear(&path);
		str_add(&path, tmp && *tmp ? tmp : "/tmp");
		str_add(&path, "/outpost");
	} else {
		str_add(&path, "/lesson");
	}
	str_addf(&path, "-%ld.db", (long)getpid());
	return str_take(&path);
}

bool lesson_play(struct session *s, struct err *e)
{
	struct lesson_state *st = s->lesson;
	char *path = place_name(s);

	if (!journal_save(s, path, e)) {
		free(path);
		return false;
	}
	lesson_drop_place(st);
	st->place = path;
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

	if (!st->place)
		return lesson_restart(s, p, e);
	return interp_lesson(p, "", st->lesson->path, true, &then, e) && load_place(p, st->place, e);
}
