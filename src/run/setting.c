/* Reading and printing settings: all that is known of one is in its row of the table. */
#include "run/setting.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/given.h"
#include "base/near.h"
#include "base/num.h"

static void *field_of(const struct setting *s, struct config *c, int who)
{
	return (char *)c + s->at + (s->per_trainer ? (size_t)who * sizeof c->trainer[0] : 0);
}

static const void *field_in(const struct setting *s, const struct config *c, int who)
{
	return (const char *)c + s->at + (s->per_trainer ? (size_t)who * sizeof c->trainer[0] : 0);
}

static int choice_count(const struct setting *s)
{
	int n = 0;

	while (s->choice[n])
		n++;
	return n;
}

static int choice_index(const struct setting *s, const char *word)
{
	for (int i = 0; s->choice[i]; i++)
		if (strcmp(s->choice[i], word) == 0)
			return i;
	return -1;
}

/* What people also say for off and on. */
static const struct synonym {
	const char *word, *means;
} synonyms[] = {
	{ "false", "off" }, { "no", "off" }, { "none", "off" }, { "0", "off" },
	{ "true", "on" },   { "yes", "on" }, { "1", "on" },
	/* Behaviours and iterates. */
	{ "epsilon", "eps" },	{ "mix", "mixture" },	    { "half", "mixture" }, { "unif", "uniform" },
	{ "q0", "frozen" },	{ "base", "frozen" },	    { "bestofm", "best-of-m" },
	{ "algorithm1", "alg1" }, { "algorithm2", "alg2" }, { "teacher-forcing", "teacher" }, { "forcing", "teacher" },
	{ "mean", "average" },	{ "avg", "average" },	    { "current", "last" },
};
enum { SYNONYMS = sizeof synonyms / sizeof synonyms[0] };

/* The nearest of the words by which odd values begin, and of its own word. */
static const char *nearest_word(const struct setting *s, const char *text)
{
	char head[32] = "";
	const char *near = s->word ? near_find(text, &s->word, 1, sizeof s->word) : NULL;
	size_t n = strcspn(text, " :");
	int words = 0;

	while (s->words && s->words[words])
		words++;
	if (near || words == 0 || n >= sizeof head)
		return near;
	memcpy(head, text, n);
	near = near_find(head, s->words, words, sizeof *s->words);
	return near && strncmp(near, head, n) == 0 && near[n] == ':' ? NULL : near; /* poly x lacks but its number */
}

static const char *nearest_choice(const struct setting *s, const char *word)
{
	const char *near = near_find(word, s->choice, choice_count(s), sizeof s->choice[0]);

	if (near || strcmp(word, "on") == 0 || strcmp(word, "off") == 0) /* "on" is near "no", and its opposite */
		return near;
	near = near_find(word, synonyms, SYNONYMS, sizeof synonyms[0]);
	if (!near)
		return NULL;
	for (int i = 0; i < SYNONYMS; i++)
		if (near == synonyms[i].word)
			near = synonyms[i].means;
	return choice_index(s, near) >= 0 ? near : NULL;
}

/* ---- Errors: `lr takes a number above 0, up to 1000, got "x". unchanged: 0.1` */

static void add_range(const struct setting *s, struct str *to)
{
	char low[NUM_TEXT], high[NUM_TEXT];

	/* Counts have no comma here: this is how one types them. */
	if (s->type == SETTING_COUNT && s->high >= 0x1p64)
		snprintf(high, sizeof high, "%" PRIu64, UINT64_MAX);
	else
		num_exact(high, s->high);
	num_exact(low, s->low);
	str_add(to, s->type == SETTING_REAL ? "a number " : "a whole number ");
	str_addf(to, s->open_low ? "above %s, up to %s" : "from %s to %s", low, high);
	if (s->word)
		str_addf(to, ", or %s", s->word);
}

static void add_choices(const struct setting *s, struct str *to)
{
	int n = choice_count(s);

	for (int i = 0; i < n; i++)
		str_addf(to, "%s%s", i == 0 ? "" : i == n - 1 ? " or " : ", ", s->choice[i]);
}

void setting_takes(const struct setting *s, struct str *to)
{
	if (s->type == SETTING_CHOICE)
		add_choices(s, to);
	else if (s->type == SETTING_LINE)
		str_add(to, "none, file, or prompts such as 5, 0-2 or 0,3,5");
	else
		add_range(s, to);
	if (s->also)
		str_addf(to, ", or %s", s->also);
}

static bool refuse(const struct setting *s, const struct config *c, int who, const char *text, struct err *e)
{
	struct str takes = { 0 }, stays = { 0 };
	const char *near = NULL;
	char got[GIVEN_TEXT], hint[64] = "";

	if (s->type == SETTING_CHOICE)
		near = nearest_choice(s, text);
	if (!near)
		near = nearest_word(s, text);
	if (near)
		snprintf(hint, sizeof hint, " did you mean %s?", near);
	setting_takes(s, &takes);
	setting_print(s, c, who, &stays);
	err_set(e, "%s takes %s, got \"%s\".%s unchanged: %s", s->name, str_text(&takes), given(got, text), hint,
		str_text(&stays));
	str_done(&takes);
	str_done(&stays);
	return false;
}

/* ---- Reading */

static bool in_range(const struct setting *s, double v)
{
	return (s->open_low ? v > s->low : v >= s->low) && v <= s->high;
}

static bool store_whole(const struct setting *s, void *to, const char *text)
{
	uint64_t v;

	if (!num_parse_count(text, &v) || !in_range(s, (double)v))
		return false;
	if (s->type == SETTING_INT)
		*(int *)to = (int)v;
	else
		*(uint64_t *)to = v;
	return true;
}

static bool store_real(const struct setting *s, double *to, const char *text)
{
	double v;

	if (!num_parse(text, &v) || !in_range(s, v))
		return false;
	*to = v;
	return true;
}

static void store_word(const struct setting *s, void *to)
{
	if (s->type == SETTING_INT)
		*(int *)to = (int)s->word_value;
	else if (s->type == SETTING_COUNT)
		*(uint64_t *)to = (uint64_t)s->word_value;
	else
		*(double *)to = s->word_value;
}

static bool store_choice(const struct setting *s, int *to, const char *text)
{
	int i = choice_index(s, text);

	if (i >= 0)
		*to = i;
	return i >= 0;
}

/* The only line is a list of prompts, or those that their file keeps out; whether they are there is known when it is used. */
static bool store_line(char to[SETTING_TEXT], const char *text)
{
	size_t n = strnlen(text, SETTING_TEXT);
	bool word = strcmp(text, "none") == 0 || strcmp(text, "file") == 0;

	if (n == SETTING_TEXT || n == 0 || (!word && strspn(text, "0123456789x,-") != n))
		return false;
	memcpy(to, text, n + 1);
	return true;
}

static bool store(const struct setting *s, void *to, const char *text)
{
	switch (s->type) {
	case SETTING_INT:
	case SETTING_COUNT:
		return store_whole(s, to, text);
	case SETTING_REAL:
		return store_real(s, to, text);
	case SETTING_CHOICE:
		return store_choice(s, to, text);
	case SETTING_LINE:
		return store_line(to, text);
	}
	return false;
}

bool setting_read(const struct setting *s, struct config *c, int who, const char *text)
{
	void *to = field_of(s, c, who);

	if (!s->word || strcmp(text, s->word) != 0)
		return store(s, to, text);
	store_word(s, to);
	return true;
}

bool setting_store(const struct setting *s, struct config *c, int who, const char *text, struct err *e)
{
	return (s->read ? s->read : setting_read)(s, c, who, text) || refuse(s, c, who, text, e);
}

/* ---- Printing */

static double number_in(const struct setting *s, const void *from)
{
	return s->type == SETTING_INT     ? *(const int *)from
	       : s->type == SETTING_COUNT ? (double)*(const uint64_t *)from
					  : *(const double *)from;
}

void setting_print(const struct setting *s, const struct config *c, int who, struct str *to)
{
	const void *from = field_in(s, c, who);
	char text[NUM_TEXT];

	if (s->print && s->print(c, who, to))
		return;
	if (s->type == SETTING_CHOICE)
		str_add(to, s->choice[*(const int *)from]);
	else if (s->type == SETTING_LINE)
		str_add(to, from);
	else if (s->word && number_in(s, from) == s->word_value)
		str_add(to, s->word);
	else if (s->type == SETTING_COUNT)
		str_addf(to, "%" PRIu64, *(const uint64_t *)from);
	else
		str_add(to, num_exact(text, number_in(s, from)));
}

bool setting_same(const struct setting *s, const struct config *a, const struct config *b, int who)
{
	struct str one = { 0 }, other = { 0 };
	bool same;

	setting_print(s, a, who, &one);
	setting_print(s, b, who, &other);
	same = strcmp(str_text(&one), str_text(&other)) == 0;
	str_done(&one);
	str_done(&other);
	return same;
}

/* ---- Looking up */

static bool find_failed(const char *name, int candidates, struct err *e)
{
	struct str list = { 0 };
	char got[GIVEN_TEXT];
	const char *near;

	if (candidates == 0) {
		near = near_find(name, setting_table, setting_count, sizeof setting_table[0]);
		return near ? err_set(e, "unknown setting \"%s\". did you mean: %s?", given(got, name), near)
			    : err_set(e, "unknown setting \"%s\": show lists all", given(got, name));
	}
	for (int i = 0; i < setting_count; i++)
		if (strncmp(setting_table[i].name, name, strlen(name)) == 0)
			str_addf(&list, "%s%s", list.len ? ", " : "", setting_table[i].name);
	err_set(e, "\"%s\" is ambiguous: %s", given(got, name), str_text(&list));
	str_done(&list);
	return false;
}

const struct setting *setting_named(const char *name)
{
	for (int i = 0; i < setting_count; i++)
		if (strcmp(setting_table[i].name, name) == 0)
			return &setting_table[i];
	return NULL;
}

const struct setting *setting_find(const char *name, struct err *e)
{
	const struct setting *exact = setting_named(name), *found = NULL;
	size_t n = strlen(name);
	int candidates = 0;

	if (exact)
		return exact;
	for (int i = 0; i < setting_count; i++) {
		if (n > 0 && strncmp(setting_table[i].name, name, n) == 0) {
			found = &setting_table[i];
			candidates++;
		}
	}
	if (candidates == 1)
		return found;
	find_failed(name, candidates, e);
	return NULL;
}
