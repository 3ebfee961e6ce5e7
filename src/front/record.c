/* The bytes are those that the terminal gets, so nothing is drawn twice. */
#include "front/record.h"

#include "front/curses.h"
#include "run/stamp.h"

static void hear(void *self, const char *bytes, size_t n)
{
	cast_output(self, bytes, n);
}

bool record_begin(struct cast *c, const struct session *s, const char *file, int rows, int cols, double (*clock)(void),
		  struct err *e)
{
	struct str title = { 0 };
	bool good;

	if (c->path)
		return err_set(e, "%s is being recorded: record off ends it", c->path);
	stamp_print(s, &title);
	good = cast_begin(c, file, rows, cols, str_text(&title), clock, e);
	str_done(&title);
	record_pause(c, false);
	return good;
}

void record_end(struct cast *c)
{
	curses_listen(NULL);
	cast_end(c);
}

void record_pause(struct cast *c, bool pause)
{
	curses_listen(c->path && !pause ? &(struct wire_ear){ hear, c } : NULL);
}
