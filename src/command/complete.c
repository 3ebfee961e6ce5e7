/* Completion: what place of which command the cursor stands in. */
#include "command/complete-own.h"

#include <stdlib.h>
#include <string.h>

static bool is_option(const struct command *c, const char *word)
{
	return word[0] == '@' || (c->takes_keys && !c->raw && strchr(word, '='));
}

/* An argument: behind words 0 .. n - 1 of the command. */
static void add_argument(const struct session *s, struct candidates *to, const struct words *w, int n, const char *typed)
{
	static const char *const trainers[] = { "@a", "@b", "@ab", NULL };
	const struct command *c = command_find(w->word[0], NULL, false, NULL);
	const char *before = "";
	int position = 0;

	for (int i = 1; c && i < n; i++)
		if (!is_option(c, w->word[i])) {
			before = w->word[i];
			position++;
		}
	if (!c)
		return;
	if (typed[0] == '@' && c->takes_who)
		complete_list(to, typed, trainers);
	else if (c->takes_keys && strchr(typed, '='))
		complete_keys(to, c, typed);
	else
		complete_at(s, to, c, position, before, typed);
	if (c->takes_keys && !strchr(typed, '=') && typed[0] != '@' && (c->keys || position > 0))
		complete_keys(to, c, typed);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void sort(struct candidates *c)
{
	int n = 0;

	if (c->n > 0)
		qsort(c->word, (size_t)c->n, sizeof *c->word, by_text);
	for (int i = 0; i < c->n; i++) {
		if (n > 0 && strcmp(c->word[i], c->word[n - 1]) == 0)
			free(c->word[i]);
		else
			c->word[n++] = c->word[i];
	}
	c->n = n;
	c->keep_open = n == 1 && strchr("=[/:", c->word[0][strlen(c->word[0]) - 1]);
}

/* Where the command that the cursor stands in begins. */
static size_t command_start(const char *line, size_t cursor)
{
	size_t at = 0, next;

	for (;;) {
		next = at + lex_command(line + at, cursor - at);
		if (next >= cursor)
			return at;
		at = next + 1;
	}
}

/* Behind `on 2 do` and `alias NAME =` another command begins. */
static size_t behind_do(const char *line, size_t at, size_t cursor)
{
	const struct command *c = NULL;
	struct words w;
	size_t n = 0;

	if (lex_words(line + at, cursor - at, &w, NULL) && w.n > 2 && (strcmp(w.word[2], "do") == 0 || strcmp(w.word[2], "=") == 0))
		c = command_find(w.word[0], NULL, false, NULL);
	if (c && c->whole_line)
		n = (size_t)w.column[2] + strlen(w.word[2]);
	words_done(&w);
	return at + n < cursor ? at + n : at;
}

void complete_line(const struct session *s, const char *line, int cursor, struct candidates *to)
{
	size_t start = behind_do(line, command_start(line, (size_t)cursor), (size_t)cursor), n = (size_t)cursor - start;
	const char *text = line + start, *typed = "";
	struct words w;
	int before;

	*to = (struct candidates){ .from = cursor };
	if (lex_words(text, n, &w, NULL) && !memchr(text + w.end, '#', n - w.end)) {
		before = w.n;
		if (w.n > 0 && w.end == n) {
			before = w.n - 1;
			typed = w.word[before];
			to->from = (int)start + w.column[before];
		}
		if (before == 0)
			complete_commands(s, to, typed);
		else
			add_argument(s, to, &w, before, typed);
		sort(to);
	}
	words_done(&w);
}

void candidates_done(struct candidates *c)
{
	for (int i = 0; i < c->n; i++)
		free(c->word[i]);
	free(c->word);
	*c = (struct candidates){ 0 };
}
