/* The lists of a template map.
 *
 * Every value of a template that some prompt shows at some position becomes a block of features, one for each
 * combination of those tokens before that the template looks at. Values are told apart by their bytes: the template's
 * number, then a number for each part. */
#include "core/template.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "core/numbering.h"

/* ---- Elements of the prompts */

struct elements {
	uint32_t *at; /* numbers from 1, equal for equal elements */
	size_t *from; /* (n + 1) where those of a prompt begin     */
	uint32_t most; /* the largest number                       */
};

/* The next element of a text, from *at on; its bytes, 0 at the end. */
static size_t next_element(const char **at, bool words)
{
	uint32_t rune;

	if (words)
		*at += strspn(*at, " ");
	if (**at == '\0')
		return 0;
	return words ? strcspn(*at, " ") : utf8_decode(*at, strnlen(*at, 4), &rune);
}

static bool by_words(const struct listing *l)
{
	if (l->templates->elements != TEMPLATE_BY_BLANKS)
		return l->templates->elements == TEMPLATE_WORDS;
	for (int i = 0; i < l->n; i++)
		if (strchr(l->text[i], ' '))
			return true;
	return false;
}

static void split_prompts(const struct listing *l, struct elements *to)
{
	struct numbering name = { 0 };
	bool words = by_words(l);
	size_t n = 0, room = 0, bytes;

	*to = (struct elements){ .from = xcalloc((size_t)l->n + 1, sizeof *to->from) };
	for (int i = 0; i < l->n; i++) {
		for (const char *at = l->text[i]; (bytes = next_element(&at, words)) > 0; at += bytes) {
			if (n == room) {
				room = room ? 2 * room : 1024;
				to->at = xresize(to->at, room, sizeof *to->at);
			}
			to->at[n++] = numbering_of(&name, at, bytes) + 1;
		}
		to->from[i + 1] = n;
	}
	to->most = (uint32_t)name.n;
	numbering_done(&name);
}

/* ---- Values */

/* What is needed while lists are made. */
struct making {
	const struct task *task;
	struct template_map *map;
	struct elements elements;
	struct numbering value;
	uint32_t *block;    /* by number of a value: its first feature          */
	size_t blocks;      /* entries of `block`                               */
	uint32_t *bag;      /* the different elements of the present prompt ..  */
	size_t bagged;      /* .. and how many they are                         */
	int *bagged_by;     /* (elements.most + 1) the last prompt with it, from 1 */
	size_t values, room; /* entries of map->active, and what it has room for */
};

/* Element number `at`, from 1, of a prompt; 0: there is none. */
static uint32_t element(const struct elements *e, int prompt, int at)
{
	size_t from = e->from[prompt], n = e->from[prompt + 1] - from;

	return at < 1 || (size_t)at > n ? 0 : e->at[from + (size_t)at - 1];
}

static uint32_t part_value(const struct elements *e, int prompt, int position, const struct template_part *p)
{
	int behind = (int)(e->from[prompt + 1] - e->from[prompt]) + 1;

	switch (p->kind) {
	case TEMPLATE_POSITION:
		return (uint32_t)position;
	case TEMPLATE_FROM_LEFT:
		return element(e, prompt, position + p->shift);
	case TEMPLATE_FROM_RIGHT:
		return element(e, prompt, behind - position + p->shift);
	case TEMPLATE_AT:
		return element(e, prompt, p->shift > 0 ? p->shift : behind + p->shift);
	default:
		return 0;
	}
}

static size_t block_size(const struct task *t, unsigned before)
{
	size_t one = (size_t)t->k + 1;

	return before == (TEMPLATE_LAST | TEMPLATE_SECOND_LAST) ? one * one : before ? one : 1;
}

/* The first feature of a value; a new one gets a block of its own. */
static uint32_t block_of(struct making *b, const uint32_t *key, size_t n, unsigned before)
{
	size_t old = b->value.n;
	uint32_t number = numbering_of(&b->value, key, n * sizeof *key);

	if (number < old)
		return b->block[number];
	if (old == b->blocks) {
		b->blocks = b->blocks ? 2 * b->blocks : 256;
		b->block = xresize(b->block, b->blocks, sizeof *b->block);
	}
	b->block[number] = (uint32_t)b->map->features;
	b->map->features += block_size(b->task, before);
	return b->block[number];
}

static void add_value(struct making *b, const uint32_t *key, size_t n, unsigned before)
{
	if (b->values == b->room) {
		b->room = b->room ? 2 * b->room : 1024;
		b->map->active = xresize(b->map->active, b->room, sizeof *b->map->active);
	}
	b->map->active[b->values++] = (struct template_active){ block_of(b, key, n, before), before };
}

/* The values of template number `which` at one place. */
static void add_template(struct making *b, const struct template *one, uint32_t which, int prompt, int position)
{
	uint32_t key[1 + TEMPLATE_PARTS_MOST] = { which };
	size_t n = 1, bag = 0;

	for (int j = 0; j < one->n; j++) {
		if (one->part[j].kind == TEMPLATE_BAG)
			bag = n;
		key[n++] = part_value(&b->elements, prompt, position, &one->part[j]);
	}
	if (bag == 0)
		add_value(b, key, n, one->before);
	for (size_t i = 0; bag > 0 && i < b->bagged; i++) {
		key[bag] = b->bag[i];
		add_value(b, key, n, one->before);
	}
}

/* The different elements of a prompt, each once. */
static void fill_bag(struct making *b, int prompt)
{
	b->bagged = 0;
	for (size_t i = b->elements.from[prompt]; i < b->elements.from[prompt + 1]; i++) {
		uint32_t one = b->elements.at[i];
		if (b->bagged_by[one] == prompt + 1)
			continue;
		b->bagged_by[one] = prompt + 1;
		b->bag[b->bagged++] = one;
	}
}

static bool check_size(const struct making *b, int prompt, int n, struct err *e)
{
	size_t weights = b->map->features * (size_t)b->task->k;
	char most[NUM_TEXT];

	if (weights > TEMPLATE_WEIGHTS_MOST)
		return err_set(e, "the templates make more than %s weights (a feature has %d, a token each): prompt %d of "
				  "%d is where it is too much. do without y[-2], or with fewer parts in one template",
			       num_count(most, TEMPLATE_WEIGHTS_MOST), b->task->k, prompt + 1, n);
	if (b->values > TEMPLATE_VALUES_MOST)
		return err_set(e, "the templates see more than %s values: prompt %d of %d is where it is too much. take "
				  "fewer templates or prompts", num_count(most, TEMPLATE_VALUES_MOST), prompt + 1, n);
	return true;
}

static bool make_lists(struct making *b, const struct listing *l, struct err *e)
{
	struct template_map *m = b->map;
	size_t list = 0;

	m->from = xcalloc((size_t)l->n * (size_t)m->positions + 1, sizeof *m->from);
	for (int prompt = 0; prompt < l->n; prompt++) {
		fill_bag(b, prompt);
		for (int position = 1; position <= m->positions; position++) {
			for (int i = 0; i < l->templates->n; i++)
				add_template(b, &l->templates->list[i], (uint32_t)i, prompt, position);
			m->from[++list] = b->values;
			if (!check_size(b, prompt, l->n, e))
				return false;
		}
	}
	return true;
}

bool template_make_values(const struct task *t, const struct listing *l, struct template_map *m, struct err *e)
{
	struct making b = { .task = t, .map = m };
	bool good;

	split_prompts(l, &b.elements);
	b.bag = xcalloc((size_t)b.elements.most + 1, sizeof *b.bag);
	b.bagged_by = xcalloc((size_t)b.elements.most + 1, sizeof *b.bagged_by);
	good = make_lists(&b, l, e);
	numbering_done(&b.value);
	free(b.elements.at);
	free(b.elements.from);
	free(b.block);
	free(b.bag);
	free(b.bagged_by);
	return good;
}
