/* How a session calls things: tokens, responses, trainers, itself. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "run/session.h"

const char *session_trainer_name(const struct session *s, int who, char to[32])
{
	snprintf(to, 32, "%c %s", 'A' + who, reward_types[s->config.trainer[who].reward]->name);
	return to;
}

static bool has_letters(const struct session *s)
{
	return s->config.tokens == 0 && s->task->k <= 52;
}

const char *session_token(const struct session *s, int token, char to[16])
{
	static const char letter[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

	if (has_letters(s))
		snprintf(to, 16, "%c", letter[token]);
	else
		snprintf(to, 16, "%d", token);
	return to;
}

void session_tokens(const struct session *s, const uint8_t *y, int n, bool spaced, struct str *to)
{
	bool blank = spaced || !(has_letters(s) || s->task->k <= 10);
	char name[16];

	for (int i = 0; i < n; i++)
		str_addf(to, "%s%s", blank && i > 0 ? " " : "", session_token(s, y[i], name));
}

void session_response(const struct session *s, const uint8_t *y, int cols, struct str *to)
{
	struct str whole = { 0 };
	char cut[256];

	session_tokens(s, y, s->task->N, false, &whole);
	utf8_cut(cut, sizeof cut, str_text(&whole), cols);
	str_add(to, cut);
	str_done(&whole);
}

void session_target(const struct session *s, int prompt, int cols, struct str *to)
{
	session_response(s, s->task->tracked[prompt].ystar, cols, to);
}

/* The prompts outside the support by name, up to six, then how many more. */
static void add_out(const struct session *s, struct str *to)
{
	enum { NAMED = 6 };
	int n = 0;

	for (int i = 0; i < s->task->ntracked; i++)
		if (session_prompt_out(s, i) && n++ < NAMED)
			str_addf(to, "%sx%d", n > 1 ? " " : ", ", i);
	if (n > NAMED)
		str_addf(to, " and %d more", n - NAMED);
	str_add(to, n > 0 ? " OUT!" : ", all in");
}

void session_summary(const struct session *s, struct str *to)
{
	const struct task *t = s->task;

	str_addf(to, "k=%d N=%d, %d %s%s", t->k, t->N, t->ntracked, task_is_finite(t) ? "prompt" : "centre",
		 t->ntracked == 1 ? "" : "s");
	add_out(s, to);
}
