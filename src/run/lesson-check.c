/* Trying what a lesson says on a session, before a student meets it. */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/xalloc.h"
#include "run/expr.h"
#include "run/lesson-state.h"

static bool wrong(const struct lesson *l, int line, struct err *e)
{
	return err_prefix(e, "%s:%d: ", l->path, line);
}

/* Without @b where there is no trainer B yet: a page before may make it. */
static char *without_other(const struct session *s, const char *text)
{
	char *copy = xstrdup(text), *to = copy;

	for (const char *at = copy; *at; at++) {
		if (!run_exists(&s->run[1]) && at[0] == '@' && at[1] == 'b')
			at++;
		else
			*to++ = *at;
	}
	*to = '\0';
	return copy;
}

static bool check_condition(const struct session *s, const struct lesson *l, const struct lesson_text *t, struct err *e)
{
	char *text = without_other(s, t->text);
	struct expr *x = expr_parse(s, text, e);
	bool good = x && (!expr_has_change(x) || err_set(e, "changed compares two updates: a lesson looks at one moment"));

	free(text);
	expr_free(x);
	return good || wrong(l, t->line, e);
}

static bool check_metric(const struct session *s, const struct lesson *l, const struct lesson_text *t, struct err *e)
{
	char *text = without_other(s, t->text);
	struct metric_ref m;
	size_t n = metric_parse(s, text, &m, e);
	bool good = n > 0 && ((text[n] == '\0' && m.set != SET_EACH) || err_set(e, "number: takes one metric, got \"%s\"", t->text));

	free(text);
	return good || wrong(l, t->line, e);
}

static bool check_text(struct session *s, const struct lesson *l, const char *text, int line, struct err *e)
{
	char *copy = without_other(s, text);
	struct str filled = { 0 };
	bool good = lesson_fill(s, copy, &filled, e);

	free(copy);
	str_done(&filled);
	return good || wrong(l, line, e);
}

static bool check_question(struct session *s, const struct lesson *l, const struct lesson_question *q, struct err *e)
{
	bool good = check_text(s, l, q->text, q->line, e);

	for (int i = 0; i < q->facts.n && good; i++)
		good = check_condition(s, l, &q->facts.list[i], e);
	for (int i = 0; i < q->nchoices && good; i++)
		good = check_text(s, l, q->choice[i], q->line, e);
	return good && (q->number.n == 0 || check_metric(s, l, &q->number.list[0], e));
}

static bool check_page(struct session *s, const struct lesson *l, const struct lesson_page *p, struct err *e)
{
	static const enum lesson_part conditions[] = { LESSON_EXPECTS, LESSON_GOALS };
	static const enum lesson_part texts[] = { LESSON_PARAGRAPHS, LESSON_HINTS, LESSON_MODELS };
	bool good = true;

	for (int i = 0; i < 2; i++)
		for (int j = 0; j < p->part[conditions[i]].n && good; j++)
			good = check_condition(s, l, &p->part[conditions[i]].list[j], e);
	for (int i = 0; i < 3; i++)
		for (int j = 0; j < p->part[texts[i]].n && good; j++)
			good = check_text(s, l, p->part[texts[i]].list[j].text, p->part[texts[i]].list[j].line, e);
	for (int i = 0; i < p->nquestions && good; i++)
		good = check_question(s, l, &p->question[i], e);
	return good;
}

/* Whether one of the lines has a command that makes a task. */
static bool makes_task(const struct lesson_texts *t)
{
	static const char *const words[] = { "preset ", "new ", "task ", "load " };

	for (int i = 0; i < t->n; i++)
		for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
			const char *at = strstr(t->list[i].text, words[w]);
			if (at && (at == t->list[i].text || strchr("; ", at[-1])))
				return true;
		}
	return false;
}

bool lesson_check(struct session *s, const struct lesson *l, struct err *e)
{
	for (int i = 0; i < l->npages; i++) {
		const struct lesson_page *p = &l->page[i];
		if (makes_task(&p->part[LESSON_OPENS]) || makes_task(&p->part[LESSON_COMMANDS]))
			return true;
		if (!check_page(s, l, p, e))
			return false;
	}
	return true;
}
