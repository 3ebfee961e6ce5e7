/* Replies in whole sentences. */
#include "command/say.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "command/assign.h"
#include "run/metric.h"

static char *PRINTF_LIKE(1, 0) format(const char *fmt, va_list args)
{
	va_list again;
	char *text;
	int n;

	va_copy(again, args);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	text = xcalloc((size_t)n + 1, 1);
	vsnprintf(text, (size_t)n + 1, fmt, args);
	return text;
}

void say(struct session *s, const char *fmt, ...)
{
	va_list args;
	char *text;

	va_start(args, fmt);
	text = format(fmt, args);
	va_end(args);
	out_text(s->out, OUT_REPLY, text);
	free(text);
}

void say_row(struct session *s, const char *fmt, ...)
{
	va_list args;
	size_t len;
	char *text;

	va_start(args, fmt);
	text = format(fmt, args);
	va_end(args);
	for (len = strlen(text); len > 0 && text[len - 1] == ' ';)
		text[--len] = '\0';
	out_line(s->out, OUT_REPLY, "%s", text);
	free(text);
}

void say_summary(struct session *s)
{
	struct str summary = { 0 };

	session_summary(s, &summary);
	say(s, "%s", str_text(&summary));
	str_done(&summary);
}

const char *plural(uint64_t n)
{
	return n == 1 ? "" : "s";
}

void say_kept(struct session *s, const char *mark)
{
	if (*mark)
		say(s, "the run so far is kept as mark %s", mark);
}

const char *say_support(const struct session *s, int prompt)
{
	return session_prompt_out(s, prompt) ? "OUT!" : "in";
}

/* ---- settings */

/* `0.5 (default 0.1, set by preset)`; who set what a trainer has brought from another time is not known. */
static void value_of(const struct session *s, const struct setting *key, int who, struct str *to)
{
	struct config defaults;
	struct str now = { 0 }, otherwise = { 0 };
	const char *origin = setting_origin_of(s, key, who);

	config_defaults(&defaults);
	setting_print(key, &s->config, who, &now);
	setting_print(key, &defaults, who, &otherwise);
	session_setting(s, key, who, to);
	str_add(to, " (default");
	if (*origin || strcmp(str_text(&now), str_text(&otherwise)) != 0)
		str_addf(to, " %s", str_text(&otherwise));
	if (*origin)
		str_addf(to, ", set by %s", origin);
	str_add(to, ")");
	str_done(&now);
	str_done(&otherwise);
}

static bool shows_both(const struct session *s, const struct setting *key)
{
	return key->per_trainer && session_ready(s) && run_exists(&s->run[1]);
}

void say_value(struct session *s, const struct setting *key)
{
	struct str value[TRAINERS] = { { 0 } };
	int who = key->per_trainer ? s->view.who : 0;

	for (int i = 0; i < TRAINERS; i++)
		value_of(s, key, i, &value[i]);
	if (shows_both(s, key) && strcmp(str_text(&value[0]), str_text(&value[1])) != 0) {
		say(s, "%s of trainer A %s", key->name, str_text(&value[0]));
		say(s, "%s of trainer B %s", key->name, str_text(&value[1]));
	} else {
		say(s, "%s %s", key->name, str_text(&value[who]));
	}
	for (int i = 0; i < TRAINERS; i++)
		str_done(&value[i]);
}

static const char *when_words(const struct setting *key)
{
	switch (key->when) {
	case SETTING_TASK:
		return "Belongs to the task: new and preset set it.";
	case SETTING_BASE:
		return "Read by the next pretrain.";
	case SETTING_DISPLAY:
		return "Changes no update.";
	case SETTING_LIVE:
		break;
	}
	return "A change holds from the next update on.";
}

void say_setting(struct session *s, const struct setting *key)
{
	struct str takes = { 0 };

	setting_takes(key, &takes);
	say(s, "%s, a setting%s: %s%s%s%s", key->name, key->per_trainer ? " of each trainer" : "", key->help,
	    key->unit ? " (" : "", key->unit ? key->unit : "", key->unit ? ")" : "");
	say(s, "  takes %s. %s", str_text(&takes), when_words(key));
	say_value(s, key);
	str_done(&takes);
}

/* ---- metrics */

void say_metric_form(const struct metric *m, struct str *to)
{
	static const char *const index[] = {
		[METRIC_PLAIN] = "", [METRIC_PROMPT] = "[i]", [METRIC_MAY_PROMPT] = "[i]",
		[METRIC_OR_ALL] = "[i]", [METRIC_TOKEN] = "[i,t]", [METRIC_EPS] = "[eps]",
	};

	str_addf(to, "%s%s", m->name, index[m->index]);
}

static void add_list(struct str *to, const char *before, const char *const *list, const char *mark)
{
	for (int i = 0; list && list[i]; i++)
		str_addf(to, "%s%s%s", i ? ", " : before, mark, list[i]);
}

void say_metric(struct session *s, const struct metric *m)
{
	struct str form = { 0 }, more = { 0 };

	say_metric_form(m, &form);
	add_list(&more, "; also called ", m->alias, "");
	add_list(&more, "; fields ", m->field, ".");
	say(s, "%s, a metric: %s%s%s%s%s", str_text(&form), m->help, m->unit ? " (" : "", m->unit ? m->unit : "",
	    m->unit ? ")" : "", str_text(&more));
	say(s, "  %s%s", m->past ? "Kept at every update: plot, export and compare take it." : "Known for now only: "
	    "expect and continue until take it.", m->event ? " Alone, as a condition, it is true above 0." : "");
	str_done(&form);
	str_done(&more);
}
