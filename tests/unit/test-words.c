/* What help and glossary mention exists: metrics, events, settings, and words to explain. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

#include "base/ascii.h"
#include "base/xalloc.h"
#include "command/command.h"
#include "command/glossary.h"
#include "play.h"
#include "run/metric.h"

static bool is_gloss(const char *word)
{
	for (int i = 0; i < glossary_count; i++)
		if (strcmp(glossary[i].word, word) == 0)
			return true;
	return false;
}

/* A name of letters, with dots in it, as settings have them, or @ (pass@k); without the dot that ends a sentence. */
static size_t name_length(const char *at)
{
	size_t n = 0;

	while (ascii_is_word(at[n]) || at[n] == '_' ||
	       ((at[n] == '.' || (at[n] == '@' && n > 0)) && ascii_is_letter(at[n + 1])))
		n++;
	return n;
}

static bool ends_in(const char *name, const char *end)
{
	return strlen(name) >= strlen(end) && strcmp(name + strlen(name) - strlen(end), end) == 0;
}

static bool is_compared(const char *behind)
{
	size_t n = strspn(behind, "<>=!");

	/* one `=` is that of key=value */
	return n > 0 && !(n == 1 && *behind == '=') && (behind[n] == '.' || ascii_is_digit(behind[n]));
}

/* Whether a name exists, as what the text around it takes it for. `before`: the word in front of it. */
static bool exists(const char *name, const char *before, const char *behind)
{
	bool known = metric_named(name) || setting_named(name) || is_gloss(name);

	/* x[i] and y[-1] are parts of templates, w[..] their weights */
	if (behind[0] == '[' && strlen(name) == 1 && strchr("wxy", *name))
		return true;
	if (behind[0] == '[' || is_compared(behind))
		return metric_named(name) != NULL;
	if (strcmp(before, "see") == 0)
		return known;
	if (strcmp(before, "explain") == 0 && ascii_is_lower(name[0]))
		return known || strcmp(name, "alone") == 0 || strcmp(name, "panel") == 0;
	return !strchr(name, '.') || setting_named(name) || ends_in(name, ".op") || ends_in(name, ".db") || ends_in(name, ".csv") ||
	       ends_in(name, ".txt") || ends_in(name, ".tsv") || ends_in(name, ".template") ||
	       ends_in(name, ".lesson") || ends_in(name, ".jsonl");
}

/* The first name in `text` that stands for nothing, for the caller to free; NULL: all exist. */
static char *unknown_name(const char *text)
{
	char before[64] = "";
	size_t n;

	for (const char *at = text; *at; at += n) {
		char *name;
		n = name_length(at);
		if (n == 0) {
			n = 1;
			continue;
		}
		name = xstrndup(at, n);
		if (ascii_is_letter(*at) && !exists(name, before, at + n))
			return name;
		snprintf(before, sizeof before, "%s", name);
		free(name);
	}
	return NULL;
}

/* Events stand alone in conditions: behind `event:`, up to the end of the sentence. */
static char *unknown_event(const char *text)
{
	const char *at = strstr(text, "event:");
	size_t n;

	for (at = at ? at + 6 : ""; *at && *at != '.'; at += n) {
		char *name;
		const struct metric *m;
		n = name_length(at);
		if (n == 0 || !ascii_is_letter(*at)) {
			n = 1;
			continue;
		}
		name = xstrndup(at, n);
		m = metric_named(name);
		if (!m || !m->event)
			return name;
		free(name);
	}
	return NULL;
}

static void check(const char *where, const char *text)
{
	char *name = text ? unknown_name(text) : NULL;

	if (!name && text)
		name = unknown_event(text);
	if (name)
		fail_msg("%s mentions %s, which does not exist: %s", where, name, text);
}

static void assert_caught(char *found, const char *name)
{
	assert_non_null(found);
	assert_string_equal(found, name);
	free(found);
}

/* The check itself: it finds what is not there, and passes what is. */
static void test_check(void **state)
{
	(void)state;
	assert_caught(unknown_name("a condition names an event: discovery, learnt[5]"), "learnt");
	assert_caught(unknown_event("names an event: discovery, stuck."), "stuck");
	assert_caught(unknown_event("names an event: queries."), "queries");
	assert_caught(unknown_name("continue until quries>=10k"), "quries");
	assert_caught(unknown_name("with test.sizes prompts"), "test.sizes");
	assert_caught(unknown_name("for process rewards see worts"), "worts");
	assert_caught(unknown_name("(explain supprt)"), "supprt");
	assert_null(unknown_name("queries>=10k, likelihood[5]>.9 && update>5, see worst. test.size NAME.op explain WORD"));
	assert_null(unknown_event("names an event: discovery, learned[5], stalled. With a"));
}

static void test_help(void **state)
{
	(void)state;
	for (const struct command *const *c = command_table; *c; c++) {
		check((*c)->name, (*c)->summary);
		check((*c)->name, (*c)->help);
		for (int i = 0; i < 2; i++)
			check((*c)->name, (*c)->example[i]);
	}
	for (int i = 0; i < setting_count; i++)
		check(setting_table[i].name, setting_table[i].help);
	for (int i = 0; i < metric_count; i++)
		check(metric_table[i].name, metric_table[i].help);
}

/* `base[#]` with a prompt for #. */
static void check_now(struct play *p, const char *word, const char *now)
{
	struct metric_ref m;
	char form[64];
	struct err e;

	if (setting_named(now))
		return;
	snprintf(form, sizeof form, "%s", now);
	if (strchr(form, '#'))
		*strchr(form, '#') = '0';
	if (metric_parse(p->session, form, &m, &e) != strlen(form))
		fail_msg("explain %s shows %s: %s", word, now, e.text);
}

/* What the panels print is explained. */
static void test_panel_words(void **state)
{
	static const char *const words[] = { "p0", "p", "now", "base", "hits", "first hit", "per hit", "worst", "support",
					     "OUT!", "in", "alpha", "query", "queries", "update", "sample", "token",
					     "running p0", "discovery", "likelihood", "budget", "off", "rarest",
					     "token line", "entropy", "kl", "seed", "A", "B", "y*", "rewarded" };
	struct play p;

	(void)state;
	play_init(&p);
	type(&p, "new table k=2 N=2 prompts=2");
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		char line[64];
		const char *said;
		snprintf(line, sizeof line, "explain %s", words[i]);
		said = type(&p, line);
		if (strncmp(said, "error", 5) == 0 || strlen(said) < 60)
			fail_msg("%s: %s", line, said);
	}
	play_done(&p);
}

static void test_glossary(void **state)
{
	struct play p;

	(void)state;
	play_init(&p);
	type(&p, "new table k=2 N=2 prompts=2");
	for (int i = 0; i < glossary_count; i++) {
		check(glossary[i].word, glossary[i].text);
		check(glossary[i].word, glossary[i].formula);
		for (const char *const *now = glossary[i].now; *now; now++)
			check_now(&p, glossary[i].word, *now);
	}
	play_done(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_help),
		cmocka_unit_test(test_panel_words),
		cmocka_unit_test(test_glossary),
	};

	return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
