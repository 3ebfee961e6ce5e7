/* The screen as a file: shot, record. */
#include <stdlib.h>
#include <string.h>

#include "base/given.h"
#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/say.h"
#include "run/place.h"
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
	struct shot_order order = { 0 };
	const char *size = args_key(a, "size");
	struct str path = { 0 };
	bool good;

	if ((size && !read_size(size, &order.rows, &order.cols, e)) || !args_choice(a, "theme", &order.theme, e))
		return false;
	if (!s->stage || !s->stage->shot)
		return err_set(e, "there is no screen to draw here");
	good = place_find(s, a->word[0], &path, e);
	order.file = str_text(&path);
	good = good && s->stage->shot(s->stage->self, &order, e);
	if (good)
		say(s, "%s: %dx%d", order.file, order.cols, order.rows);
	str_done(&path);
	return good;
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

/* ---- record */

static bool end_recording(struct session *s, struct err *e)
{
	char *file;

	if (!s->stage || !s->stage->recording) {
		say(s, "nothing is being recorded");
		return true;
	}
	file = xstrdup(s->stage->recording);
	s->stage->record(s->stage->self, NULL, e);
	say(s, "%s: recorded. asciinema play %s shows it", file, file);
	free(file);
	return true;
}

static bool begin_recording(struct session *s, const char *file, struct err *e)
{
	struct str path = { 0 };
	bool good = place_find(s, file, &path, e) && s->stage->record(s->stage->self, str_text(&path), e);

	if (good)
		say(s, "%s: all that the screen shows from now on. record off ends it", str_text(&path));
	str_done(&path);
	return good;
}

static bool record_run(struct session *s, const struct args *a, struct err *e)
{
	const struct stage *stage = s->stage;

	if (a->n == 0 && stage && stage->recording) {
		say(s, "the screen is being recorded into %s: record off ends that", stage->recording);
		return true;
	}
	if (a->n == 0 || strcmp(a->word[0], "off") == 0)
		return end_recording(s, e);
	if (!args_file(a, 0, ".cast", e))
		return false;
	if (!stage || !stage->record)
		return err_set(e, "there is no screen to record here; the program script(1) records text mode");
	return begin_recording(s, a->word[0], e);
}

const struct command cmd_record = {
	.name = "record", .synopsis = "record [FILE.cast|off]",
	.summary = "record the screen, to be played by asciinema or on a web page",
	.help = "record talk.cast begins, in the place of a file of that name; record off and\n"
		"leaving end it. Pauses of more than 2 seconds become pauses of 2. Alone it says\n"
		"whether the screen is being recorded. Text mode has no screen to record.",
	.example = { "record off", "record" },
	.group = GROUP_FILES, .max = 1, .in_run = true, .complete = { COMPLETE_FILE, COMPLETE_NONE }, .run = record_run,
};
