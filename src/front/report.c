/* Members stand in one order, and none is left out when it has no value: it is null then. */
#include "front/report.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/json.h"

enum { EVENT_VERSION = 1 };

static void begin(struct str *to, const char *kind)
{
	str_addf(to, "{\"v\":%d,\"ev\":\"%s\"", EVENT_VERSION, kind);
}

static void add_name(struct str *to, const char *name)
{
	str_addf(to, ",\"%s\":", name);
}

static void add_text(struct str *to, const char *name, const char *text)
{
	add_name(to, name);
	json_text(to, text);
}

static void add_count(struct str *to, const char *name, uint64_t n)
{
	add_name(to, name);
	str_addf(to, "%" PRIu64, n);
}

static void add_trainer(struct str *to, int who)
{
	str_addf(to, ",\"tr\":\"%c\"", 'A' + who);
}

static void end(struct str *to)
{
	str_add(to, "}");
}

void report_start(const struct session *s, struct str *to)
{
	begin(to, "start");
	add_text(to, "version", PACKAGE_VERSION);
	add_text(to, "preset", s->preset[0] ? s->preset : NULL);
	add_count(to, "seed", s->config.seed);
	add_count(to, "task.seed", s->config.task_seed);
	end(to);
}

static void add_words(struct str *to, const char *name, const char *line, size_t n)
{
	add_name(to, name);
	json_bytes(to, line, n);
}

/* An error of a script begins with its place, which is told apart here. */
static void add_error(const struct running *now, const char *line, size_t n, struct str *to)
{
	struct str place = { 0 };
	bool in_script = now->file.len > 0;

	if (in_script)
		str_addf(&place, "%s:%d: ", str_text(&now->file), now->line);
	if (n < place.len || memcmp(line, str_text(&place), place.len) != 0) /* cut, since it was too long */
		str_clear(&place);
	add_text(to, "file", in_script ? str_text(&now->file) : NULL);
	add_name(to, "line");
	if (in_script)
		str_addf(to, "%d", now->line);
	else
		str_add(to, "null");
	add_words(to, "text", line + place.len, n - place.len);
	str_done(&place);
}

bool report_words(const struct running *now, enum out_kind kind, const char *line, size_t n, struct str *to)
{
	static const char *const kinds[] = {
		[OUT_REPLY] = "reply", [OUT_STOP] = "stop", [OUT_NOTE] = "note",    [OUT_ERROR] = "error",
		[OUT_OK] = "expect",   [OUT_NOT_OK] = "expect", [OUT_ECHO] = NULL, [OUT_DISCOVERY] = NULL,
	};
	bool is_expected = kind == OUT_OK || kind == OUT_NOT_OK;

	if (!kinds[kind])
		return false;
	begin(to, kinds[kind]);
	add_text(to, "cmd", now->text.len > 0 ? str_text(&now->text) : NULL);
	if (is_expected)
		str_addf(to, ",\"ok\":%s", kind == OUT_OK ? "true" : "false");
	if (kind == OUT_ERROR)
		add_error(now, line, n, to);
	else
		add_words(to, is_expected ? "label" : "text", line, n);
	end(to);
	return true;
}

void report_update(const struct session *s, int who, struct str *to)
{
	const struct state *st = run_state(&s->run[who]);
	const struct tally *now = &s->run[who].last.now;

	begin(to, "update");
	add_trainer(to, who);
	add_count(to, "update", st->update);
	add_count(to, "queries", st->all.queries);
	add_count(to, "rewarded", now->rewarded);
	add_count(to, "batch", now->responses);
	if (s->config.count_off == 0)
		add_count(to, "off", now->off);
	else
		str_add(to, ",\"off\":null");
	end(to);
}

void report_discovery(const struct session *s, int who, int prompt, double lq0, struct str *to)
{
	const struct state *st = run_state(&s->run[who]);

	begin(to, "discovery");
	add_trainer(to, who);
	add_count(to, "prompt", (uint64_t)prompt);
	add_count(to, "update", st->update);
	add_count(to, "query", state_tally_of(st)[prompt].first_hit);
	add_name(to, "base");
	json_number(to, exp(lq0));
	end(to);
}

void report_lesson(const char *line, struct str *to)
{
	const char *members = strchr(line, ',');

	begin(to, "lesson");
	str_add_bytes(to, members, strcspn(members, "\n"));
}

void report_end(int code, struct str *to)
{
	begin(to, "end");
	str_addf(to, ",\"code\":%d", code);
	end(to);
}
