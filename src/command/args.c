/* Sorting words into arguments, and reading them. */
#include "command/args.h"

#include <string.h>

#include "base/given.h"
#include "base/near.h"
#include "base/num.h"
#include "base/str.h"
#include "command/command.h"

/* The `=` of key=value, or NULL: likelihood[5]==0 and ./a=b are words. */
static char *find_equals(char *word)
{
	char *at = word;

	if (!(*at >= 'a' && *at <= 'z') && !(*at >= 'A' && *at <= 'Z'))
		return NULL;
	while ((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9') || *at == '.' ||
	       *at == '_' || *at == '-')
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

/* The line behind the name, words of the form @.. blanked out. */
static void keep_rest(struct args *a, const struct words *w, const char *text, struct str *rest)
{
	size_t from = w->n > 1 ? (size_t)w->column[1] : w->end;

	str_clear(rest);
	str_add_bytes(rest, text + from, w->end - from);
	for (int i = 1; i < w->n; i++)
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

bool args_init(struct args *a, const struct command *c, struct words *w, const char *text, struct str *rest,
	       struct err *e)
{
	*a = (struct args){ .command = c };
	keep_rest(a, w, text, rest);
	for (int i = 1; i < w->n; i++) {
		char *word = w->word[i], *equals;
		if (word[0] == '@' && !w->quoted[i]) {
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
	return c->raw || check_count(a, e);
}

bool args_who(const struct args *a, const struct session *s, unsigned *who, struct err *e)
{
	*who = a->who ? a->who : 1u << s->view.who;
	if ((*who & WHO_B) && !run_exists(&s->run[1]))
		return err_set(e, "there is no trainer B yet. make it: trainer process @b");
	return true;
}

bool args_one(const struct args *a, const struct session *s, int *who, struct err *e)
{
	unsigned mask;

	if (!args_who(a, s, &mask, e))
		return false;
	if (mask == WHO_AB)
		return err_set(e, "%s takes one trainer: @a or @b", a->command->name);
	*who = mask == WHO_B;
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

const char *args_key(const struct args *a, const char *key)
{
	for (int i = a->nkeys - 1; i >= 0; i--)
		if (strcmp(a->key[i], key) == 0)
			return a->value[i];
	return NULL;
}

static bool is_among(const char *word, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(word, *list) == 0)
			return true;
	return false;
}

static bool unknown_key(const struct args *a, const char *key, const char *const *allowed, struct err *e)
{
	struct str list = { 0 };
	const char *near;
	char got[GIVEN_TEXT];
	int n = 0;

	for (; allowed[n]; n++)
		str_addf(&list, "%s%s=", n ? " " : "", allowed[n]);
	near = near_find(key, allowed, n, sizeof *allowed);
	err_set(e, "%s takes %s, got \"%s=\"%s%s%s", a->command->name, str_text(&list), given(got, key),
		near ? ". did you mean " : "", near ? near : "", near ? "=?" : "");
	str_done(&list);
	return false;
}

bool args_keys_among(const struct args *a, const char *const *allowed, struct err *e)
{
	for (int i = 0; i < a->nkeys; i++)
		if (!is_among(a->key[i], allowed))
			return unknown_key(a, a->key[i], allowed, e);
	return true;
}
