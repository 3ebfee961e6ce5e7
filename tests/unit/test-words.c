/* The glossary is complete and in one form, and what it and help mention exists: metrics, events, settings, commands, panels,
 * and words to explain. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

#include "base/ascii.h"
#include "base/file.h"
#include "base/xalloc.h"
#include "command/command.h"
#include "command/glossary.h"
#include "command/look.h"
#include "core/behave.h"
#include "core/features.h"
#include "core/optim.h"
#include "core/task.h"
#include "play.h"
#include "run/metric.h"

static bool is_gloss(const char *word)
{
	const struct gloss *g;

	for (int i = 0; (g = glossary_at(i)); i++)
		if (strcmp(g->word, word) == 0)
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

static bool is_file(const char *name)
{
	static const char *const endings[] = { ".cast", ".csv", ".db", ".jsonl", ".lesson", ".op", ".pdf", ".png", ".svg",
					        ".template", ".tsv", ".txt" };

	for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
		if (ends_in(name, endings[i]))
			return true;
	return false;
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
	return !strchr(name, '.') || setting_named(name) || is_file(name);
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

/* ---- the form of an entry */

static bool names_in(const char *const *list, const char *word)
{
	for (; *list; list++)
		if (strcmp(*list, word) == 0)
			return true;
	return false;
}

/* A command, with the panel behind look; or `panel NAME`. */
static bool is_shown_by(const char *seen)
{
	size_t n = strcspn(seen, " ");
	char *first = xstrndup(seen, n);
	bool panel = strcmp(first, "panel") == 0, look = strcmp(first, "look") == 0;
	bool good = (panel || command_named(first)) && (!seen[n] || ((panel || look) && look_find(seen + n + 1, NULL)));

	free(first);
	return good;
}

/* Items as the paper numbers them, and parts of the paper, between "[MHE26, " and "]"; another paper; or "ours". */
static bool is_item(const char *paper)
{
	static const char *const items[] = { "Assumption 2.1", "Prop. 2.2", "Cor. 3.4", "Cor. 3.6", "Thm. 4.1", "sec. 1", "sec. 2", "sec. 3",
					     "sec. 3.1", "sec. 4", "sec. 5", "5.5", "5.3-5.5", "Figure 1", "Figure 2a", "Figure 2b", NULL };
	static const char *const others[] = { "[Beirami et al. 2024]", "[Yang et al. 2024]", "ours", NULL };
	static const char before[] = "[MHE26, ";
	bool good = strncmp(paper, before, strlen(before)) == 0;

	if (names_in(others, paper))
		return true;
	for (const char *at = paper + strlen(before); good && *at;) {
		size_t n = strcspn(at, ",]");
		char *item = xstrndup(at, n);
		good = names_in(items, item) && (strncmp(at + n, ", ", 2) == 0 || strcmp(at + n, "]") == 0);
		at += n + strspn(at + n, ", ]");
		free(item);
	}
	return good;
}

static bool is_sentence(const char *text)
{
	size_t n = text ? strlen(text) : 0;

	return n > 10 && text[n - 1] == '.' && text[n - 2] != '.';
}

/* "none, .." says why. */
static bool is_formula(const char *text)
{
	return text && *text && (strncmp(text, "none", 4) != 0 || strlen(text) > strlen("none, it is "));
}

static void check_form(struct play *p, const struct gloss *g)
{
	if (!is_sentence(g->text) || !is_formula(g->formula) || !g->seen[0] || !is_sentence(g->role) || !g->paper || !is_item(g->paper))
		fail_msg("the entry of %s is not in the form of all", g->word);
	check(g->word, g->text);
	check(g->word, g->formula);
	check(g->word, g->role);
	for (const char *const *now = g->now; *now; now++)
		check_now(p, g->word, *now);
	for (const char *const *seen = g->seen; *seen; seen++)
		if (!is_shown_by(*seen))
			fail_msg("%s is said to be seen by %s, which does not exist", g->word, *seen);
}

static void test_glossary(void **state)
{
	const struct gloss *g;
	struct play p;

	(void)state;
	assert_true(is_shown_by("look ladder") && is_shown_by("panel likelihood") && is_shown_by("set"));
	assert_false(is_shown_by("loop") || is_shown_by("panel laddr") || is_shown_by("set lr"));
	assert_true(is_item("ours") && is_item("[MHE26, sec. 1, Cor. 3.6]"));
	assert_false(is_item("[MHE26]") || is_item("[MHE26, Thm. 4.2]") || is_item("[MHE26, sec. 1") || is_item("theirs"));
	play_init(&p);
	type(&p, "new table k=2 N=2 prompts=2");
	for (int i = 0; (g = glossary_at(i)); i++)
		check_form(&p, g);
	play_done(&p);
}

/* Of two entries of one word each says what kind of thing it is about; one may be the word of the field. */
static void test_kinds(void **state)
{
	const struct gloss *g, *other;

	(void)state;
	for (int i = 0; (g = glossary_at(i)); i++)
		for (int j = 0; j < i; j++) {
			other = glossary_at(j);
			if (strcmp(g->word, other->word) != 0)
				continue;
			if (!g->kind == !other->kind && (!g->kind || strcmp(g->kind, other->kind) == 0))
				fail_msg("two entries of %s do not say which is which", g->word);
		}
}

/* ---- completeness */

/* `worst[#].pos` is a form of worst. */
static bool is_form_of(const char *form, const char *metric)
{
	size_t n = strlen(metric);

	return strncmp(form, metric, n) == 0 && (form[n] == '\0' || strchr("[.@", form[n]));
}

static bool shows_value(const char *word, const char *name)
{
	const struct gloss *g;

	for (int i = 0; (g = glossary_next(word, &i));)
		for (const char *const *now = g->now; *now; now++)
			if (is_form_of(*now, name))
				return true;
	return false;
}

/* Settings and metrics, events among them: their entry also shows the value. */
static void test_values(void **state)
{
	(void)state;
	for (int i = 0; i < setting_count; i++)
		if (!shows_value(setting_table[i].name, setting_table[i].name))
			fail_msg("no entry shows setting %s", setting_table[i].name);
	for (int i = 0; i < metric_count; i++) {
		const struct metric *m = &metric_table[i];
		if (!shows_value(m->name, m->name))
			fail_msg("no entry shows metric %s", m->name);
		for (int j = 0; m->alias && m->alias[j]; j++)
			if (!shows_value(m->alias[j], m->name))
				fail_msg("no entry shows %s", m->alias[j]);
	}
}

static void need_kind(const char *word, const char *kind)
{
	const struct gloss *g;

	for (int i = 0; (g = glossary_next(word, &i));)
		if (strcmp(g->word, word) == 0 && g->kind && strcmp(g->kind, kind) == 0)
			return;
	fail_msg("no entry says that %s is %s", word, kind);
}

static void test_types(void **state)
{
	(void)state;
	for (int i = 0; behave_types[i]; i++)
		need_kind(behave_types[i]->name, "a behavior");
	for (int i = 0; optim_types[i]; i++)
		need_kind(optim_types[i]->name, "an optimizer");
	for (int i = 0; task_types[i]; i++)
		need_kind(task_types[i]->name, "a task");
	for (int i = 0; features_types[i]; i++)
		need_kind(features_types[i]->name, "a feature map");
}

static bool is_looked_at(const char *word, const struct look_panel *l)
{
	const struct gloss *g;
	char look[64];

	snprintf(look, sizeof look, "look %s", l->word);
	for (int i = 0; (g = glossary_next(word, &i));)
		if (names_in(g->seen, look))
			return true;
	return false;
}

static void test_panels(void **state)
{
	(void)state;
	for (int i = 0; i < look_count; i++)
		if (!is_looked_at(look_table[i].word, &look_table[i]))
			fail_msg("no entry is about panel %s", look_table[i].word);
}

static bool is_known(const char *word)
{
	int i = 0;

	return glossary_next(word, &i) != NULL;
}

/* Words that stand in no table: of the status line, signs, and what commands are about. */
static void test_other_words(void **state)
{
	static const char *const words[] = {
		"READY", "RUN", "PAUSED", "END", "BREAK", "DISCOVERY", "STALLED", "SPLIT", "OUT!", "in", "[ ]", "*", ">", "<==", "+", "-", "o", "~",
		"KEYS", "TYPE", "split", "sync", "mark", "branch", "timeline", "keyframe", "hash", "seed", "coin", "fork", "undo", "advantage",
		"01", "pm1", "mean", "last", "random", "average", "running p0", "token line", "rarest", "1/p0", "LQ", "TLQ", "k^-N", "margin",
	};

	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!is_known(words[i]))
			fail_msg("nothing to explain about %s", words[i]);
}

/* ---- README */

/* Whether `code` is a name: no key, file, option, or line to be typed. */
static bool is_name(const char *code)
{
	static const char *const others[] = { "outpost", "tr", "ACCESSIBLE", NULL }; /* programs, the environment */

	return strlen(code) > 1 && ascii_is_letter(code[0]) && !strpbrk(code, "/ =[(:_") && !names_in(others, code) &&
	       (!strchr(code, '.') || setting_named(code));
}

static bool is_preset(const char *name)
{
	char path[5000];

	snprintf(path, sizeof path, "%s/examples/presets/%s.op", getenv("srcdir"), name);
	return file_exists(path);
}

/* In README names are `code` or **bold**, outside of blocks of lines to be typed. */
static void check_readme(const char *text, const char *mark)
{
	size_t n = strlen(mark);

	for (const char *at = text; (at = strstr(at, mark)); at += n) {
		const char *end;
		char *code;
		if (strncmp(at, "```", 3) == 0) {
			at = strstr(at + 3, "```");
			assert_non_null(at);
			at += 3 - n;
			continue;
		}
		end = strstr(at += n, mark);
		assert_non_null(end);
		code = xstrndup(at, (size_t)(end - at));
		if (is_name(code) && !is_known(code) && !command_named(code) && !is_preset(code))
			fail_msg("README speaks of %s, and explain does not know it", code);
		free(code);
		at = end;
	}
}

static void test_readme(void **state)
{
	struct str text = { 0 };
	char path[5000];

	(void)state;
	assert_non_null(getenv("srcdir"));
	snprintf(path, sizeof path, "%s/README.md", getenv("srcdir"));
	assert_true(file_read(path, 1 << 20, &text, NULL));
	check_readme(str_text(&text), "`");
	check_readme(str_text(&text), "**");
	str_done(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_help),
		cmocka_unit_test(test_panel_words),
		cmocka_unit_test(test_glossary),
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_types),
		cmocka_unit_test(test_panels),
		cmocka_unit_test(test_other_words),
		cmocka_unit_test(test_readme),
	};

	return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
