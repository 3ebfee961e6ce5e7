/* Tables in files, or kept; and reading them again. */
#include "run/tables.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/xalloc.h"
#include "run/place.h"

bool tables_place(const struct session *s, const char *name, struct str *path, struct err *e)
{
	if (!s->tables)
		return place_find(s, name, path, e) && file_can_write(str_text(path), e);
	str_add(path, name);
	return true;
}

bool tables_write(struct session *s, const char *path, struct str *text, struct err *e)
{
	struct tables *t = s->tables;

	if (!t)
		return file_write(path, str_text(text), text->len, e);
	t->list = xresize(t->list, (size_t)t->n + 1, sizeof *t->list);
	t->list[t->n++] = (struct caught){ xstrdup(path), *text };
	*text = (struct str){ 0 };
	return true;
}

void tables_done(struct tables *t)
{
	for (int i = 0; i < t->n; i++) {
		free(t->list[i].path);
		str_done(&t->list[i].text);
	}
	free(t->list);
	*t = (struct tables){ 0 };
}

const struct str *tables_find(const struct tables *t, const char *path)
{
	for (int i = t->n - 1; i >= 0; i--)
		if (strcmp(t->list[i].path, path) == 0)
			return &t->list[i].text;
	return NULL;
}

/* ---- Reading */

/* Field `i` of a line. Names that tables are read by have no comma in them. */
static const char *field(const char *line, int i, size_t *n)
{
	for (; i > 0 && *line && *line != '\n'; i--)
		line += strcspn(line, ",\n") + (line[strcspn(line, ",\n")] == ',');
	*n = strcspn(line, ",\n");
	return line;
}

static const char *next_line(const char *line)
{
	size_t n = strcspn(line, "\n");

	return line + n + (line[n] == '\n');
}

static int find_column(const char *names, const char *name)
{
	size_t n;

	for (int i = 0;; i++) {
		const char *at = field(names, i, &n);
		if (n == strlen(name) && memcmp(at, name, n) == 0)
			return i;
		if (at[n] != ',')
			return -1;
	}
}

static double number(const char *text, size_t n)
{
	char *end;
	double v = strtod(text, &end);

	return n > 0 && end == text + n ? v : NAN;
}

bool columns_read(const struct str *text, const char *const *name, int n, struct columns *to)
{
	const char *names = next_line(str_text(text)), *line; /* the stamp comes first */
	int at[16];
	size_t len;

	*to = (struct columns){ .n = n };
	for (int i = 0; i < n; i++)
		if ((at[i] = find_column(names, name[i])) < 0)
			return false;
	for (line = next_line(names); *line; line = next_line(line)) {
		to->v = xresize(to->v, (size_t)(to->rows + 1) * (size_t)n, sizeof *to->v);
		for (int i = 0; i < n; i++) {
			const char *f = field(line, at[i], &len);
			to->v[to->rows * n + i] = number(f, len);
		}
		to->rows++;
	}
	return true;
}
