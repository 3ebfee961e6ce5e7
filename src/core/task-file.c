/* file: the prompts of a prompt file, with the features that its templates see. */
#include <string.h>

#include "base/xalloc.h"
#include "core/features.h"
#include "core/template.h"
#include "core/truth.h"

/* The map comes first: its sizes are those of the task. */
static bool file_prepare(struct task *t, const struct task_config *c, struct err *e)
{
	struct template_map *m;

	if (!c->listing)
		return err_set(e, "the prompts of a file come from task load FILE; for another task: new table");
	if (t->features != &features_template)
		return err_set(e, "a prompt file brings a feature map of its own: set features own");
	t->map = m = xcalloc(1, sizeof *m);
	return template_make_states(t, c->listing->templates, m, e) && template_make_values(t, c->listing, m, e);
}

/* One text behind the other, each with its end. */
static void copy_texts(struct task *t, const struct listing *l)
{
	size_t bytes = 0;
	char *to;

	for (int i = 0; i < l->n; i++)
		bytes += strlen(l->text[i]) + 1;
	t->texts = to = xcalloc(bytes, 1);
	for (int i = 0; i < l->n; i++) {
		size_t n = strlen(l->text[i]) + 1;
		memcpy(to, l->text[i], n);
		t->tracked[i].text = to;
		to += n;
	}
}

/* Weights of sum 1, and their running sums unless all are equal. */
static void set_weights(struct task *t, const struct listing *l)
{
	bool equal = true;
	double sum = 0.0;

	for (int i = 0; i < l->n; i++) {
		sum += l->weight[i];
		equal &= l->weight[i] == l->weight[0];
	}
	if (equal)
		return;
	t->share = xcalloc((size_t)l->n, sizeof *t->share);
	for (int i = 0; i < l->n; i++) {
		t->tracked[i].weight = l->weight[i] / sum;
		t->share[i] = t->tracked[i].weight + (i > 0 ? t->share[i - 1] : 0.0);
	}
}

static bool file_build(struct task *t, const struct task_config *c, struct err *e)
{
	const struct listing *l = c->listing;

	(void)e;
	task_alloc_tracked(t, l->n);
	memcpy(t->ystar, l->y, (size_t)l->n * (size_t)l->N);
	for (int i = 0; i < l->n; i++)
		truth_pin(t, &t->tracked[i]);
	copy_texts(t, l);
	set_weights(t, l);
	t->skip = xmemdup(l->skip, (size_t)l->n * sizeof *l->skip);
	t->token_name = xmemdup(l->token_name, (size_t)l->k * sizeof *l->token_name);
	return true;
}

/* The first prompt whose running sum is above the coin. */
static void file_draw(const struct task *t, uint64_t seed, enum purpose purpose, struct address at, struct prompt *to)
{
	int low = 0, high = t->nlisted - 1;
	uint32_t c;
	double u;

	if (!t->share) {
		task_draw_listed(t, seed, purpose, at, to);
		return;
	}
	coin_fill(seed, purpose, at, 0, 1, &c);
	u = coin_unit(c);
	while (low < high) {
		int middle = low + (high - low) / 2;
		if (t->share[middle] > u)
			high = middle;
		else
			low = middle + 1;
	}
	*to = t->tracked[low];
}

const struct task_type task_file = {
	.name = "file",
	.help = "the prompts of a prompt file, with features from templates: task load FILE",
	.features = &features_template,
	.listed = true,
	.prepare = file_prepare,
	.build = file_build,
	.draw = file_draw,
};
