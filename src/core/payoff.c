/* Rewards of whole responses: the sums are told token by token. */
#include "core/payoff.h"

#include <string.h>

const double *payoff_row(const struct payoff *r, int k, int i, int state)
{
	if (r->kind == PAYOFF_LOGLIK)
		return chain_row(r->judge, state);
	return r->table + (r->rows > 1 ? (size_t)i * k : 0);
}

double payoff_of(const struct payoff *r, const struct chain *c, const uint8_t *y)
{
	const struct task *t = c->task;
	double sum = 0.0;
	int state = 0;

	if (r->kind == PAYOFF_OUTCOME)
		return memcmp(y, c->prompt->ystar, (size_t)t->N) == 0 ? 1.0 : 0.0;
	for (int i = 0; i < t->N; i++) {
		sum += payoff_row(r, t->k, i, state)[y[i]];
		state = t->next[state * t->k + y[i]];
	}
	return sum;
}
