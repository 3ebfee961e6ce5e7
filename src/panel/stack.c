/* Rows for the panels of a stack: what each needs, then what it can use, then shares. */
#include "panel/stack.h"

int stack_least(const struct slot *s, int n)
{
	int rows = 0;

	for (int i = 0; i < n; i++)
		rows += s[i].bare;
	return rows;
}

static void drop_some(struct slot *s, int n, int rows)
{
	for (int i = 0; i < n && stack_least(s, n) > rows; i++)
		if (s[i].may_go)
			s[i] = (struct slot){ .at = s[i].at };
}

/* Returns the rows that are left. */
static int raise(struct rect *at, int to, int rows)
{
	int more = to > at->rows ? to - at->rows : 0;

	more = more < rows ? more : rows;
	at->rows += more;
	return rows - more;
}

static void share(struct slot *s, int n, int rows)
{
	int weights = 0, heaviest = 0, rest;

	drop_some(s, n, rows);
	for (int i = 0; i < n; i++) {
		s[i].at->rows = 0;
		rows = raise(s[i].at, s[i].bare, rows);
		weights += s[i].weight;
		heaviest = s[i].weight > s[heaviest].weight ? i : heaviest;
	}
	for (int i = 0; i < n; i++)
		rows = raise(s[i].at, s[i].least, rows);
	for (int i = 0; i < n; i++)
		rows = raise(s[i].at, s[i].want, rows);
	rest = rows;
	for (int i = 0; i < n && weights; i++)
		rows = raise(s[i].at, s[i].at->rows + rest * s[i].weight / weights, rows);
	s[heaviest].at->rows += rows;
}

void stack_lay(const struct rect *in, struct slot *s, int n)
{
	int row = in->row;

	share(s, n, in->rows);
	for (int i = 0; i < n; i++) {
		s[i].at->row = row;
		s[i].at->col = in->col;
		s[i].at->cols = in->cols;
		row += s[i].at->rows;
	}
}

struct rect stack_split(struct rect *r, int cols)
{
	struct rect right = { r->row, r->col + cols, r->rows, r->cols - cols };

	r->cols = cols;
	return right;
}
