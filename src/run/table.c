/* Tables as text. */
#include "run/table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/num.h"
#include "base/xalloc.h"
#include "run/stamp.h"

/* ---- The table */

void table_init(struct table *t, const struct session *s, enum table_form form, struct str *to)
{
	*t = (struct table){ .form = form, .to = to };
	if (form == TABLE_JSONL) {
		stamp_object(s, to);
		return;
	}
	str_add(to, "# ");
	stamp_print(s, to);
	str_add(to, "\n");
}

void table_column(struct table *t, const char *name)
{
	t->name = xresize(t->name, (size_t)t->n + 1, sizeof *t->name);
	t->name[t->n++] = xstrdup(name);
}

/* A name with commas in it stands in quotes. */
static void print_names(struct table *t)
{
	for (int i = 0; i < t->n; i++) {
		const char *quote = strchr(t->name[i], ',') ? "\"" : "";
		str_addf(t->to, "%s%s%s%s", i > 0 ? "," : "", quote, t->name[i], quote);
	}
	str_add(t->to, "\n");
}

static void before_field(struct table *t)
{
	if (t->form == TABLE_CSV) {
		if (t->rows == 0 && t->at == 0)
			print_names(t);
		str_add(t->to, t->at > 0 ? "," : "");
		return;
	}
	str_add(t->to, t->at > 0 ? "," : "{");
	json_text(t->to, t->name[t->at]);
	str_add(t->to, ":");
}

static void after_field(struct table *t)
{
	if (++t->at < t->n)
		return;
	str_add(t->to, t->form == TABLE_JSONL ? "}\n" : "\n");
	t->at = 0;
	t->rows++;
}

void table_text(struct table *t, const char *text)
{
	before_field(t);
	if (t->form == TABLE_JSONL)
		json_text(t->to, text);
	else
		str_add(t->to, text);
	after_field(t);
}

void table_number(struct table *t, double v)
{
	char text[NUM_TEXT];

	before_field(t);
	if (t->form == TABLE_JSONL && !isfinite(v))
		str_add(t->to, "null");
	else
		str_add(t->to, num_exact(text, v));
	after_field(t);
}

void table_done(struct table *t)
{
	if (t->rows == 0 && t->form == TABLE_CSV)
		print_names(t);
	for (int i = 0; i < t->n; i++)
		free(t->name[i]);
	free(t->name);
	*t = (struct table){ 0 };
}
