/* The screen as a file: shot. */
#include <stdlib.h>
#include <string.h>

#include "base/given.h"
#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/say.h"
#include "run/stage.h"

/* COLSxROWS */
static bool read_size(const char *text, int *rows, int *cols, struct err *e)
{
	enum { MOST = 1000 };
	size_t n = strcspn(text, "x");
	char got[GIVEN_TEXT], *wide = xstrndup(text, n);
	uint64_t c, r;
	bool good = text[n] && num_parse_count(wide, &c) && num_parse_count(text + n + 1, &r) && c >= 1 && c <= MOST &&
		    r >= 1 && r <= MOST;

	free(wide);
	if (!good)
		return err_set(e, "size is columns x rows, from 1x1 to %dx%d, got \"%s\". try: size=80x24", MOST, MOST,
			       given(got, text));
	*rows = (int)r;
	*cols = (int)c;
	return true;
}

static bool shot_run(struct session *s, const struct args *a, struct err *e)
{
	struct shot_order order = { .file = a->word[0] };
	const char *size = args_key(a, "size");

	if ((size && !read_size(size, &order.rows, &order.cols, e)) || !args_choice(a, "theme", &order.theme, e))
		return false;
	if (!s->stage || !s->stage->shot)
		return err_set(e, "there is no screen to draw here");
	if (!s->stage->shot(s->stage->self, &order, e))
		return false;
	say(s, "%s: %dx%d", order.file, order.cols, order.rows);
	return true;
}

/* Themes in the order of the setting. */
static const char *const shot_keys[] = { "size", "theme=dark", "theme=light", "theme=mono", "theme=projector", NULL };

const struct command cmd_shot = {
	.name = "shot", .synopsis = "shot FILE.txt|.ansi|.html|.svg [size=COLSxROWS] [theme=NAME]",
	.summary = "write the screen into a file, as text, in colours, as a page or a drawing",
	.help = "In the size of the screen, in text mode 80x24, and in its theme, unless size and\n"
		"theme say others: light and mono are for paper. .ansi is for cat and less -R,\n"
		".html and .svg for slides; they say where they are from. A file of that name is\n"
		"replaced.",
	.example = { "shot screen.txt", "shot wall.svg size=120x40 theme=light" },
	.group = GROUP_FILES, .min = 1, .max = 1, .takes_keys = true, .complete = { COMPLETE_FILE, COMPLETE_NONE },
	.keys = shot_keys, .run = shot_run,
};
