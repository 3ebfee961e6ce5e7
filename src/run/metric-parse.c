/* Metrics as typed: NAME[INDEX].FIELD@TRAINER. */
#include "run/metric.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/given.h"
#include "base/near.h"
#include "base/num.h"
#include "base/xalloc.h"
#include "run/prompts.h"

/* What stands between the brackets; longer sets have a shorter name. */
enum { INDEX_MOST = sizeof(((struct metric_ref *)0)->set_text) - 1 };

static bool has_alias(const struct metric *m, const char *name)
{
	for (int i = 0; m->alias && m->alias[i]; i++)
		if (strcmp(m->alias[i], name) == 0)
			return true;
	return false;
}

const struct metric *metric_named(const char *name)
{
	for (int i = 0; i < metric_count; i++)
		if (strcmp(metric_table[i].name, name) == 0 || has_alias(&metric_table[i], name))
			return &metric_table[i];
	return NULL;
}

static size_t name_bytes(const char *text)
{
	size_t n = 0;

	if (ascii_is_letter(text[0]))
		while (ascii_is_word(text[n]) || text[n] == '_')
			n++;
	return n;
}

static bool list_all(const char *got, struct err *e)
{
	struct str list = { 0 };

	for (int i = 0; i < metric_count; i++)
		str_addf(&list, "%s%s", i ? " " : "", metric_table[i].name);
	err_set(e, "unknown metric \"%s\". metrics are %s", got, str_text(&list));
	str_done(&list);
	return false;
}

static bool read_name(const char *text, size_t n, struct metric_ref *to, struct err *e)
{
	char *name, got[GIVEN_TEXT];
	const char *near;

	if (n == 0)
		return text[0] ? err_set(e, "expected a metric, such as queries or likelihood[0], got \"%s\"",
					 given(got, text))
			       : err_set(e, "expected a metric, such as queries or likelihood[0]");
	name = xstrndup(text, n);
	to->metric = metric_named(name);
	near = near_find(name, metric_table, metric_count, sizeof metric_table[0]);
	free(name);
	if (to->metric)
		return true;
	given_bytes(got, text, n);
	return near ? err_set(e, "unknown metric \"%s\". did you mean: %s?", got, near) : list_all(got, e);
}

static bool read_prompts(const struct session *s, const char *text, struct metric_ref *to, struct err *e)
{
	bool one = ascii_is_digit(text[text[0] == 'x']) && !strpbrk(text, ",-"), good;
	bool *room;

	if (strcmp(text, "each") == 0 && session_ready(s)) {
		to->set = SET_EACH;
		return true;
	}
	if (one) {
		to->set = SET_ONE;
		to->prompt = prompts_parse_one(s, text, 0, e);
		return to->prompt >= 0;
	}
	to->set = SET_MANY;
	snprintf(to->set_text, sizeof to->set_text, "%s", text);
	room = xcalloc(session_ready(s) ? (size_t)s->task->ntracked : 1, sizeof *room);
	good = prompts_parse(s, text, 0, room, e) >= 0;
	free(room);
	return good;
}

bool position_parse(const struct session *s, const char *text, int *to, struct err *e)
{
	char got[GIVEN_TEXT];
	uint64_t t;

	if (!num_parse_count(text + (*text == 't'), &t) || t < 1 || t > (uint64_t)s->task->N)
		return err_set(e, "positions are t1 to t%d, got \"%s\"", s->task->N, given(got, text));
	*to = (int)t - 1;
	return true;
}

static bool read_position(const struct session *s, const char *text, struct metric_ref *to, struct err *e)
{
	int t;

	if (!position_parse(s, text, &t, e))
		return false;
	to->t = t;
	return true;
}

bool eps_parse(const char *text, double *to, struct err *e)
{
	char got[GIVEN_TEXT];
	double v;

	if (!num_parse(text, &v) || !(v >= 0.0 && v <= 1.0))
		return err_set(e, "eps is a share of the prompts, 0 to 1, got \"%s\"", given(got, text));
	*to = v;
	return true;
}

/* A copy without blanks. */
static void squeeze(const char *from, size_t n, char to[INDEX_MOST + 1])
{
	size_t at = 0;

	for (size_t i = 0; i < n; i++)
		if (from[i] != ' ' && from[i] != '\t')
			to[at++] = from[i];
	to[at] = '\0';
}

static bool missing_index(const struct metric *m, struct err *e)
{
	switch (m->index) {
	case METRIC_PROMPT:
		return err_set(e, "%s needs a prompt: %s[0]", m->name, m->name);
	case METRIC_TOKEN:
		return err_set(e, "%s needs a prompt and a position: %s[0,1]", m->name, m->name);
	case METRIC_EPS:
		return err_set(e, "%s needs a share of the prompts: %s[.1]", m->name, m->name);
	default:
		return true;
	}
}

/* What an index of `m` must have, from the text between its brackets. */
static bool read_index_of(const struct session *s, char *text, struct metric_ref *to, struct err *e)
{
	const struct metric *m = to->metric;
	char *comma;

	if (m->index == METRIC_PLAIN)
		return err_set(e, "%s takes no index", m->name);
	if (text[0] == '\0' && (m->index == METRIC_MAY_PROMPT || m->index == METRIC_OR_ALL))
		return err_set(e, "%s takes a prompt: %s[0]", m->name, m->name);
	if (text[0] == '\0')
		return missing_index(m, e);
	if (m->index == METRIC_EPS)
		return eps_parse(text, &to->t, e);
	if (m->index != METRIC_TOKEN)
		return read_prompts(s, text, to, e);
	comma = strrchr(text, ',');
	if (!comma)
		return missing_index(m, e);
	*comma = '\0';
	return read_prompts(s, text, to, e) && read_position(s, comma + 1, to, e);
}

/* "[INDEX]" behind a name of `name` bytes. *taken grows by its bytes. */
static bool read_index(const struct session *s, const char *text, size_t *taken, struct metric_ref *to, struct err *e)
{
	const char *open = text + *taken;
	char index[INDEX_MOST + 1], got[GIVEN_TEXT];
	size_t n;

	if (*open != '[' && to->metric->index == METRIC_OR_ALL)
		return read_prompts(s, "all", to, e);
	if (*open != '[')
		return missing_index(to->metric, e);
	n = strcspn(open, "]");
	if (open[n] == '\0')
		return err_set(e, "%s: the bracket is not closed", given(got, text));
	if (n - 1 > INDEX_MOST)
		return err_set(e, "an index has at most %d characters, got %s", INDEX_MOST, given(got, text));
	squeeze(open + 1, n - 1, index);
	*taken += n + 1;
	if (read_index_of(s, index, to, e))
		return true;
	return err_prefix(e, "%s: ", given_bytes(got, text, *taken));
}

static bool no_such_field(const struct metric *m, const char *name, size_t n, struct err *e)
{
	struct str list = { 0 };
	char got[GIVEN_TEXT];

	given_bytes(got, name, n);
	if (!m->field)
		return err_set(e, "%s has no fields, got .%s", m->name, got);
	for (int i = 0; m->field[i]; i++)
		str_addf(&list, "%s.%s", i ? " and " : "", m->field[i]);
	err_set(e, "%s has the fields %s, got .%s", m->name, str_text(&list), got);
	str_done(&list);
	return false;
}

static bool read_field(const char *text, size_t *taken, struct metric_ref *to, struct err *e)
{
	const char *const *field = to->metric->field, *at = text + *taken;
	size_t n = *at == '.' ? name_bytes(at + 1) : 0;

	if (n == 0)
		return true;
	for (int i = 0; field && field[i]; i++)
		if (strlen(field[i]) == n && memcmp(field[i], at + 1, n) == 0) {
			to->field = i + 1;
			*taken += 1 + n;
			return true;
		}
	return no_such_field(to->metric, at + 1, n, e);
}

static bool read_trainer(const struct session *s, const char *text, size_t *taken, struct metric_ref *to, struct err *e)
{
	const char *at = text + *taken;
	char got[GIVEN_TEXT];
	size_t n;

	if (*at != '@')
		return true;
	n = name_bytes(at + 1);
	if (n != 1 || (at[1] != 'a' && at[1] != 'b'))
		return err_set(e, "a metric is of trainer @a or @b, got \"%s\"", given_bytes(got, at, n + 1));
	to->who = at[1] - 'a';
	*taken += 2;
	if (session_ready(s) && !run_exists(&s->run[to->who]))
		return err_set(e, "there is no trainer %c yet: trainer process @%c makes it", ascii_upper(at[1]), at[1]);
	return true;
}

size_t metric_parse(const struct session *s, const char *text, struct metric_ref *to, struct err *e)
{
	size_t taken = name_bytes(text);

	*to = (struct metric_ref){ .prompt = -1, .who = -1 };
	if (!read_name(text, taken, to, e) || !read_index(s, text, &taken, to, e) ||
	    !read_field(text, &taken, to, e) || !read_trainer(s, text, &taken, to, e))
		return 0;
	snprintf(to->text, sizeof to->text, "%.*s", (int)taken, text);
	return taken;
}
