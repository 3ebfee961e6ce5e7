/* The first row: what runs, how far it is, and last the state. */
#include "panel/page.h"

#include <string.h>

#include "base/ascii.h"
#include "base/least.h"
#include "base/num.h"
#include "base/utf8.h"
#include "panel/position.h"
#include "panel/width.h"

enum { GAP = 2 };
enum { STATE_COLS = 10 };  /* room for the state, as wide as a moment: what is left out must not depend on it */

/* In the order of the row. */
enum field { NAME, SYNC, TRAINER, BESIDE, UPDATE, QUERIES, OTHER, OTHER_UPDATE, OTHER_QUERIES, OFF, PLACE, STATE, FIELDS };

static void name_it(const struct frame *f, struct str *to)
{
	if (f->k == 0)
		str_add(to, "outpost");
	else
		str_addf(to, "outpost %s/%llu", *f->preset ? f->preset : "task", (unsigned long long)f->seed);
}

static void pad(struct str *to, size_t len)
{
	while (to->len < len)
		str_add(to, " ");
}

/* `A=outcome`, `A=outcome/alg1`; of another iterate than the last `A=outcome:average`. */
static void name_trainer(const struct frame_trainer *t, int who, struct str *to)
{
	str_addf(to, "%c=%s", "AB"[who], t->reward);
	if (t->behavior)
		str_addf(to, "/%s", t->behavior);
	if (t->iterate)
		str_addf(to, ":%s", t->iterate);
}

/* With blanks behind them, so that a number that grows moves nothing. */
void status_progress(const struct frame *f, int who, struct str *update, struct str *queries, struct str *off)
{
	const struct frame_trainer *t = &f->trainer[who];
	size_t updates = (size_t)updates_cols(t);
	char number[NUM_TEXT], all[NUM_TEXT];

	str_addf(update, "update %s", num_count(number, t->update));
	if (t->end > t->update) {
		str_addf(update, " of %s", num_count(number, t->end));
		updates = strlen(number) * 2 + strlen(" of ");
	}
	pad(update, strlen("update ") + updates);
	str_addf(queries, "queries %s", num_count(number, t->run.queries));
	pad(queries, strlen("queries ") + (size_t)queries_cols(f, t));
	if (t->update == 0) {
		str_add(off, "off -");
		return;
	}
	str_addf(off, "off %s/%s", t->last.off_known ? num_count(number, t->last.off) : "-", num_count(all, t->last.responses));
	pad(off, strlen("off /") + 2 * strlen(all));
}

static void add_trainers(const struct frame *f, int who, struct str field[FIELDS])
{
	const struct frame_trainer *t = &f->trainer[who], *other = &f->trainer[!who];

	if (other->exists) {
		str_add(&field[BESIDE], "[");
		name_trainer(other, !who, &field[BESIDE]);
		str_add(&field[BESIDE], "]");
	}
	if (!t->exists)
		return;
	name_trainer(t, who, &field[TRAINER]);
	status_progress(f, who, &field[UPDATE], &field[QUERIES], &field[OFF]);
}

/* `SPLIT by queries`, and how far each of them is; A comes first, whoever is in focus. The panels of prompts say the rest. */
static void add_pair(const struct frame *f, struct str field[FIELDS])
{
	struct str off = { 0 };

	str_addf(&field[SYNC], strcmp(f->sync, "off") == 0 ? "SPLIT" : "SPLIT by %s", f->sync);
	name_trainer(&f->trainer[0], 0, &field[TRAINER]);
	status_progress(f, 0, &field[UPDATE], &field[QUERIES], &off);
	name_trainer(&f->trainer[1], 1, &field[OTHER]);
	status_progress(f, 1, &field[OTHER_UPDATE], &field[OTHER_QUERIES], &off);
	str_done(&off);
}

/* "> x5 > t4 > sample 3": how deep one looks, and at what. */
static void say_place(const struct scene *s, struct str *to)
{
	const struct view *v = s->view;

	if (v->depth != VIEW_ALL)
		str_addf(to, "> x%d", v->prompt);
	if (v->depth == VIEW_TOKENS)
		str_add(to, " > tokens");
	else if (v->depth == VIEW_SAMPLE)
		str_addf(to, " > t%d > sample %d", v->position + 1, sample_number(s));
}

static void add_capitals(const char *word, struct str *to)
{
	for (; *word; word++)
		str_addf(to, "%c", ascii_upper(*word));
}

/* "ONLINE 43%" */
static void add_job(const struct frame *f, struct str *to)
{
	add_capitals(f->job, to);
	if (f->job_percent >= 0)
		str_addf(to, " %d%%", f->job_percent);
}

/* False: there is none to show. */
static bool say_moment(const struct scene *s, struct str *to)
{
	const struct frame *f = s->frame;

	if (s->moment == MOMENT_DISCOVERY && f->discovered >= 0)
		str_addf(to, "DISCOVERY x%d", f->discovered);
	else if (s->moment == MOMENT_STALLED && f->stalled >= 0)
		str_addf(to, "STALLED x%d", f->stalled);
	return to->len > 0;
}

static void say_state(const struct scene *s, struct str *to)
{
	static const char *const word[] = { [FRAME_READY] = "READY", [FRAME_PAUSED] = "PAUSED", [FRAME_END] = "END" };
	const struct frame *f = s->frame;

	if (f->state == FRAME_BREAK)
		str_addf(to, "BREAK %d", f->at_break);
	else if (f->state != FRAME_RUN && f->lesson)
		str_addf(to, "LESSON %d.%d %s", f->lesson->number, f->lesson->page, f->lesson->state);
	else if (f->state != FRAME_RUN)
		str_add(to, word[f->state]);
	else if (f->job)
		add_job(f, to);
	else if (f->speed)
		str_addf(to, "RUN %d/s", f->speed);
	else
		str_add(to, "RUN max");
}

static int width(const struct str field[FIELDS])
{
	int cols = 1;

	for (int i = 0; i < FIELDS; i++) {
		int own = utf8_width(str_text(&field[i]));
		if (own)
			cols += (cols > 1 ? GAP : 0) + (i == STATE ? most_of(own, STATE_COLS) : own);
	}
	return cols;
}

/* Of the name first the program's; with the updates of one trainer go those of the other. */
static void leave_out(enum field which, struct str field[FIELDS])
{
	static const char program[] = "outpost ";
	struct str rest = { 0 };

	if (which == NAME && strncmp(str_text(&field[NAME]), program, strlen(program)) == 0)
		str_add(&rest, str_text(&field[NAME]) + strlen(program));
	str_done(&field[which]);
	field[which] = rest;
	if (which == OTHER_UPDATE)
		str_clear(&field[UPDATE]);
}

/* The other trainer goes first, then from the right what this one has done; who it is stays longest. Inside a prompt the
 * program's name goes before all that. Of a pair what they have the same of stays longer than the rest, with the names of
 * both. */
static void shorten(const struct frame *f, struct str field[FIELDS], int cols)
{
	static const enum field alone[] = { BESIDE, OFF, NAME, QUERIES, UPDATE, NAME, PLACE, TRAINER };
	static const enum field inside[] = { BESIDE, NAME, OFF, QUERIES, UPDATE, NAME, PLACE, TRAINER };
	static const enum field queries[] = { OTHER_UPDATE, NAME, SYNC, NAME, OTHER_QUERIES, QUERIES, PLACE, OTHER, TRAINER };
	static const enum field updates[] = { OTHER_QUERIES, QUERIES, NAME, SYNC, NAME, OTHER_UPDATE, PLACE, OTHER, TRAINER };
	const enum field *order = field[PLACE].len ? inside : alone;
	size_t n = sizeof alone / sizeof *alone;

	if (f->split) {
		order = strcmp(f->sync, "updates") == 0 ? updates : queries;
		n = sizeof queries / sizeof *queries;
	}
	for (size_t i = 0; i < n && width(field) > cols; i++)
		leave_out(order[i], field);
}

void status_draw(const struct scene *s, struct canvas *to)
{
	struct str field[FIELDS] = { { 0 } };
	int col = 1;
	bool moment;

	name_it(s->frame, &field[NAME]);
	if (s->frame->split)
		add_pair(s->frame, field);
	else if (s->frame->k > 0)
		add_trainers(s->frame, s->view->who, field);
	if (s->frame->k > 0)
		say_place(s, &field[PLACE]);
	moment = say_moment(s, &field[STATE]);
	if (!moment)
		say_state(s, &field[STATE]);
	shorten(s->frame, field, to->cols);
	canvas_fill(to, 0, 0, to->cols, ' ', STYLE_STATUS);
	for (int i = 0; i < FIELDS; i++) {
		enum style style = i != STATE ? STYLE_STATUS : moment ? STYLE_FLASH : STYLE_STATE;
		if (field[i].len)
			col = canvas_text(to, 0, col + (col > 1 ? GAP : 0), str_text(&field[i]), style);
		str_done(&field[i]);
	}
}
