/* Breaks and watches: what they are, what they have done, and their values now. */
#include <stdio.h>
#include <string.h>

#include "base/least.h"
#include "base/num.h"
#include "base/utf8.h"
#include "panel/scene.h"

enum { NUMBER = 3, KIND = 5, TEXT_LEAST = 14, TEXT_MOST = 34, HITS = 6, STATE = 13, GAP = 2, WIDE = 64, LABEL = 128 };

/* Columns; state 0: in the last column, with what it is of. */
struct table {
	int kind, text, hits, state, value;
	int text_cols;
};

/* As one would type it. */
static const char *label(const struct frame_stop *b, char to[LABEL])
{
	snprintf(to, LABEL, "%s%s", b->text, b->who < 0 ? "" : b->who ? " @b" : " @a");
	return to;
}

static struct table table_of(const struct frame *f, int cols)
{
	struct table t = { .kind = NUMBER + 1, .text_cols = TEXT_LEAST };
	char text[LABEL];

	t.text = t.kind + KIND + 1;
	for (int i = 0; i < f->nstops; i++)
		t.text_cols = clamp(utf8_width(label(&f->stop[i], text)), t.text_cols, TEXT_MOST);
	t.text_cols = most_of(TEXT_LEAST, least_of(t.text_cols, (cols - t.text) / 2 - 2));
	if (cols >= WIDE) {
		t.hits = t.text + t.text_cols + 1;
		t.state = t.hits + HITS + GAP;
		t.value = t.state + STATE;
	} else {
		t.value = t.text + t.text_cols + GAP;
	}
	return t;
}

static const char *state_of(const struct frame_stop *b, char to[NUM_TEXT])
{
	char count[NUM_TEXT];

	if (!b->enabled)
		return "disabled";
	if (b->watch)
		return "";
	if (b->stopped)
		return b->once ? "stops, once" : "stops here";
	if (b->ignore > 0 && b->ignore < 10000)
		snprintf(to, NUM_TEXT, "ignores %s", num_count(count, b->ignore));
	else if (b->ignore > 0)
		strcpy(to, "ignores");
	else
		strcpy(to, b->once ? "stop, once" : "stop");
	return to;
}

/* `A 3.6e-10 -> 2.9e-10 *  B 0.853`: the old value where there is room for all of it. */
static void add_values(const struct frame *f, const struct frame_stop *b, bool old, struct str *to)
{
	for (int i = 0; i < 2; i++) {
		if (!*b->value[i])
			continue;
		str_add(to, to->len ? "  " : "");
		if (f->trainer[1].exists)
			str_addf(to, "%c ", 'A' + i);
		if (old && *b->then[i])
			str_addf(to, "%s -> ", b->then[i]);
		str_addf(to, "%s%s", b->value[i], *b->then[i] ? " *" : "");
	}
}

static bool has_changed(const struct frame_stop *b)
{
	return *b->then[0] || *b->then[1];
}

static void draw_values(const struct frame *f, const struct table *t, const struct frame_stop *b, int row,
			struct canvas *to)
{
	struct str text = { 0 };
	char state[NUM_TEXT], hits[NUM_TEXT];
	int room = to->cols - t->value;

	if (!t->state && !b->watch)
		str_addf(&text, "%s, hit %s", state_of(b, state), num_count(hits, b->hits));
	else if (!t->state && !b->enabled)
		str_add(&text, "disabled");
	else
		add_values(f, b, true, &text);
	if (t->state + b->watch && utf8_width(str_text(&text)) > room) {
		str_clear(&text);
		add_values(f, b, false, &text);
	}
	canvas_cell(to, row, t->value, room, str_text(&text), has_changed(b) ? STYLE_CHANGED : STYLE_PLAIN);
	str_done(&text);
}

static void draw_stop(const struct frame *f, const struct table *t, const struct frame_stop *b, int row,
		      struct canvas *to)
{
	enum style style = b->stopped ? STYLE_STOP : STYLE_PLAIN;
	char text[LABEL], number[NUM_TEXT];

	snprintf(number, sizeof number, "%d", b->number);
	canvas_right(to, row, 0, NUMBER, number, style);
	canvas_cell(to, row, t->kind, KIND, b->watch ? "watch" : "break", style);
	canvas_cell(to, row, t->text, t->text_cols, label(b, text), style);
	if (t->state) {
		if (!b->watch)
			canvas_right(to, row, t->hits, HITS, num_count(number, b->hits), style);
		canvas_cell(to, row, t->state, STATE, state_of(b, number), style);
	}
	draw_values(f, t, b, row, to);
}

static void draw_head(const struct table *t, struct canvas *to)
{
	canvas_right(to, 0, 0, NUMBER, "#", STYLE_HEAD);
	canvas_cell(to, 0, t->text, t->text_cols, "what", STYLE_HEAD);
	if (t->state)
		canvas_right(to, 0, t->hits, HITS, "hits", STYLE_HEAD);
	canvas_cell(to, 0, t->value, to->cols - t->value, "now  (* changed)", STYLE_HEAD);
}

static void say_none(const struct frame *f, struct canvas *to)
{
	char text[80];

	canvas_cell(to, 0, 1, to->cols - 1, "none. To stop a run or to follow a value, type:", STYLE_PLAIN);
	canvas_cell(to, 1, 1, to->cols - 1, "  break discovery once", STYLE_KEY);
	snprintf(text, sizeof text, "  break likelihood[%d]>.9", f->prompt);
	canvas_cell(to, 2, 1, to->cols - 1, text, STYLE_KEY);
	snprintf(text, sizeof text, "  watch likelihood[%d]", f->prompt);
	canvas_cell(to, 3, 1, to->cols - 1, text, STYLE_KEY);
}

/* The newest where not all fit: they are what one has just asked for. */
static void stops_draw(const struct scene *s, struct canvas *to)
{
	const struct frame *f = s->frame;
	int room = to->rows - 1, first = 0;
	struct table t;
	char text[80];

	if (f->k == 0)
		return;
	if (f->nstops == 0) {
		say_none(f, to);
		return;
	}
	t = table_of(f, to->cols);
	draw_head(&t, to);
	if (f->nstops > room && room > 1) {
		first = f->nstops - (room - 1);
		snprintf(text, sizeof text, "%d more: info breaks, info watches", first);
		canvas_cell(to, room, NUMBER + 1, to->cols - NUMBER - 1, text, STYLE_NOTE);
	}
	for (int i = first; i < f->nstops && i - first < room; i++)
		draw_stop(f, &t, &f->stop[i], 1 + i - first, to);
}

const struct panel_type panel_stops = {
	.help = "Breaks stop continue when their condition becomes true, watches show a value whenever time has moved. "
		"hits: how often a break has stopped; now: its values, * when they have changed.\n"
		"As text: info breaks, info watches",
	.number = 8, .name = "watches and breaks", .need = FRAME_STOPS | FRAME_STATUS, .min_rows = 3, .min_cols = 40,
	.draw = stops_draw,
};
