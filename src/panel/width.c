/* Columns. */
#include "panel/width.h"

#include <math.h>

#include "base/least.h"
#include "base/utf8.h"

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
