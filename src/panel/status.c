/* The first row: what runs, how far it is, and last the state. */
#include "panel/page.h"

#include <string.h>

#include "base/ascii.h"
#include "base/num.h"
#include "base/utf8.h"
#include "panel/position.h"

enum { GAP = 2 };

/* In the order of the row. */
enum field { NAME, SYNC, TRAINER, BESIDE, UPDATE, QUERIES, OTHER, OTHER_UPDATE, OTHER_QUERIES, OFF, PLACE, STATE, FIELDS };

static void name_it(const struct frame *f, struct str *to)
{
	if (f->k == 0)
		str_add(to, "outpost");
	else
		str_addf(to, "outpost %s/%llu", *f->preset ? f->preset : "task", (unsigned long long)f->seed);
}

/* `off 0/64` of the newest update; `-` while there is no such number. */
static void count_off(const struct frame_trainer *t, struct str *to)
{
	char off[NUM_TEXT], all[NUM_TEXT];

	if (t->update == 0)
		str_add(to, "off -");
	else
		str_addf(to, "off %s/%s", t->last.off_known ? num_count(off, t->last.off) : "-",
			 num_count(all, t->last.responses));
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

/* How far it is, `of` how far its timeline has come where that is more. */
static void say_progress(const struct frame_trainer *t, struct str *update, struct str *queries)
{
	char number[NUM_TEXT];

	str_addf(update, "update %s", num_count(number, t->update));
	if (t->end > t->update)
		str_addf(update, " of %s", num_count(number, t->end));
	str_addf(queries, "queries %s", num_count(number, t->run.queries));
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
	say_progress(t, &field[UPDATE], &field[QUERIES]);
	count_off(t, &field[OFF]);
}

/* `SPLIT by queries`, and how far each of them is; A comes first, whoever is in focus. */
static void add_pair(const struct frame *f, struct str field[FIELDS])
{
	str_addf(&field[SYNC], strcmp(f->sync, "off") == 0 ? "SPLIT" : "SPLIT by %s", f->sync);
	name_trainer(&f->trainer[0], 0, &field[TRAINER]);
	say_progress(&f->trainer[0], &field[UPDATE], &field[QUERIES]);
	name_trainer(&f->trainer[1], 1, &field[OTHER]);
	say_progress(&f->trainer[1], &field[OTHER_UPDATE], &field[OTHER_QUERIES]);
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

	for (int i = 0; i < FIELDS; i++)
		if (field[i].len)
			cols += (cols > 1 ? GAP : 0) + utf8_width(str_text(&field[i]));
	return cols;
}

/* The other trainer goes first, then from the right what this one has done; who it is stays longest. Of a pair what they
 * have the same of stays longer than the rest, with the names of both. */
static void shorten(const struct frame *f, struct str field[FIELDS], int cols)
{
	static const enum field alone[] = { BESIDE, OFF, QUERIES, UPDATE, NAME, PLACE, TRAINER };
	static const enum field queries[] = { OTHER_UPDATE, UPDATE, SYNC, NAME, OTHER_QUERIES, QUERIES, PLACE, OTHER, TRAINER };
	static const enum field updates[] = { OTHER_QUERIES, QUERIES, SYNC, NAME, OTHER_UPDATE, UPDATE, PLACE, OTHER, TRAINER };
	const enum field *order = !f->split ? alone : strcmp(f->sync, "updates") == 0 ? updates : queries;
	size_t n = !f->split ? sizeof alone / sizeof *alone : sizeof queries / sizeof *queries;

	for (size_t i = 0; i < n && width(field) > cols; i++)
		str_clear(&field[order[i]]);
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
