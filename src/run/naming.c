/* How a session calls things: tokens, responses, trainers, itself. */
#include <stdio.h>
#include <string.h>

#include "base/least.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "core/features.h"
#include "run/session.h"

const char *session_trainer_name(const struct session *s, int who, char to[32])
{
	snprintf(to, 32, "%c %s", 'A' + who, reward_types[s->config.trainer[who].reward]->name);
	return to;
}

/* Names that the task's file gave. */
static bool has_names(const struct session *s)
{
	return s->config.tokens == 0 && s->task->token_name;
}

const char *session_iterate(const struct session *s, int who)
{
	static const char *const name[] = { [ITERATE_RANDOM] = "random", [ITERATE_AVERAGE] = "average" };

	return name[s->run[who].iterate];
}

static bool has_letters(const struct session *s)
{
	return s->config.tokens == 0 && s->task->k <= 52;
}

/* Whether some token takes more than a column. */
static bool is_wide(const struct session *s)
{
	const struct task *t = s->task;
	bool wide = false;

	if (!has_names(s))
		return !has_letters(s) && t->k > 10;
	for (int y = 0; y < t->k && !wide; y++)
		wide = utf8_width(t->token_name[y]) != 1;
	return wide;
}

const char *session_token(const struct session *s, int token, char to[16])
{
	static const char letter[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

	if (has_names(s))
		snprintf(to, 16, "%s", s->task->token_name[token]);
	else if (has_letters(s))
		snprintf(to, 16, "%c", letter[token]);
	else
		snprintf(to, 16, "%d", token);
	return to;
}

void session_tokens(const struct session *s, const uint8_t *y, int n, bool spaced, struct str *to)
{
	bool blank = spaced || is_wide(s);
	char name[16];

	for (int i = 0; i < n; i++)
		str_addf(to, "%s%s", blank && i > 0 ? " " : "", session_token(s, y[i], name));
}

void session_state(const struct session *s, int state, struct str *to)
{
	const struct recall r = s->task->features->recall(s->task, state);
	uint8_t y[2] = { (uint8_t)r.second, (uint8_t)r.last };

	if (r.position >= 0)
		str_addf(to, "t%d%s", r.position + 1, r.last >= 0 ? " " : "");
	else if (r.last < 0 && s->task->nstate > 1)
		str_add(to, "start");
	if (r.last >= 0)
		session_tokens(s, r.second >= 0 ? y : y + 1, r.second >= 0 ? 2 : 1, false, to);
}

void session_transition(const struct session *s, int state, int token, struct str *to)
{
	size_t from = to->len;
	char name[16];

	session_state(s, state, to);
	str_addf(to, "%s%s", to->len > from ? "->" : "", session_token(s, token, name));
}

static void add_cut(const char *text, int cols, struct str *to)
{
	char cut[256];

	utf8_cut(cut, sizeof cut, text, cols);
	str_add(to, cut);
}

void session_response(const struct session *s, const uint8_t *y, int cols, struct str *to)
{
	struct str whole = { 0 };

	session_tokens(s, y, s->task->N, false, &whole);
	add_cut(str_text(&whole), cols, to);
	str_done(&whole);
}

void session_target(const struct session *s, int prompt, int cols, struct str *to)
{
	session_response(s, s->task->tracked[prompt].ystar, cols, to);
}

void session_prompt(const struct session *s, int prompt, struct str *to)
{
	enum { COLUMNS = 24 };
	const char *text = s->task->tracked[prompt].text;

	str_addf(to, "x%d", prompt);
	if (!text)
		return;
	str_add(to, " (");
	add_cut(text, COLUMNS, to);
	str_add(to, ")");
}

void session_pair(const struct session *s, int prompt, int cols, struct str *to)
{
	static const char arrow[] = " -> ";
	const char *text = s->task->tracked[prompt].text;
	struct str target = { 0 };
	int room = cols - (int)strlen(arrow), used;

	if (!text) {
		session_target(s, prompt, cols, to);
		return;
	}
	session_tokens(s, s->task->tracked[prompt].ystar, s->task->N, false, &target);
	used = least_of(utf8_width(text), most_of(room - utf8_width(str_text(&target)), room / 2));
	add_cut(text, used, to);
	str_add(to, arrow);
	add_cut(str_text(&target), room - used, to);
	str_done(&target);
}

void session_pair_cell(const struct session *s, int prompt, int cols, struct str *to)
{
	size_t from = to->len;

	session_pair(s, prompt, cols, to);
	str_addf(to, "%*s", cols - utf8_width(str_text(to) + from), "");
}

int session_pair_cols(const struct session *s, int most)
{
	struct str pair = { 0 };
	int widest = 0;

	for (int i = 0; i < s->task->ntracked && widest < most; i++) {
		str_clear(&pair);
		session_pair(s, i, most, &pair);
		widest = most_of(widest, utf8_width(str_text(&pair)));
	}
	str_done(&pair);
	return widest;
}

/* The prompts outside the support by name, up to six, then how many more; those of a prompt file take more room. */
static void add_out(const struct session *s, struct str *to)
{
	int named = s->task->texts ? 2 : 6, n = 0;

	for (int i = 0; i < s->task->ntracked; i++)
		if (session_prompt_out(s, i) && n++ < named) {
			str_add(to, n > 1 ? " " : ", ");
			session_prompt(s, i, to);
		}
	if (n > named)
		str_addf(to, " and %d more", n - named);
	str_add(to, n > 0 ? " OUT!" : ", all in");
}

const char *session_tracked_word(const struct session *s)
{
	return task_is_finite(s->task) ? "prompt" : task_has_centres(s->task) ? "centre" : "tracked prompt";
}

void session_summary(const struct session *s, struct str *to)
{
	const struct task *t = s->task;

	str_addf(to, "k=%d N=%d, %d %s%s", t->k, t->N, t->ntracked, session_tracked_word(s),
		 t->ntracked == 1 ? "" : "s");
	if (t->features != t->type->features)
		str_addf(to, ", features %s", t->features->name);
	add_out(s, to);
}
