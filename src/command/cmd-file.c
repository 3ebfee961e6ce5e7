/* Files and leaving: source, expect, export, history, quit. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/given.h"
#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/interp.h"
#include "command/say.h"
#include "command/script.h"
#include "run/csv.h"
#include "run/expr.h"
#include "run/place.h"

/* ---- source */

/* Relative names are looked for here, then among the program's examples. */
static void find_script(const struct session *s, const char *name, struct str *path)
{
	str_add(path, name);
	if (name[0] == '/' || file_exists(name) || !s->data)
		return;
	str_clear(path);
	str_addf(path, "%s/%s", s->data, name);
	if (file_exists(str_text(path)))
		return;
	str_clear(path);
	str_add(path, name);
}

static bool source_run(struct session *s, const struct args *a, struct err *e)
{
	struct str path = { 0 }, text = { 0 };
	bool good;

	find_script(s, a->word[0], &path);
	good = script_read(str_text(&path), &text, e) &&
	       interp_push(a->interp, INTERP_SCRIPT, str_text(&text), str_text(&path), 1, e);
	str_done(&path);
	str_done(&text);
	return good;
}

const struct command cmd_source = {
	.name = "source", .synopsis = "source FILE",
	.summary = "run the commands of a file",
	.help = "One command a line, or several with ; between them; # starts a comment. The\n"
		"first error stops it and names file and line. A name that is not here is looked\n"
		"for among the examples.",
	.example = { "source figure1.op", "source presets/support.op" },
	.group = GROUP_FILES, .min = 1, .max = 1, .complete = { COMPLETE_FILE }, .run = source_run,
};

/* ---- expect */

/* The expression and the label of the line: the label is its last word when that is in quotes. */
static bool split_expect(const char *rest, struct str *expr, struct str *label, struct err *e)
{
	struct words w;
	bool good = lex_words(rest, strlen(rest), &w, e), labelled;

	labelled = good && w.n > 1 && w.quoted[w.n - 1];
	if (good && w.n == 0)
		good = err_set(e, "expect needs a condition: expect likelihood[5]<1e-5 \"x5 stays out\"");
	if (good) {
		str_add_bytes(expr, rest, labelled ? (size_t)w.column[w.n - 1] : w.end);
		while (expr->len > 0 && strchr(" \t", expr->text[expr->len - 1]))
			expr->text[--expr->len] = '\0';
		str_add(label, labelled ? w.word[w.n - 1] : str_text(expr));
	}
	words_done(&w);
	return good;
}

static void report(struct session *s, const struct expr *x, int who, const char *label)
{
	struct str values = { 0 };
	bool is_own = strcmp(label, expr_text(x)) == 0;

	s->expected++;
	if (expr_true(s, x, who)) {
		out_line(s->out, OUT_OK, "%s", label);
		return;
	}
	s->unmet++;
	expr_values(s, x, who, &values);
	out_line(s->out, OUT_NOT_OK, "%s (%s%sgot %s)", label, is_own ? "" : expr_text(x), is_own ? "" : "; ",
		 str_text(&values));
	str_done(&values);
}

static bool expect_run(struct session *s, const struct args *a, struct err *e)
{
	struct str text = { 0 }, label = { 0 };
	struct expr *x = NULL;
	int who;

	if (a->n > 0 && strcmp(a->word[0], "hash") == 0)
		return expect_hash(s, a, e);
	if (args_one(a, s, &who, e) && split_expect(a->rest, &text, &label, e))
		x = expr_parse(s, str_text(&text), e);
	if (x && expr_has_change(x)) {
		err_set(e, "expect looks at one moment, and changed compares two updates: expect a value, such as err<.2");
		expr_free(x);
		x = NULL;
	}
	if (x)
		report(s, x, who, str_text(&label));
	expr_free(x);
	str_done(&text);
	str_done(&label);
	return x != NULL;
}

const struct command cmd_expect = {
	.name = "expect", .synopsis = "expect CONDITION [\"LABEL\"] [@a|@b]",
	.summary = "say whether a condition holds; a script that expects wrongly ends with status 1",
	.help = "Conditions are as for continue until: comparisons of metrics, && || ! ( ), but\n"
		"not changed. A false one is counted and the script goes on. Lines read\n"
		"ok: LABEL or not ok: LABEL.",
	.example = { "expect base[5]<1e-4 \"x5 starts outside\"", "expect queries==0 && likelihood[0]>.1" },
	.group = GROUP_FILES, .needs_task = true, .takes_who = true, .raw = true,
	.complete = { COMPLETE_METRIC, COMPLETE_METRIC, COMPLETE_METRIC }, .run = expect_run,
};

/* ---- export */

static bool read_metrics(const struct session *s, const struct args *a, struct metric_ref *m, struct err *e)
{
	char got[GIVEN_TEXT];

	for (int i = 1; i < a->n; i++) {
		size_t n = metric_parse(s, a->word[i], &m[i - 1], e);
		if (n == 0)
			return false;
		if (a->word[i][n])
			return err_set(e, "one word is one metric, got \"%s\"", given(got, a->word[i]));
	}
	return true;
}

static bool export_run(struct session *s, const struct args *a, struct err *e)
{
	struct metric_ref *m;
	struct str text = { 0 }, path = { 0 };
	bool good;

	if (!args_file(a, 0, ".csv", e))
		return false;
	m = xcalloc((size_t)a->n, sizeof *m);
	good = read_metrics(s, a, m, e) && place_find(s, a->word[0], &path, e) && file_can_write(str_text(&path), e) &&
	       csv_print(s, m, a->n - 1, &text, e) && file_write(str_text(&path), text.text, text.len, e);
	if (good) {
		int lines = 0;
		for (size_t i = 0; i < text.len; i++)
			lines += text.text[i] == '\n';
		lines -= 2; /* the stamp and the names */
		say(s, "%s: %d row%s", str_text(&path), lines, plural((uint64_t)lines));
	}
	free(m);
	str_done(&text);
	str_done(&path);
	return good;
}

const struct command cmd_export = {
	.name = "export", .synopsis = "export FILE.csv [METRIC ..]",
	.summary = "write the run, update by update, as a table for other programs",
	.help = "Without metrics a row an update and prompt: base, likelihood, hits. With metrics\n"
		"a row an update, a column a metric: likelihood[out] is the mean over a set,\n"
		"likelihood[each] a column a prompt. The first line says how the run was made.",
	.example = { "export run.csv", "export run.csv likelihood[out] err likelihood[each]" },
	.group = GROUP_FILES, .min = 1, .max = LEX_WORDS, .needs_task = true,
	.complete = { COMPLETE_FILE, COMPLETE_METRIC, COMPLETE_METRIC }, .run = export_run,
};

/* ---- history, quit */

static bool history_run(struct session *s, const struct args *a, struct err *e)
{
	const struct history *h = interp_history(a->interp);
	uint64_t last;
	int from;

	if (!args_count(a, 0, "the number of lines", 1, UINT64_MAX, UINT64_MAX, &last, e))
		return false;
	from = last < (uint64_t)h->n ? h->n - (int)last : 0;
	for (int i = from; i < h->n; i++)
		out_line(s->out, OUT_REPLY, "%5" PRIu64 "  %s", h->before + (uint64_t)i + 1, h->line[i]);
	return true;
}

const struct command cmd_history = {
	.name = "history", .synopsis = "history [N]",
	.summary = "list the lines typed, or the last N of them",
	.help = "Lines of scripts are not among them. Those of earlier sessions are: up to 2,000\n"
		"are kept in a file that is yours alone.",
	.example = { "history", "history 5" },
	.group = GROUP_OTHER, .max = 1, .run = history_run,
};

static bool quit_run(struct session *s UNUSED, const struct args *a, struct err *e UNUSED)
{
	interp_quit(a->interp);
	return true;
}

const struct command cmd_quit = {
	.name = "quit", .alias = "q", .synopsis = "quit",
	.summary = "leave; Ctrl-D on an empty line does the same",
	.help = "Nothing is asked.",
	.example = { "quit", "q" },
	.group = GROUP_OTHER, .run = quit_run,
};
