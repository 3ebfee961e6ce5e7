/* export: what a run did, for other programs and as a picture. */
#include <stdlib.h>
#include <string.h>

#include "base/given.h"
#include "base/xalloc.h"
#include "command/cmd.h"
#include "command/drawing-words.h"
#include "command/say.h"
#include "run/csv.h"
#include "run/tables.h"

static bool write_table(struct session *s, const char *name, const struct metric_ref *m, int n, enum table_form form,
			struct err *e)
{
	struct str text = { 0 }, path = { 0 };
	size_t rows;
	bool good = tables_place(s, name, &path, e) && csv_print(s, m, n, form, &rows, &text, e) &&
		    tables_write(s, str_text(&path), &text, e);

	if (good)
		say(s, "%s: %zu row%s", str_text(&path), rows, plural(rows));
	str_done(&text);
	str_done(&path);
	return good;
}

static bool draw(struct session *s, const struct args *a, const struct metric_ref *m, int n, struct err *e)
{
	struct drawing_words words;
	struct str path = { 0 };
	struct figure *f = NULL;
	bool good;

	if (drawing_words(a, &words, e) && drawing_place(s, a->word[0], words.keep, &path, e))
		f = figure_of_run(s, m, n, words.by_update, FIGURE_SCALE_OWN, e);
	good = f && drawing_begin(s, f, str_text(&path), words.keep, e);
	str_done(&path);
	return good;
}

static bool has_ending(const char *path, const char *ending)
{
	size_t n = strlen(path), m = strlen(ending);

	return n >= m && strcmp(path + n - m, ending) == 0;
}

static bool write_as(struct session *s, const struct args *a, const struct metric_ref *m, struct err *e)
{
	const char *path = a->word[0];
	char got[GIVEN_TEXT];
	int n = a->n - 1;

	if (drawing_is(path))
		return draw(s, a, m, n, e);
	if (!has_ending(path, ".csv") && !has_ending(path, ".jsonl"))
		return err_set(e, "export writes .csv .jsonl .svg .pdf and .png files, got \"%s\". try: %s", given(got, path),
			       a->command->example[0]);
	if (a->nkeys > 0)
		return err_set(e, "%s= is of pictures, .svg .pdf and .png: a table has all there is", a->key[0]);
	return write_table(s, path, m, n, has_ending(path, ".csv") ? TABLE_CSV : TABLE_JSONL, e);
}

static bool export_run(struct session *s, const struct args *a, struct err *e)
{
	struct metric_ref *m = xcalloc((size_t)a->n, sizeof *m);
	bool good = drawing_metrics(s, a, 1, a->n, m, e) && write_as(s, a, m, e);

	free(m);
	return good;
}

static const char *const export_keys[] = { "x=queries", "x=update", "keep=yes", "keep=no", NULL };

const struct command cmd_export = {
	.name = "export", .synopsis = "export FILE.csv|jsonl|svg|pdf|png [METRIC ..] [x=queries|update] [keep=yes]",
	.summary = "write the run, update by update, as a table or a picture",
	.help = "Without metrics a row an update and prompt: base, likelihood, hits. With metrics\n"
		"a row an update, a column a metric: likelihood[out] is the mean over a set,\n"
		"likelihood[each] a column a prompt. .svg .pdf .png draw the same by gnuplot;\n"
		"keep=yes keeps its script and data beside. A stamp says how the run was made.",
	.example = { "export run.csv", "step 5; export run.svg likelihood[out] err" },
	.group = GROUP_FILES, .min = 1, .max = LEX_WORDS, .needs_task = true, .takes_keys = true,
	.complete = { COMPLETE_FILE, COMPLETE_METRIC, COMPLETE_METRIC }, .keys = export_keys, .run = export_run,
};
