/* Templates: what their text says, and the features that come of it against a second way of working them out: every
 * place (prompt, tokens before) is given its values as texts, straight from the words of the template. Two places
 * then share as many features as texts, and that is all that a linear model knows of features. */
#include "run/template.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/xalloc.h"
#include "core/exact.h"
#include "core/features.h"
#include "core/pretrain.h"
#include "run/promptfile.h"
#include "unit.h"

/* ---- Reading */

static bool read(struct template_set *to, const char *text, struct err *e)
{
	return template_parse(to, text, strlen(text), "t", e);
}

static void test_good(void **state)
{
	static const char text[] = "\xef\xbb\xbf# a comment\r\n\r\nwords # how\r\n"
				   "y[-1]/i\tx[i] x[i+2]/x[i-1]\r\n"
				   "/x[-i]//x[-i-3] x[-i+999]/  # end\n"
				   "x[3] x[-1] bag y[-2] y[-1]";
	struct template_set set;
	struct err e = { "" };
	const struct template *t;

	(void)state;
	if (!read(&set, text, &e))
		fail_msg("%s", e.text);
	assert_int_equal(set.n, 3);
	assert_int_equal(set.elements, TEMPLATE_WORDS);
	t = &set.list[0];
	assert_int_equal(t->before, TEMPLATE_LAST);
	assert_int_equal(t->n, 4);
	assert_int_equal(t->part[0].kind, TEMPLATE_POSITION);
	assert_true(t->part[1].kind == TEMPLATE_FROM_LEFT && t->part[1].shift == 0);
	assert_true(t->part[2].kind == TEMPLATE_FROM_LEFT && t->part[2].shift == 2);
	assert_true(t->part[3].kind == TEMPLATE_FROM_LEFT && t->part[3].shift == -1);
	t = &set.list[1];
	assert_int_equal(t->before, 0);
	assert_int_equal(t->n, 3);
	assert_true(t->part[0].kind == TEMPLATE_FROM_RIGHT && t->part[0].shift == 0);
	assert_true(t->part[1].kind == TEMPLATE_FROM_RIGHT && t->part[1].shift == -3);
	assert_true(t->part[2].kind == TEMPLATE_FROM_RIGHT && t->part[2].shift == 999);
	t = &set.list[2];
	assert_int_equal(t->before, TEMPLATE_LAST | TEMPLATE_SECOND_LAST);
	assert_int_equal(t->n, 3);
	assert_true(t->part[0].kind == TEMPLATE_AT && t->part[0].shift == 3);
	assert_true(t->part[1].kind == TEMPLATE_AT && t->part[1].shift == -1);
	assert_int_equal(t->part[2].kind, TEMPLATE_BAG);
	assert_true(read(&set, template_default, &e));
}

#define WORDS "y[-1], y[-2], i, x[i], x[i+1], x[-i], x[-i-1], x[3], x[-1] or bag"
#define PARTS "allowed: " WORDS

static void test_broken(void **state)
{
	static const struct { const char *text, *why; } broken[] = {
		{ "", "t:1:1: found no template, allowed: a line a template, of " WORDS },
		{ "# c\nwords\n", "t:2:1: found no template, allowed: a line a template, of " WORDS },
		{ "i\n i x[j] i\n", "t:2:4: found \"x[j]\", " PARTS },
		{ "\xc3\xa9", "t:1:1: found \"\xc3\xa9\", " PARTS },
		{ "i # \xc3\xa9\nx[]", "t:2:1: found \"x[]\", " PARTS },
		{ "x[0]", "t:1:1: found \"x[0]\", " PARTS },
		{ "x[-]", "t:1:1: found \"x[-]\", " PARTS },
		{ "x[i+]", "t:1:1: found \"x[i+]\", " PARTS },
		{ "x[i", "t:1:1: found \"x[i\", " PARTS },
		{ "x[i+1000]", "t:1:1: found \"x[i+1000]\", " PARTS },
		{ "x[4294967297]", "t:1:1: found \"x[4294967297]\", " PARTS },
		{ "x[i 1]", "t:1:1: found \"x[i\", " PARTS },
		{ "x[i1]", "t:1:1: found \"x[i1]\", " PARTS },
		{ "x[+1]", "t:1:1: found \"x[+1]\", " PARTS },
		{ "y[-3]", "t:1:1: found \"y[-3]\", " PARTS },
		{ "y[0]", "t:1:1: found \"y[0]\", " PARTS },
		{ "x", "t:1:1: found \"x\", " PARTS },
		{ "/ /", "t:1:1: found \"/ /\", " PARTS },
		{ "bag i bag", "t:1:7: found \"bag\", allowed: one bag in a template" },
		{ "i i i i i i i i\ni i i i i i i i i",
		  "t:2:17: found \"i\", allowed: eight parts of the prompt and the position in a template" },
		{ "words i", "t:1:7: found \"i\", allowed: nothing else in the line" },
		{ "words\ncharacters\ni", "t:2:1: found \"characters\", allowed: one line words or characters" },
		{ "i\n\xff", "t:2:1: found byte ff, which is no UTF-8: save the file as UTF-8" },
		{ "i\x07", "t:1:2: found control character 07, allowed: text and TAB" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
		struct template_set set;
		struct err e = { "" };
		assert_false(read(&set, broken[i].text, &e));
		assert_string_equal(e.text, broken[i].why);
		assert_false(read(&set, broken[i].text, NULL));
	}
}

/* ---- A task */

static struct task *task_of(const char *prompts, const char *templates, struct err *e)
{
	struct template_set set;
	struct promptfile f;
	struct listing listing;
	struct task *t;

	if (!promptfile_parse(&f, prompts, strlen(prompts), "f", e))
		fail_msg("%s", e->text);
	if (!read(&set, templates, e))
		fail_msg("%s", e->text);
	listing = f.listing;
	listing.templates = &set;
	t = task_new(&task_file, &(struct task_config){ .k = listing.k, .N = listing.N, .d = 1, .prompts = listing.n,
							.seed = 1, .listing = &listing }, e);
	promptfile_done(&f);
	return t;
}

static struct task *good_task(const char *prompts, const char *templates)
{
	struct err e = { "" };
	struct task *t = task_of(prompts, templates, &e);

	if (!t)
		fail_msg("%s", e.text);
	return t;
}

static const char numbers[] = "27+38\ta b\n5+6\tb b a\n77+18\tc\n5\ta c b\n27+31\tc c\n";
static const char words[] = "the red house\ta b\nthe house\tb\na red red car\tc b a\n";

static const struct { const char *prompts, *templates; } cases[] = {
	{ numbers, "x[-i] x[-i-3]\nx[-i+1] y[-1]\ni\n" },
	{ numbers, "y[-2] x[i+1]\nbag\nx[1] x[-1]\n" },
	{ numbers, "y[-1] y[-2]\nx[i] x[i-1] y[-2] i\nbag i y[-1]\n" },
	{ numbers, "words\nx[1]\nx[i]\ny[-1]\n" },
	{ numbers, "x[2]\nbag\n" },
	{ words, "x[1] x[-1] i\nx[2] y[-2]\nbag x[i]\ny[-1] i\n" },
	{ words, "characters\nx[-i]\nbag\nx[i+4] y[-1] y[-2]\n" },
	{ "p\ta\nq\tb\n", "y[-1] y[-2] x[i]\n" }, /* N = 1 */
	{ "p\ta b\nq\tb\n", "y[-1] y[-2] x[i]\ny[-2]\n" }, /* N = 2 */
};
enum { CASES = sizeof cases / sizeof cases[0] };

/* ---- The second way */

enum { VALUES_MOST = 256, ELEMENTS_MOST = 32 };

struct place {
	int prompt, state, n;  /* n tokens before */
	uint8_t before[3];
	int nvalues;
	char *value[VALUES_MOST];
};

struct elements {
	int n;
	char text[ELEMENTS_MOST][16];
};

/* By words when a prompt of the case has a blank (`words`) or the templates say so; all cases have ASCII prompts. */
static void split(const char *prompt, bool by_words, struct elements *to)
{
	char *copy = xstrdup(prompt), *at = copy;

	to->n = 0;
	for (char *word = strtok(copy, " "); by_words && word; word = strtok(NULL, " "))
		strcpy(to->text[to->n++], word);
	for (; !by_words && prompt[to->n]; to->n++)
		snprintf(to->text[to->n], sizeof to->text[0], "%c", prompt[to->n]);
	free(at);
}

static const char *element_at(const struct elements *e, int at)
{
	return at >= 1 && at <= e->n ? e->text[at - 1] : "(none)";
}

/* What a word of a template says at a place, `bag` apart. */
static void add_part(const char *part, const struct elements *e, const struct place *p, struct str *to)
{
	int i = p->n + 1, shift = 0;

	if (strcmp(part, "i") == 0)
		str_addf(to, "|%d", i);
	else if (part[0] == 'y')
		str_addf(to, "|%d", p->n >= part[3] - '0' ? p->before[p->n - (part[3] - '0')] : -1);
	else if (strncmp(part, "x[i", 3) == 0 && (sscanf(part, "x[i%d]", &shift) || true))
		str_addf(to, "|%s", element_at(e, i + shift));
	else if (strncmp(part, "x[-i", 4) == 0 && (sscanf(part, "x[-i%d]", &shift) || true))
		str_addf(to, "|%s", element_at(e, e->n + 1 - i + shift));
	else if (sscanf(part, "x[%d]", &shift) == 1)
		str_addf(to, "|%s", element_at(e, shift > 0 ? shift : e->n + 1 + shift));
	else
		fail_msg("%s", part);
}

static void add_value(struct place *p, const char *text)
{
	for (int i = 0; i < p->nvalues; i++)
		if (strcmp(p->value[i], text) == 0)
			return; /* an element that comes twice is in the bag once */
	assert_true(p->nvalues < VALUES_MOST);
	p->value[p->nvalues++] = xstrdup(text);
}

static void add_line(char *line, const struct elements *e, struct place *p)
{
	struct str text = { 0 }, bagged = { 0 };
	bool bag = false;

	str_addf(&text, "%s", line); /* templates are told apart by themselves: no two of a case are alike */
	for (char *part = strtok(line, " "); part; part = strtok(NULL, " "))
		if (strcmp(part, "bag") == 0)
			bag = true;
		else
			add_part(part, e, p, &text);
	for (int i = 0; bag && i < e->n; i++) {
		str_clear(&bagged);
		str_addf(&bagged, "%s|bag %s", str_text(&text), e->text[i]);
		add_value(p, str_text(&bagged));
	}
	if (!bag)
		add_value(p, str_text(&text));
	str_done(&text);
	str_done(&bagged);
}

static void fill_values(const struct task *t, const char *templates, struct place *p)
{
	bool by_words = strncmp(templates, "words", 5) == 0;
	struct elements e;

	for (int i = 0; i < t->ntracked && templates[0] != 'c'; i++)
		by_words |= strchr(t->tracked[i].text, ' ') != NULL;
	split(t->tracked[p->prompt].text, by_words, &e);
	for (const char *at = templates; *at; at += strcspn(at, "\n") + 1) {
		char *line = xstrndup(at, strcspn(at, "\n"));
		if (strcmp(line, "words") != 0 && strcmp(line, "characters") != 0)
			add_line(line, &e, p);
		free(line);
	}
}

/* All places of a task: every prompt, every tokens before. */
static struct place *places_of(const struct task *t, const char *templates, int *n)
{
	struct place *list = xcalloc((size_t)t->ntracked * 64, sizeof *list);

	*n = 0;
	for (int prompt = 0; prompt < t->ntracked; prompt++)
		for (int length = 0, most = 1; length < t->N; length++, most *= t->k)
			for (int code = 0; code < most; code++) {
				struct place *p = &list[(*n)++];
				p->prompt = prompt;
				p->n = length;
				for (int i = 0, rest = code; i < length; i++, rest /= t->k) {
					p->before[i] = (uint8_t)(rest % t->k);
					p->state = t->next[p->state * t->k + p->before[i]];
				}
				assert_true(*n <= t->ntracked * 64);
				fill_values(t, templates, p);
			}
	return list;
}

static void free_places(struct place *list, int n)
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < list[i].nvalues; j++)
			free(list[i].value[j]);
	free(list);
}

static int shared(const struct place *a, const struct place *b)
{
	int n = 0;

	for (int i = 0; i < a->nvalues; i++)
		for (int j = 0; j < b->nvalues; j++)
			n += strcmp(a->value[i], b->value[j]) == 0;
	return n;
}

/* ---- Features against it */

static void test_features(void **state)
{
	(void)state;
	for (int which = 0; which < CASES; which++) {
		struct task *t = good_task(cases[which].prompts, cases[which].templates);
		size_t k = (size_t)t->k, features = t->nparam / k;
		double *phi, *v = xcalloc(k, sizeof *v);
		struct place *place;
		int n;

		place = places_of(t, cases[which].templates, &n);
		phi = xcalloc((size_t)n * t->nparam, sizeof *phi);
		for (int i = 0; i < n; i++) {
			double *own = phi + (size_t)i * t->nparam;
			size_t y = (size_t)i % k;
			memset(v, 0, k * sizeof *v);
			v[y] = 1.0;
			features_scatter(t, &t->tracked[place[i].prompt], place[i].state, v, own);
			for (size_t j = 0; j < features * k; j++)
				assert_true(own[j] == 0.0 || (own[j] == 1.0 && j % k == y));
			for (size_t j = 0; j < features; j++) { /* one column, whatever the token */
				double one = own[j * k + y];
				own[j * k + y] = 0.0;
				own[j] = one;
			}
		}
		for (int i = 0; i < n; i++)
			for (int j = 0; j < n; j++) {
				double sum = 0.0;
				for (size_t f = 0; f < features; f++)
					sum += phi[(size_t)i * t->nparam + f] * phi[(size_t)j * t->nparam + f];
				assert_int_equal((int)sum, shared(&place[i], &place[j]));
				if (place[i].prompt == place[j].prompt)
					assert_true(t->features->dot(t, &t->tracked[place[i].prompt], place[i].state,
								     place[j].state) == sum);
			}
		free(phi);
		free(v);
		free_places(place, n);
		task_free(t);
	}
}

static double *random_weights(size_t n, uint64_t seed)
{
	double *w = xcalloc(n, sizeof *w);

	coin_normals(seed, COIN_LOOK, (struct address){ 0 }, 0, (int)n, w);
	return w;
}

/* score(y) = <w, phi(y)>, the same by either way through the features. */
static void test_scores(void **state)
{
	(void)state;
	for (int which = 0; which < CASES; which++) {
		struct task *t = good_task(cases[which].prompts, cases[which].templates);
		double *w = random_weights(t->nparam, 3), *grad = xcalloc(t->nparam, sizeof *grad);
		double score[TASK_TOKENS_MOST], v[TASK_TOKENS_MOST];

		for (int i = 0; i < t->ntracked; i++)
			for (int s = 0; s < t->nstate; s++) {
				features_score(t, w, &t->tracked[i], s, score);
				for (int y = 0; y < t->k; y++) {
					double sum = 0.0;
					memset(grad, 0, t->nparam * sizeof *grad);
					memset(v, 0, sizeof v);
					v[y] = 1.0;
					features_scatter(t, &t->tracked[i], s, v, grad);
					for (size_t j = 0; j < t->nparam; j++)
						sum += grad[j] * w[j];
					assert_true(fabs(sum - score[y]) <= 1e-13 * (1.0 + fabs(sum)));
				}
			}
		free(w);
		free(grad);
		task_free(t);
	}
}

/* d p(y*|x) / dw = p grad log p: central differences of step h err by h^2 times a third derivative, and by rounding
 * over h. */
static void test_gradient(void **state)
{
	static const double h = 1e-5;

	(void)state;
	for (int which = 0; which < CASES; which++) {
		struct task *t = good_task(cases[which].prompts, cases[which].templates);
		double *w = random_weights(t->nparam, 4), *grad = xcalloc(t->nparam, sizeof *grad);
		struct chain c;

		chain_init(&c, t);
		for (int i = 0; i < t->ntracked; i++) {
			memset(grad, 0, t->nparam * sizeof *grad);
			chain_load(&c, w, &t->tracked[i]);
			exact_outcome_gradient(&c, 1.0, grad);
			for (size_t j = 0; j < t->nparam; j++) {
				double kept = w[j], above, below;
				w[j] = kept + h;
				chain_load(&c, w, &t->tracked[i]);
				above = exp(exact_loglik(&c));
				w[j] = kept - h;
				chain_load(&c, w, &t->tracked[i]);
				below = exp(exact_loglik(&c));
				w[j] = kept;
				assert_true(fabs((above - below) / (2.0 * h) - grad[j]) < 1e-9);
			}
		}
		chain_done(&c);
		free(w);
		free(grad);
		task_free(t);
	}
}

/* ---- Pre-training against kernel regression: w = sum over places and tokens of c phi, so a score at a place is a
 * sum of c over the others times what they share. */

struct kernel {
	const struct task *task;
	struct place *place;
	int n, *along; /* (prompts, N) the places along y* */
	double *c;     /* (n, k) */
};

static void kernel_law(const struct kernel *m, int at, double *p)
{
	int k = m->task->k;
	double sum = 0.0;

	for (int y = 0; y < k; y++)
		p[y] = 0.0;
	for (int j = 0; j < m->n; j++)
		for (int y = 0; y < k; y++)
			p[y] += m->c[j * k + y] * shared(&m->place[at], &m->place[j]);
	for (int y = 0; y < k; y++)
		sum += exp(p[y]);
	for (int y = 0; y < k; y++)
		p[y] = exp(p[y]) / sum;
}

static void find_along(struct kernel *m)
{
	const struct task *t = m->task;

	for (int i = 0; i < t->ntracked; i++)
		for (int at = 0; at < m->n; at++) {
			const struct place *p = &m->place[at];
			if (p->prompt == i && memcmp(p->before, t->tracked[i].ystar, (size_t)p->n) == 0)
				m->along[i * t->N + p->n] = at;
		}
}

/* One step of gradient descent on the mean over prompts of -sum_i log p(y*_i | ..). */
static void kernel_step(struct kernel *m, double lr)
{
	const struct task *t = m->task;
	double *step = xcalloc((size_t)(m->n * t->k), sizeof *step), p[8];

	for (int i = 0; i < t->ntracked; i++)
		for (int at = 0; at < t->N; at++) {
			int place = m->along[i * t->N + at];
			kernel_law(m, place, p);
			for (int y = 0; y < t->k; y++)
				step[place * t->k + y] += lr / t->ntracked * ((y == t->tracked[i].ystar[at]) - p[y]);
		}
	for (int i = 0; i < m->n * t->k; i++)
		m->c[i] += step[i];
	free(step);
}

static void test_trained(void **state)
{
	enum { STEPS = 25 };

	(void)state;
	for (int which = 0; which < CASES; which++) {
		struct task *t = good_task(cases[which].prompts, cases[which].templates);
		double *w = xcalloc(t->nparam, sizeof *w), p[8];
		struct pretrain_config pc = { .optim = &optim_sgd, .lr = .3 };
		struct kernel m = { .task = t };
		struct pretrain *pre;
		struct err e = { "" };
		struct chain c;

		m.place = places_of(t, cases[which].templates, &m.n);
		m.along = xcalloc((size_t)(t->ntracked * t->N), sizeof *m.along);
		m.c = xcalloc((size_t)(m.n * t->k), sizeof *m.c);
		find_along(&m);
		pre = pretrain_new(t, w, &pc, 1, &e);
		if (!pre)
			fail_msg("%s", e.text);
		for (int step = 0; step < STEPS; step++) {
			kernel_step(&m, pc.lr);
			pretrain_step(pre, NULL);
		}
		chain_init(&c, t);
		for (int i = 0; i < t->ntracked; i++) {
			double product = 1.0;
			chain_load(&c, pretrain_weights(pre), &t->tracked[i]);
			for (int at = 0; at < t->N; at++) {
				kernel_law(&m, m.along[i * t->N + at], p);
				product *= p[t->tracked[i].ystar[at]];
			}
			assert_true(fabs(exact_loglik(&c) - log(product)) < 1e-11);
		}
		chain_done(&c);
		pretrain_free(pre);
		free_places(m.place, m.n);
		free(m.along);
		free(m.c);
		free(w);
		task_free(t);
	}
}

/* ---- Sizes */

static void test_sizes(void **state)
{
	struct task *t = good_task(numbers, "x[1] y[-1]\ni\n"); /* k = 4 with the end token, N = 3; x[1]: 2, 5, 7 */

	(void)state;
	assert_int_equal(t->k, 4);
	assert_int_equal(t->nparam, 4 * (3 * 5 + 3));
	assert_int_equal(t->nstate, 1 + 2 * 4);
	assert_true(features_radius2(t) == 2.0);
	task_free(t);
	t = good_task(numbers, "x[1] y[-1] y[-2]\nbag\n"); /* no position: start, 4, 16. elements 1 2 3 5 6 7 8 + */
	assert_int_equal(t->nparam, 4 * (3 * 25 + 8));
	assert_int_equal(t->nstate, 1 + 4 + 16);
	task_free(t);
	t = good_task(numbers, "x[1]\n");
	assert_int_equal(t->nstate, 1);
	task_free(t);
}

static void test_too_large(void **state)
{
	struct str text = { 0 };
	struct err e = { "" };

	(void)state;
	for (int i = 0; i < 250; i++)
		str_addf(&text, "%d\tt%d t0 t0 t0\n", i, i);
	assert_null(task_of(str_text(&text), "y[-2] i\n", &e)); /* 1 + 250 + 250^2 + 250^2 */
	assert_string_equal(e.text, "the templates tell 125251 states apart (k=250, N=4, 2 tokens before, positions); a "
				    "task has at most 65535. do without y[-2], or without i and x[i]");
	assert_null(task_of(str_text(&text), "y[-1] y[-2]\n", &e)); /* 251^2 * 250 */
	assert_string_equal(e.text, "the templates make more than 4,194,304 weights (a feature has 250, a token each): "
				    "prompt 1 of 250 is where it is too much. do without y[-2], or with fewer parts in one "
				    "template");
	assert_null(task_of(str_text(&text), "words\ny[-1] x[1]\n", &e)); /* 251 * 250 a value: 66.8 of them */
	assert_non_null(strstr(e.text, "more than 4,194,304 weights"));
	assert_non_null(strstr(e.text, "prompt 67 of 250"));
	str_done(&text);
}

/* ---- Mutations */

static uint32_t draw(uint32_t *seed, uint32_t n)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % n;
}

/* Whatever text: a place and a reason, or templates that make a task whose parts hold together. */
static void test_mutated(void **state)
{
	static const char good[] = "# c\ny[-1] y[-2]/i\nx[i] x[i+1]\nx[-i-3] x[-2] x[1]\nbag i\r\n";
	static const char bytes[] = "xyibag[]+-0123456789/ \n\t#w\xc3\xa9\xff";
	uint32_t seed = 1;
	int kept = 0;

	(void)state;
	for (int round = 0; round < 6000; round++) {
		char *text = xmemdup(good, sizeof good);
		struct template_set set;
		struct err e = { "" };
		for (uint32_t change = draw(&seed, 5); change > 0; change--)
			text[draw(&seed, sizeof good - 1)] = bytes[draw(&seed, sizeof bytes - 1)];
		if (read(&set, text, &e)) {
			struct task *t = good_task(numbers, text);
			double *w = random_weights(t->nparam, (uint64_t)round), score[TASK_TOKENS_MOST];
			kept++;
			for (int s = 0; s < t->nstate; s++) {
				features_score(t, w, &t->tracked[s % t->ntracked], s, score);
				assert_true(isfinite(score[0]));
				for (int y = 0; y < t->k; y++)
					assert_true(t->next[s * t->k + y] < t->nstate);
			}
			free(w);
			task_free(t);
		} else {
			assert_memory_equal(e.text, "t:", 2);
			assert_non_null(strstr(e.text, ": found "));
		}
		free(text);
	}
	assert_in_range(kept, 500, 5500);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),	 cmocka_unit_test(test_broken),	 cmocka_unit_test(test_features),
		cmocka_unit_test(test_scores),	 cmocka_unit_test(test_gradient), cmocka_unit_test(test_trained),
		cmocka_unit_test(test_sizes),	 cmocka_unit_test(test_too_large), cmocka_unit_test(test_mutated),
	};

	return cmocka_run_group_tests_name("template", tests, NULL, NULL);
}
