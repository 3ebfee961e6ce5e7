/* Feature templates and the listed prompts that they are for: what a prompt file brings, in plain arrays.
 *
 * A template is a conjunction of parts of what stands around the next token. For each prompt and position it has one
 * value (with a bag: one for each element of the prompt), and every value that some prompt shows is a feature: it has
 * weights for every token. The tokens before the next one are part of a value as well, but all of them have weights,
 * seen or not, so that wrong responses have features too:
 *     score(y | x, s) = sum over templates and their values v of w[v][tokens before][y].
 * Elements are what the prompt consists of: its characters or its words. */
#ifndef OUTPOST_CORE_TEMPLATE_H
#define OUTPOST_CORE_TEMPLATE_H

#include "core/task.h"

enum {
	TEMPLATES_MOST = 64,
	TEMPLATE_PARTS_MOST = 8,
	TEMPLATE_SHIFT_MOST = 999,
	TEMPLATE_WEIGHTS_MOST = 1 << 22, /* numbers in a weight vector, of which a trainer holds several */
	TEMPLATE_VALUES_MOST = 1 << 26,  /* features of all prompts and positions, 4 bytes each          */
};

/* One part. Positions, and elements of a prompt, count from 1; an element that there is not is a value of its own. */
struct template_part {
	enum template_kind {
		TEMPLATE_POSITION, /* i: the position of the next token                                     */
		TEMPLATE_FROM_LEFT, /* x[i + shift]                                                          */
		TEMPLATE_FROM_RIGHT, /* x[-i + shift]: at shift 0 the last one for the first token, then on leftwards */
		TEMPLATE_AT,       /* x[shift], from the right when it is negative                          */
		TEMPLATE_BAG,      /* each element that the prompt has, once                                */
	} kind;
	int shift;
};

/* y[-1], y[-2]; before the first token: a value of its own. */
enum template_before { TEMPLATE_LAST = 1, TEMPLATE_SECOND_LAST = 2 };

struct template {
	int n;
	struct template_part part[TEMPLATE_PARTS_MOST];
	unsigned before; /* enum template_before, a mask */
};

struct template_set {
	int n;
	struct template list[TEMPLATES_MOST];
	enum template_elements {
		TEMPLATE_BY_BLANKS, /* words if any prompt has a blank, else characters */
		TEMPLATE_CHARACTERS,
		TEMPLATE_WORDS,
	} elements;
};

/* The prompts of a file; nothing of it is owned. */
struct listing {
	int n, k, N;
	const char *const *text;      /* (n) the prompts, UTF-8                */
	const uint8_t *y;             /* (n, N) their correct responses        */
	const double *weight;         /* (n) positive, of any sum              */
	const bool *skip;             /* (n) kept out of pre-training          */
	const char (*token_name)[TASK_NAME_MOST]; /* (k)                        */
	const struct template_set *templates;
};

/* One value that is seen: the first feature of its block, and which tokens before choose among them. */
struct template_active {
	uint32_t feature : 30, before : 2;
};

/* What the map keeps in task->map. States tell apart prefixes by their length, up to `levels` of them, and by their
 * last `depth` tokens. */
struct template_map {
	int positions;       /* N where a template looks at the position, else 1 */
	int depth;           /* tokens before that some template looks at, 0 to 2 */
	int levels;
	int *first;          /* (levels + 1) the first state of a level          */
	uint16_t *level;     /* (nstate)                                         */
	uint32_t (*choice)[4]; /* (nstate) which feature of a block, by mask of enum template_before */
	size_t *from;        /* (nlisted * positions + 1) where a list of values begins */
	struct template_active *active;
	size_t features;     /* each has k weights                               */
};

/* The map of a task of listed prompts. It is no entry of features_types: a file brings it, and the task type makes
 * task->map. */
extern const struct features_type features_template;
/* The states that templates need, for a task whose k and N are set. False when there are more than a task can have. */
bool template_make_states(const struct task *t, const struct template_set *set, struct template_map *m, struct err *e);
/* The lists of the values that every prompt shows, once the states are there. False when they are too many. */
bool template_make_values(const struct task *t, const struct listing *l, struct template_map *m, struct err *e);

#endif
