/* The glossary: its families in the order in which a reader meets them, and looking words up. Formulas are as in [MHE26]:
 * y* is the correct response, q0 the base model, p the policy now. */
#include "command/glossary.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

const struct gloss_family glossary[] = {
	{ "model", glossary_model },	   { "task", glossary_task },	   { "training", glossary_training },
	{ "behavior", glossary_behavior }, { "queries", glossary_query },  { "support", glossary_support },
	{ "theory", glossary_theory },	   { "alignment", glossary_align }, { "time", glossary_time },
	{ "panels", glossary_panel },	   { "screen", glossary_screen },  { NULL, NULL },
};

const struct gloss *glossary_at(int i)
{
	for (const struct gloss_family *f = glossary; f->name; f++)
		for (const struct gloss *g = f->list; g->word; g++)
			if (i-- == 0)
				return g;
	return NULL;
}

static bool is_called(const struct gloss *g, const char *word)
{
	if (strcmp(g->word, word) == 0)
		return true;
	for (const char *const *also = g->also; *also; also++)
		if (strcmp(*also, word) == 0)
			return true;
	return false;
}

const struct gloss *glossary_next(const char *word, int *i)
{
	const struct gloss *g;

	while ((g = glossary_at((*i)++)))
		if (is_called(g, word))
			return g;
	return NULL;
}
