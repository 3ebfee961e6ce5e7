/* Cells from prompts, and the best weights of one. */
#include "core/cell.h"

#include <math.h>
#include <stdlib.h>

#include "base/xalloc.h"
#include "core/features.h"

static int compare_keys(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void add_cell(struct cells *c, struct cell one)
{
	if (c->n == c->room) {
		c->room = 2 * c->room + 64;
		c->cell = xresize(c->cell, (size_t)c->room, sizeof *c->cell);
	}
	one.norm2 = c->task->features->dot(c->task, one.prompt, one.state, one.state) * c->scale;
	c->cell[c->n++] = one;
}

/* A pinned y* may want two tokens of one state. key (N): both, and a position. */
static void add_prompt(struct cells *c, const struct prompt *p, int which, uint64_t *key)
{
	const struct task *t = c->task;
	int steps = prompt_steps(p), state = 0;

	for (int i = 0; i < steps; i++) {
		key[i] = (uint64_t)state << 32 | (uint64_t)p->ystar[i] << 16 | (uint64_t)i;
		state = t->next[state * t->k + p->ystar[i]];
	}
	qsort(key, (size_t)steps, sizeof *key, compare_keys);
	for (int i = 0; i < steps; i++)
		if (i == 0 || key[i] >> 16 != key[i - 1] >> 16)
			add_cell(c, (struct cell){ .prompt = p, .which = which, .position = (int)(key[i] & 0xffff),
						   .right = (uint8_t)(key[i] >> 16 & 0xff),
						   .state = (uint16_t)(key[i] >> 32) });
}

void cells_init(struct cells *c, const struct task *t, const struct prompt *p, int n)
{
	double radius2 = features_radius2(t);
	uint64_t *key = xcalloc((size_t)t->N, sizeof *key);

	*c = (struct cells){ .task = t, .radius = sqrt(radius2), .scale = radius2 > 0.0 ? 1.0 / radius2 : 1.0,
			     .visit = (int64_t)t->k * (t->d + 32) };
	c->score = xcalloc((size_t)t->k, sizeof *c->score);
	c->u = xcalloc((size_t)t->k, sizeof *c->u);
	for (int i = 0; i < n; i++)
		add_prompt(c, &p[i], i, key);
	c->v = xcalloc((size_t)c->n * (size_t)t->k, sizeof *c->v);
	free(key);
}

void cells_done(struct cells *c)
{
	free(c->cell);
	free(c->v);
	free(c->score);
	free(c->u);
	*c = (struct cells){ 0 };
}

void cells_score(struct cells *c, const double *w, int i)
{
	features_score(c->task, w, c->cell[i].prompt, c->cell[i].state, c->score);
	c->spent += c->visit;
}

double cells_gap(const struct cells *c, int i, int wrong)
{
	return (c->score[c->cell[i].right] - c->score[wrong]) * c->scale;
}

void cells_scatter(struct cells *c, int i, const double *v, double *to)
{
	features_scatter(c->task, c->cell[i].prompt, c->cell[i].state, v, to);
	c->spent += c->visit;
}

/* The S with S = sum over y of max(0, u_y - S): from below, each time over fewer y. */
static double level_of(const double *u, int k)
{
	double level = 0.0, last;

	do {
		double sum = 0.0;
		int n = 0;
		last = level;
		for (int y = 0; y < k; y++)
			if (u[y] > last) {
				sum += u[y];
				n++;
			}
		level = sum / (1 + n);
	} while (level > last);
	return level;
}

/* With K = |phi|^2, S = sum of the cell's lambda and b_y = <w, z_y> without the cell's own part K (lambda_y + S),
 * <w, z_y> is 1 where lambda_y > 0 and no less elsewhere: lambda_y = max(0, u_y - S), u = (1 - b) / K. */
void cells_sweep(struct cells *c, int i, double *w)
{
	int k = c->task->k, right = c->cell[i].right;
	double *v = cells_v(c, i), *u = c->u, sum;

	cells_score(c, w, i);
	for (int y = 0; y < k; y++)
		u[y] = (1.0 - cells_gap(c, i, y)) / c->cell[i].norm2 + v[right] - v[y];
	u[right] = -INFINITY;
	sum = level_of(u, k);
	for (int y = 0; y < k; y++) {
		double next = y == right ? sum : fmin(0.0, sum - u[y]);
		u[y] = next - v[y];
		v[y] = next;
	}
	cells_scatter(c, i, u, w);
}
