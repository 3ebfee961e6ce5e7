/* Stamped tables: what a run did, for other programs. */
#ifndef OUTPOST_RUN_CSV_H
#define OUTPOST_RUN_CSV_H

#include "run/crowd.h"
#include "run/metric.h"
#include "run/table.h"

/* The table of a run, see table.h. Without metrics: trainer,update,queries,prompt,base,likelihood,hits, a row an update and
 * prompt; with metrics: trainer,update,queries and the metrics as typed, [each] one column a prompt. Numbers read back
 * equal. *rows: how many. Fails for metrics that the trace does not keep. */
bool csv_print(const struct session *s, const struct metric_ref *m, int n, enum table_form form, size_t *rows,
	       struct str *to, struct err *e);
/* Whether it could. */
bool csv_can_print(const struct session *s, const struct metric_ref *m, int n, struct err *e);
enum { METRIC_COLUMN = 80 };
/* The metric as the name of a column; of likelihood[each] that of prompt 5, likelihood[5]. */
void metric_column(const struct metric_ref *m, int prompt, char name[METRIC_COLUMN]);

/* The likelihood curve of each of the n models named, all of which have weights w[i] of the session's task: the stamp line,
 * then model,eps,lq,log10_lq,tlq,cdf,a_tail, a row a corner of the step function. Share `eps` of the prompts is less
 * likely than lq, so LQ(eps) = lq; tlq is the token-level LQ(eps); cdf = P(p <= lq) and a_tail = lq P(p > lq), p = p(y*|x)
 * over the prompts of a finite task or the test prompts [MHE26, sec. 4, Figure 2b]. Of more than 1,000 corners those are
 * left out that lie within 1/500 of both ranges of the last one kept. */
void csv_curve(const struct session *s, const char *const *model, const double *const *w, int n, struct str *to);

/* Quantiles of the same crowd exactly and from samples: model,eps,lq,sampled,low,high, a row for each of at most 500 shares
 * eps; lp: logs of the likelihoods, their estimates, and the ends of intervals around these, each (c->n). */
void csv_sampled(const struct session *s, const char *model, const struct crowd *c, const double *const lp[4],
		 struct str *to);

#endif
