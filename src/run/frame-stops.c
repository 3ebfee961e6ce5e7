/* Breaks and watches as texts: what they are made of may be gone before the frame is. */
#include "run/frame-stops.h"

#include "base/utf8.h"
#include "base/xalloc.h"
#include "run/stops.h"

/* Cut to room and columns alike. */
static void copy(char *to, size_t size, const char *text)
{
	utf8_cut(to, size, text, (int)size - 1);
}

static void copy_values(struct session *s, const struct stop *b, struct frame_stop *to)
{
	unsigned who = stops_shown_for(s, b);
	struct str text = { 0 };

	for (int i = 0; i < TRAINERS; i++) {
		if (!(who & 1u << i))
			continue;
		str_clear(&text);
		stops_print_value(s, b, i, &text);
		copy(to->value[i], sizeof to->value[i], str_text(&text));
		str_clear(&text);
		if (b->kind == STOP_WATCH)
			stops_print_then(s, b, i, &text);
		copy(to->then[i], sizeof to->then[i], str_text(&text));
	}
	str_done(&text);
}

static void copy_stop(struct session *s, const struct stop *b, struct frame_stop *to)
{
	unsigned named = b->kind == STOP_BREAK ? expr_trainers(b->expr) : 0; /* its text says it already */

	*to = (struct frame_stop){
		.number = b->number, .who = b->who == WHO_AB || b->who == named ? -1 : (int)b->who - 1,
		.watch = b->kind == STOP_WATCH, .enabled = b->enabled, .once = b->once,
		.stopped = stops_stands_at(s) == b->number, .hits = b->hits, .ignore = b->ignore,
	};
	copy(to->text, sizeof to->text, stop_text(b));
	copy(to->does, sizeof to->does, b->commands ? b->commands : "");
	copy_values(s, b, to);
}

void frame_stops(struct session *s, struct frame_stop **room, struct frame *f)
{
	f->nstops = s->stops.n;
	*room = xresize(*room, (size_t)s->stops.n + 1, sizeof **room);
	for (int i = 0; i < s->stops.n; i++)
		copy_stop(s, &s->stops.list[i], &(*room)[i]);
	f->stop = *room;
}
