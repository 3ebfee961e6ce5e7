/* Sorting words into arguments, and reading them. */
#include "command/args.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/given.h"
#include "base/near.h"
#include "base/num.h"
#include "base/str.h"
#include "base/xalloc.h"
#include "command/command.h"

/* The `=` of key=value, or NULL: likelihood[5]==0 and ./a=b are words. */
static char *find_equals(char *word)
{
	char *at = word;

	if (!ascii_is_letter(*at))
		return NULL;
	while (ascii_is_word(*at) || *at == '.' || *at == '_' || *at == '-')
		at++;
	return *at == '=' && at[1] != '=' ? at : NULL;
}

static bool take_who(struct args *a, const char *word, struct err *e)
{
	static const char *const name[] = { "@a", "@b", "@ab", "@A", "@B", "@AB" };
	static const unsigned who[] = { WHO_A, WHO_B, WHO_AB, WHO_A, WHO_B, WHO_AB };

	char got[GIVEN_TEXT];

	if (!a->command->takes_who)
		return err_set(e, "%s takes no trainer, got \"%s\". usage: %s", a->command->name, given(got, word),
			       a->command->synopsis);
	for (size_t i = 0; i < sizeof who / sizeof *who; i++)
		if (strcmp(word, name[i]) == 0) {
			a->who |= who[i];
			return true;
		}
	return err_set(e, "the trainers are @a, @b and @ab, got \"%s\"", given(got, word));
}

/* The line behind the name, words of the form @.. blanked out, unless they are part of what is taken as it stands. */
static void keep_rest(struct args *a, const struct words *w, const char *text, struct str *rest)
{
	size_t from = w->n > 1 ? (size_t)w->column[1] : w->end;

	str_clear(rest);
	str_add_bytes(rest, text + from, w->end - from);
	for (int i = 1; i < w->n && !a->command->whole_line; i++)
		if (w->word[i][0] == '@' && !w->quoted[i])
			memset(rest->text + w->column[i] - from, ' ', strlen(w->word[i]));
	while (rest->len > 0 && rest->text[rest->len - 1] == ' ')
		rest->text[--rest->len] = '\0';
	a->rest = str_text(rest) + strspn(str_text(rest), " ");
}

static bool check_count(const struct args *a, struct err *e)
{
	const struct command *c = a->command;
	char got[GIVEN_TEXT];

	if (a->n < c->min)
		return err_set(e, "%s needs %d argument%s. usage: %s", c->name, c->min, c->min == 1 ? "" : "s",
			       c->synopsis);
	if (a->n > c->max && c->max == 0)
		return err_set(e, "%s takes no argument, got \"%s\". usage: %s", c->name, given(got, a->word[0]), c->synopsis);
	if (a->n > c->max)
		return err_set(e, "%s takes at most %d argument%s, \"%s\" is too much. usage: %s", c->name, c->max,
			       c->max == 1 ? "" : "s", given(got, a->word[c->max]), c->synopsis);
	return true;
}

bool args_who(const struct args *a, const struct session *s, unsigned *who, struct err *e)
{
	*who = a->who ? a->who : a->command->pairs && session_split(s) ? WHO_AB : 1u << s->view.who;
	if ((*who & WHO_B) && !run_exists(&s->run[1]))
		return err_set(e, "there is no trainer B yet: trainer process @b makes it");
	return true;
}

bool args_one(const struct args *a, const struct session *s, int *who, struct err *e)
{
	unsigned there;

	if (!args_who(a, s, &there, e))
		return false;
	if (a->who == WHO_AB)
		return err_set(e, "%s takes one trainer: @a or @b", a->command->name);
	*who = a->who ? a->who == WHO_B : s->view.who;
	return true;
}

bool args_count(const struct args *a, int i, const char *what, uint64_t low, uint64_t high, uint64_t otherwise,
		uint64_t *to, struct err *e)
{
	char least[NUM_TEXT], most[NUM_TEXT], got[GIVEN_TEXT];
	uint64_t n;

	*to = otherwise;
	if (i >= a->n)
		return true;
	if (!num_parse_count(a->word[i], &n) || n < low || n > high)
		return err_set(e, "%s: %s is a whole number from %s to %s, got \"%s\"", a->command->name, what,
			       num_count(least, low), num_count(most, high), given(got, a->word[i]));
	*to = n;
	return true;
}

bool args_file(const struct args *a, int i, const char *ending, struct err *e)
{
	const char *path = a->word[i], *slash = strrchr(path, '/'), *dot = strrchr(slash ? slash : path, '.');
	const char *example = a->command->example[0];
	bool fits = strstr(example, ending) != NULL;
	char got[GIVEN_TEXT];

	if (dot && strcmp(dot, ending) == 0)
		return true;
	return err_set(e, "%s writes %s files, got \"%s\". %s: %s", a->command->name, ending, given(got, path),
		       fits ? "try" : "usage", fits ? example : a->command->synopsis);
}

const char *args_key(const struct args *a, const char *key)
{
	for (int i = a->nkeys - 1; i >= 0; i--)
		if (strcmp(a->key[i], key) == 0)
			return a->value[i];
	return NULL;
}

/* `key` of a listed key (`lr`) or of one with its value (`sort=p0`). */
static bool is_key(const char *listed, const char *key)
{
	size_t n = strlen(key);

	return strncmp(listed, key, n) == 0 && (listed[n] == '\0' || listed[n] == '=');
}

bool args_choice(const struct args *a, const char *key, int *to, struct err *e)
{
	const char *given_value = args_key(a, key);
	struct str takes = { 0 };
	char got[GIVEN_TEXT];
	int n = 0;

	*to = -1;
	if (!given_value)
		return true;
	for (const char *const *k = a->command->keys; *k; k++) {
		const char *value;
		if (!is_key(*k, key))
			continue;
		value = *k + strlen(key) + 1;
		if (strcmp(value, given_value) == 0)
			*to = n;
		str_addf(&takes, "%s%s", n++ > 0 ? ", " : "", value);
	}
	if (*to < 0)
		err_set(e, "%s takes one of %s, got \"%s\"", key, str_text(&takes), given(got, given_value));
	str_done(&takes);
	return *to >= 0;
}

/* The keys of the command, each once and without values. Returns how many; the names are the caller's. */
static int key_names(const struct command *c, char *name[LEX_WORDS])
{
	int n = 0;

	for (const char *const *k = c->keys; *k && n < LEX_WORDS; k++)
		if (n == 0 || !is_key(*k, name[n - 1]))
			name[n++] = xstrndup(*k, strcspn(*k, "="));
	return n;
}

static bool unknown_key(const struct args *a, const char *key, struct err *e)
{
	char *name[LEX_WORDS] = { NULL }, got[GIVEN_TEXT];
	struct str list = { 0 };
	const char *near;
	int n = key_names(a->command, name);

	for (int i = 0; i < n; i++)
		str_addf(&list, "%s%s=", i ? " " : "", name[i]);
	near = near_find(key, name, n, sizeof *name);
	err_set(e, "%s takes %s, got \"%s=\"%s%s%s", a->command->name, str_text(&list), given(got, key),
		near ? ". did you mean " : "", near ? near : "", near ? "=?" : "");
	for (int i = 0; i < n; i++)
		free(name[i]);
	str_done(&list);
	return false;
}

static bool check_keys(const struct args *a, struct err *e)
{
	for (int i = 0; i < a->nkeys; i++) {
		const char *const *k = a->command->keys;
		while (*k && !is_key(*k, a->key[i]))
			k++;
		if (!*k)
			return unknown_key(a, a->key[i], e);
	}
	return true;
}

bool args_init(struct args *a, const struct command *c, struct words *w, const char *text, struct str *rest,
	       struct err *e)
{
	*a = (struct args){ .command = c };
	keep_rest(a, w, text, rest);
	for (int i = 1; i < w->n; i++) {
		char *word = w->word[i], *equals;
		if (word[0] == '@' && !w->quoted[i] && !c->whole_line && !strstr(word, "->")) { /* the way of fork is a word */
			if (!take_who(a, word, e))
				return false;
		} else if (c->takes_keys && !c->raw && (equals = find_equals(word))) {
			*equals = '\0';
			a->key[a->nkeys] = word;
			a->value[a->nkeys++] = equals + 1;
		} else {
			a->word[a->n++] = word;
		}
	}
	return c->raw || (check_count(a, e) && (!c->keys || check_keys(a, e)));
}
