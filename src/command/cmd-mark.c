/* Marks: mark, marks. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/given.h"
#include "base/utf8.h"
#include "command/cmd.h"
#include "command/say.h"
#include "run/travel.h"

/* ---- listing */

/* The settings of the latest updates before the place that were made with others than the trainer's present ones. */
static void add_settings(const struct session *s, int who, const struct marked *p, struct str *to)
{
	const struct timeline *line = p->line;
	int last = timeline_span(line, p->update > 0 ? p->update - 1 : 0), i = last;

	do
		config_differences(&line->span[i].settings, &s->config, who, to);
	while (to->len == 0 && i-- > 0);
	if (to->len > 0 && i < last)
		str_addf(to, " up to update %" PRIu64, line->span[i + 1].from);
}

/* At most `cols` columns, cut behind a whole setting. */
static void fit(struct str *text, int cols)
{
	static const char more[] = ", ..";
	char *comma;

	if (utf8_width(str_text(text)) <= cols)
		return;
	while ((comma = strrchr(text->text, ',')) && utf8_width(text->text) > cols - (int)strlen(more))
		text->text[text->len = (size_t)(comma - text->text)] = '\0';
	str_add(text, more);
}

/* What the place's line is to the trainer: nothing to say where it is the present one or its past. */
static void add_other(const struct session *s, int who, const struct marked *p, int cols, struct str *to)
{
	static const char words[] = ", another run: ";
	struct str settings = { 0 }, differs = { 0 };

	if (timeline_agree(p->line, s->run[who].line, p->update))
		return;
	add_settings(s, who, p, &settings);
	if (p->line->seed != s->config.seed)
		str_addf(&differs, "seed %" PRIu64 "%s", p->line->seed, settings.len ? ", " : "");
	str_add(&differs, str_text(&settings));
	fit(&differs, cols - (int)strlen(words));
	str_addf(to, "%s%s", differs.len ? words : ", another run, same settings", str_text(&differs));
	str_done(&settings);
	str_done(&differs);
}

static void print_mark(struct session *s, const struct mark *m, int cols)
{
	enum { COLUMNS = 79 };

	for (int who = 0; who < TRAINERS; who++) {
		const struct marked *p = &m->place[who];
		char update[NUM_TEXT], queries[NUM_TEXT];
		struct str row = { 0 };
		if (!p->line)
			continue;
		str_addf(&row, "%-*s  %c at update %s, %s queries", cols, m->name, 'A' + who, num_count(update, p->update),
			 num_count(queries, p->queries));
		add_other(s, who, p, COLUMNS - (int)row.len, &row);
		say(s, "%s", str_text(&row));
		str_done(&row);
	}
}

void marks_print(struct session *s)
{
	int cols = 0;

	for (int i = 0; i < s->marks.n; i++)
		if ((int)strlen(s->marks.list[i].name) > cols)
			cols = (int)strlen(s->marks.list[i].name);
	for (int i = 0; i < s->marks.n; i++)
		print_mark(s, &s->marks.list[i], cols);
	if (s->marks.n == 0)
		say(s, "no marks yet: mark NAME makes one");
}

/* ---- mark */

static unsigned present(const struct session *s)
{
	return run_exists(&s->run[1]) ? WHO_AB : WHO_A;
}

/* The trainers that have been marked so at another place. */
static unsigned marked_elsewhere(const struct session *s, const char *name)
{
	const struct mark *m = marks_find(&s->marks, name);
	unsigned who = 0;

	for (int i = 0; m && i < TRAINERS; i++) {
		const struct marked *p = &m->place[i];
		const struct run *r = &s->run[i];
		if (p->line && !(run_exists(r) && p->update == run_update(r) && timeline_agree(p->line, r->line, p->update)))
			who |= 1u << i;
	}
	return who;
}

static bool mark_run(struct session *s, const struct args *a, struct err *e)
{
	unsigned who = a->who ? a->who : present(s), moved;

	if (a->n == 0) {
		marks_print(s);
		return true;
	}
	if (!mark_name_check(a->word[0], e) || (who & ~present(s) && !args_who(a, s, &who, e)))
		return false;
	moved = marked_elsewhere(s, a->word[0]);
	if (!session_mark(s, who, a->word[0]))
		return err_set(e, "there are %d marks already: marks forget NAME makes room", MARKS_MOST);
	for (int i = 0; i < TRAINERS; i++)
		if (who & 1u << i)
			say(s, "mark %s: %c at update %" PRIu64 "%s", a->word[0], 'A' + i, run_update(&s->run[i]),
			    moved & 1u << i ? " (it was elsewhere before)" : "");
	return true;
}

const struct command cmd_mark = {
	.name = "mark", .alias = "m", .synopsis = "mark [NAME] [@a|@b|@ab]",
	.summary = "name this place in time; alone: list the marks",
	.help = "goto NAME comes back to it, from anywhere and bit for bit. Without @ both\n"
		"trainers are marked where they are. A discovery makes a mark discovery-x5-b by\n"
		"itself, and a run that is left becomes one named run1, run2, ..",
	.example = { "mark before-lr", "step 5; mark here; marks" },
	.group = GROUP_STOPS, .max = 1, .needs_task = true, .takes_who = true, .complete = { COMPLETE_MARK },
	.run = mark_run,
};

/* ---- marks */

static bool forget(struct session *s, const struct args *a, struct err *e)
{
	char got[GIVEN_TEXT];
	const char *name = a->n > 1 ? a->word[1] : "";

	if (strcmp(name, "all") == 0) {
		say(s, "%d mark%s forgotten", s->marks.n, plural((uint64_t)s->marks.n));
		marks_done(&s->marks);
		return true;
	}
	if (!marks_find(&s->marks, name))
		return err_set(e, "marks forget takes a mark or all, got \"%s\". marks lists them", given(got, name));
	marks_forget(&s->marks, name);
	say(s, "mark %s forgotten", name);
	return true;
}

static bool marks_run(struct session *s, const struct args *a, struct err *e)
{
	char got[GIVEN_TEXT];

	if (a->n == 0) {
		marks_print(s);
		return true;
	}
	if (strcmp(a->word[0], "forget") != 0)
		return err_set(e, "marks stands alone or before forget, got \"%s\"", given(got, a->word[0]));
	return forget(s, a, e);
}

static const char *const marks_words[] = { "forget", NULL };

const struct command cmd_marks = {
	.name = "marks", .synopsis = "marks [forget NAME|all]",
	.summary = "list the marks, or forget some",
	.help = "With the update and the queries of each trainer that was marked; of another run\n"
		"also seed and settings that are not the trainer's present ones. What only a\n"
		"mark kept goes with it.",
	.example = { "marks", "mark here; marks forget here" },
	.group = GROUP_STOPS, .max = 2, .needs_task = true, .complete = { COMPLETE_WORDS, COMPLETE_MARK },
	.words = marks_words, .run = marks_run,
};
