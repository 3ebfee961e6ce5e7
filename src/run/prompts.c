/* Sets of prompts: a list of items with commas between them, each a number, a range or a word. */
#include "run/prompts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/given.h"
#include "base/near.h"
#include "base/xalloc.h"

static void mark_where(const struct session *s, bool *member, bool in, bool out)
{
	for (int i = 0; i < s->task->ntracked; i++)
		if (session_prompt_out(s, i) ? out : in)
			member[i] = true;
}

static void set_in(const struct session *s, int who, bool *member)
{
	(void)who;
	mark_where(s, member, true, false);
}

static void set_out(const struct session *s, int who, bool *member)
{
	(void)who;
	mark_where(s, member, false, true);
}

static void set_all(const struct session *s, int who, bool *member)
{
	(void)who;
	mark_where(s, member, true, true);
}

/* The lowest p(y*|x) now, of the base model where there is no such trainer; the first on ties. */
static void set_worst(const struct session *s, int who, bool *member)
{
	const double *lp = run_exists(&s->run[who]) ? s->run[who].lp : s->base.lp;
	int least = 0;

	for (int i = 1; i < s->task->ntracked; i++)
		if (lp[i] < lp[least])
			least = i;
	member[least] = true;
}

static const struct named_set {
	const char *name;
	void (*mark)(const struct session *s, int who, bool *member);
	bool moves; /* updates make it another one */
} named_sets[] = { { "in", set_in, false }, { "out", set_out, false }, { "all", set_all, false },
		   { "worst", set_worst, true } };
enum { NAMED_SETS = sizeof named_sets / sizeof named_sets[0] };

static bool no_such_prompt(const struct session *s, const char *text, size_t n, struct err *e)
{
	char got[GIVEN_TEXT];

	given_bytes(got, text, n);
	if (s->task->ntracked == 1)
		return err_set(e, "the only prompt is x0, got %s", got);
	return err_set(e, "prompts are x0 to x%d, got %s", s->task->ntracked - 1, got);
}

static bool no_such_set(const struct session *s, const char *text, size_t n, struct err *e)
{
	char got[GIVEN_TEXT], *word = xstrndup(text, n), hint[48] = "";
	const char *near = near_find(word, named_sets, NAMED_SETS, sizeof named_sets[0]);

	free(word);
	if (near)
		snprintf(hint, sizeof hint, " did you mean %s?", near);
	return err_set(e, "prompts are x0 to x%d: give a number, a range such as 0-2, a list such as 0,3, or in, out, "
			  "all, worst; got \"%s\".%s", s->task->ntracked - 1, given_bytes(got, text, n), hint);
}

/* 5 or x5 at `text`, which ends after `n` bytes: its bytes, 0 when there is none. A number too large is -1. */
static size_t read_number(const struct session *s, const char *text, size_t n, int *to)
{
	size_t at = n > 0 && text[0] == 'x', from = at;
	int v = 0;

	for (; at < n && ascii_is_digit(text[at]); at++)
		if (v >= 0) {
			v = 10 * v + (text[at] - '0');
			if (v >= s->task->ntracked)
				v = -1;
		}
	*to = v;
	return at > from ? at : 0;
}

static const struct named_set *find_set(const char *text, size_t n)
{
	for (int i = 0; i < NAMED_SETS; i++)
		if (strlen(named_sets[i].name) == n && memcmp(named_sets[i].name, text, n) == 0)
			return &named_sets[i];
	return NULL;
}

/* One item of the list: `n` bytes at `text`. */
static bool mark_item(const struct session *s, const char *text, size_t n, int who, bool *member, struct err *e)
{
	const struct named_set *set = find_set(text, n);
	size_t first_bytes, last_bytes;
	int first, last;

	if (set) {
		set->mark(s, who, member);
		return true;
	}
	first_bytes = read_number(s, text, n, &first);
	last = first;
	last_bytes = 0;
	if (first_bytes > 0 && first_bytes < n && text[first_bytes] == '-')
		last_bytes = 1 + read_number(s, text + first_bytes + 1, n - first_bytes - 1, &last);
	if (first_bytes == 0 || last_bytes == 1 || first_bytes + last_bytes != n)
		return no_such_set(s, text, n, e);
	if (first < 0)
		return no_such_prompt(s, text, first_bytes, e);
	if (last < 0)
		return no_such_prompt(s, text + first_bytes + 1, last_bytes - 1, e);
	if (last < first)
		return err_set(e, "the range %.*s runs backwards: write %d-%d", (int)n, text, last, first);
	memset(member + first, true, (size_t)(last - first) + 1);
	return true;
}

int prompts_parse(const struct session *s, const char *text, int who, bool *member, struct err *e)
{
	int n = 0;

	if (!session_ready(s)) {
		err_set(e, "there are no prompts yet: preset or new makes a task");
		return -1;
	}
	memset(member, 0, (size_t)s->task->ntracked * sizeof *member);
	for (const char *at = text;; at++) {
		size_t bytes = strcspn(at, ",");
		if (!mark_item(s, at, bytes, who, member, e))
			return -1;
		at += bytes;
		if (*at == '\0')
			break;
	}
	for (int i = 0; i < s->task->ntracked; i++)
		n += member[i];
	return n;
}

bool prompts_move(const char *text)
{
	for (const char *at = text;; at++) {
		size_t n = strcspn(at, ",");
		const struct named_set *set = find_set(at, n);
		if (set && set->moves)
			return true;
		at += n;
		if (*at == '\0')
			return false;
	}
}

int prompts_parse_one(const struct session *s, const char *text, int who, struct err *e)
{
	bool *member = xcalloc(session_ready(s) ? (size_t)s->task->ntracked : 1, sizeof *member);
	int n = prompts_parse(s, text, who, member, e), one = 0;
	char got[GIVEN_TEXT];

	while (n == 1 && !member[one])
		one++;
	free(member);
	if (n < 0 || n == 1)
		return n < 0 ? -1 : one;
	if (n == 0)
		err_set(e, "no prompt is %s now: name one, x0 to x%d", given(got, text), s->task->ntracked - 1);
	else
		err_set(e, "%s is %d prompts: name one, x0 to x%d", given(got, text), n, s->task->ntracked - 1);
	return -1;
}
