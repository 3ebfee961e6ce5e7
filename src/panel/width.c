/* Columns. */
#include "panel/width.h"

#include <math.h>
#include <string.h>

#include "base/least.h"
#include "base/num.h"
#include "base/utf8.h"

enum { UPDATES_LEAST = 3 };

int token_cols(const struct frame *f)
{
	int widest = 1;

	for (int y = 0; y < f->k; y++)
		widest = most_of(widest, utf8_width(f->token[y]));
	return widest;
}

int response_cols(const struct frame *f)
{
	int token = token_cols(f);

	return token == 1 ? f->N : f->N * (token + 1) - 1;
}

int prob_cols(const struct frame *f)
{
	double digits = f->N * log10(f->k); /* no response is much less likely than a draw from all k^N alike */

	return digits < 100 ? 7 : digits < 1000 ? 8 : 9;
}

static int count_cols(uint64_t n)
{
	char text[NUM_TEXT];

	return (int)strlen(num_count(text, n));
}

int queries_cols(const struct frame *f, const struct frame_trainer *t)
{
	return most_of(count_cols(f->budget), count_cols(t->run.queries));
}

int updates_cols(const struct frame_trainer *t)
{
	return most_of(UPDATES_LEAST, count_cols(t->end > t->update ? t->end : t->update));
}
