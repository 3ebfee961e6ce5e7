/* Whose weights a command looks at: the base model's, or those of a trainer as they are now. */
#ifndef OUTPOST_COMMAND_MODEL_H
#define OUTPOST_COMMAND_MODEL_H

#include "command/args.h"

struct model {
	const double *w; /* (nparam) borrowed                      */
	bool base;       /* the base model's                       */
	int who;         /* the trainer that was meant in any case */
	char name[16];   /* "base", "A now": heads a column        */
};

/* For struct command, of those that take one: from=base, from=now. */
extern const char *const model_keys[];

struct model model_base(const struct session *s, int who);
struct model model_now(const struct session *s, int who);
/* Those that from= and @a mean: one, without from= both. *n: how many. */
bool models_read(const struct args *a, const struct session *s, struct model m[2], int *n, struct err *e);
/* The last of them: without from= the trainer's. */
bool model_read(const struct args *a, const struct session *s, struct model *m, struct err *e);
/* "the base model", "trainer A outcome". Returns `to`. */
const char *model_words(const struct session *s, const struct model *m, char to[40]);
/* A note where iterate says that likelihoods are of other weights than these. */
void model_note(struct session *s, const struct model *m);

#endif
