/* The state of a lesson as lines of text, for run files: `KEY PAGE [QUESTION] VALUE`. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/home.h"
#include "base/num.h"
#include "base/str.h"
#include "base/xalloc.h"
#include "run/lesson-state.h"

static void print_answer(const struct lesson_answer *a, int page, int question, int nchoices, struct str *to)
{
	char value[NUM_TEXT];

	if (a->you)
		str_addf(to, "you %d %d %s\n", page, question, a->you);
	if (a->happened)
		str_addf(to, "happened %d %d %d %s %s\n", page, question, a->right, *num_exact(value, a->value) ? value : "0", a->happened);
	for (int c = 0; a->voted && c < nchoices; c++)
		str_addf(to, "tally %d %d %d %d\n", page, question, c, a->tally[c]);
}

void lesson_state_print(const struct lesson_state *st, struct str *to)
{
	str_addf(to, "file %s\nseed %" PRIu64 "\nat %d %d %d\n", st->file, st->seed, st->page, st->reached, st->playing);
	if (st->place)
		str_addf(to, "place %s\n", st->place);
	for (int i = 0; i < st->lesson->npages; i++) {
		const struct lesson_record *r = &st->on[i];
		if (r->done || r->skipped || r->hints || r->commands)
			str_addf(to, "page %d %d %d %d %d %d\n", i, r->done, r->skipped, r->hints, r->commands, r->solved);
		for (int q = 0; q < st->lesson->page[i].nquestions; q++)
			print_answer(&r->answer[q], i, q, st->lesson->page[i].question[q].nchoices, to);
		if (r->why)
			str_addf(to, "why %d %s\n", i, r->why);
	}
}

/* ---- Reading. What does not fit is left out. */

static struct lesson_answer *answer_at(struct lesson_state *st, int page, int question)
{
	if (page < 0 || page >= st->lesson->npages || question < 0 || question >= st->lesson->page[page].nquestions)
		return NULL;
	return &st->on[page].answer[question];
}

static bool is_answer(const struct lesson_question *q, const char *text)
{
	double v;

	if (q->number.n > 0)
		return num_parse(text, &v);
	return text[0] >= 'a' && text[0] < 'a' + q->nchoices && text[1] == '\0';
}

static void read_answer(struct lesson_state *st, const char *line)
{
	struct lesson_answer *a;
	int page, question, n = 0, right, choice, votes;
	double value;

	if (sscanf(line, "you %d %d %n", &page, &question, &n) == 2 && (a = answer_at(st, page, question)) && !a->you &&
	    is_answer(&st->lesson->page[page].question[question], line + n))
		a->you = xstrdup(line + n);
	else if (sscanf(line, "happened %d %d %d %lf %n", &page, &question, &right, &value, &n) == 4 &&
		 (a = answer_at(st, page, question)) && !a->happened &&
		 (st->lesson->page[page].question[question].number.n > 0 || is_answer(&st->lesson->page[page].question[question], line + n))) {
		a->happened = xstrdup(line + n);
		a->right = right;
		a->value = value;
	} else if (sscanf(line, "tally %d %d %d %d", &page, &question, &choice, &votes) == 4 && (a = answer_at(st, page, question)) &&
		   choice >= 0 && choice < LESSON_CHOICES_MOST && votes >= 0) {
		a->tally[choice] = votes;
		a->voted = true;
	}
}

static void read_record(struct lesson_state *st, const char *line)
{
	int page, done, skipped, n[3], behind = 0;
	bool there;

	if (sscanf(line, "page %d %d %d %d %d %d", &page, &done, &skipped, &n[0], &n[1], &n[2]) == 6) {
		there = page >= 0 && page < st->lesson->npages && n[0] >= 0 && n[1] >= 0 && n[2] >= 0;
		if (there && n[0] <= st->lesson->page[page].part[LESSON_HINTS].n) {
			struct lesson_record *r = &st->on[page];
			r->done = done;
			r->skipped = skipped;
			r->hints = n[0];
			r->commands = n[1];
			r->solved = n[2];
		}
	} else if (sscanf(line, "why %d %n", &page, &behind) == 1 && page >= 0 && page < st->lesson->npages && !st->on[page].why) {
		st->on[page].why = xstrdup(line + behind);
	}
}

/* A place is deleted when it is not needed any more: it is one of our own, whatever a file says. */
static bool is_place(const char *path)
{
	struct str folder = { 0 };
	int bytes = 0;
	bool good;
	long pid;

	good = home_state(&folder) && strncmp(path, str_text(&folder), folder.len) == 0 &&
	       sscanf(path + folder.len, "/lesson-%ld.db%n", &pid, &bytes) == 1 && bytes > 0 && path[folder.len + (size_t)bytes] == '\0' &&
	       access(path, R_OK) == 0;
	str_done(&folder);
	return good;
}

static void read_line(struct lesson_state *st, const char *line)
{
	int page, reached, playing;
	uint64_t seed;

	if (sscanf(line, "seed %" SCNu64, &seed) == 1)
		st->seed = seed;
	else if (sscanf(line, "at %d %d %d", &page, &reached, &playing) == 3 && page >= 0 && page <= reached &&
		 reached < st->lesson->npages) {
		st->page = page;
		st->reached = reached;
		st->playing = playing;
	} else if (strncmp(line, "place ", 6) == 0 && !st->place && is_place(line + 6)) {
		st->place = xstrdup(line + 6);
	} else {
		read_record(st, line);
		read_answer(st, line);
	}
}

/* A page is done when its questions are answered, and not otherwise. */
static void make_whole(struct lesson_state *st)
{
	for (int i = 0; i < st->lesson->npages; i++)
		for (int q = 0; q < st->lesson->page[i].nquestions; q++)
			if (!st->on[i].answer[q].you && !st->on[i].skipped)
				st->on[i].done = false;
}

struct lesson_state *lesson_state_read(const char *text, struct err *e)
{
	static const char key[] = "file ";
	size_t n = strcspn(text, "\n");
	struct lesson_state *st;
	struct lesson *l;
	char *line;

	if (strncmp(text, key, strlen(key)) != 0) {
		err_set(e, "the place in the lesson cannot be read");
		return NULL;
	}
	line = xstrndup(text + strlen(key), n - strlen(key));
	l = lesson_read(line, e);
	free(line);
	if (!l)
		return NULL;
	st = lesson_state_new(l, l->seed[0]);
	for (const char *at = text + n; *at; at += n) {
		at += *at == '\n';
		n = strcspn(at, "\n");
		line = xstrndup(at, n);
		read_line(st, line);
		free(line);
	}
	make_whole(st);
	return st;
}
