/* Stamped tables: what a run did, for other programs. */
#ifndef OUTPOST_RUN_CSV_H
#define OUTPOST_RUN_CSV_H

#include "run/metric.h"

/* The stamp line `# outpost 0.1.0 preset=barrier seed=8 task.seed=8 alpha=1e-04 query.count=prefix`, and a note when rows
 * of the trace were thinned. Then, without metrics: trainer,update,queries,prompt,base,likelihood,hits, a row an update and
 * prompt; with metrics: trainer,update,queries and the metrics as typed, [each] one column a prompt. No value: empty
 * field. Numbers read back equal. Fails for metrics that the trace does not keep. */
bool csv_print(struct session *s, const struct metric_ref *m, int n, struct str *to, struct err *e);

/* The likelihood curve of each of the n models named, all of which have weights w[i] of the session's task: the stamp line,
 * then model,eps,lq,log10_lq,tlq,cdf,a_tail, a row a corner of the step function. Share `eps` of the prompts is less
 * likely than lq, so LQ(eps) = lq; tlq is the token-level LQ(eps); cdf = P(p <= lq) and a_tail = lq P(p > lq), p = p(y*|x)
 * over the prompts of a finite task or the test prompts [MHE26, sec. 4, Figure 2b]. Of more than 1,000 corners those are
 * left out that lie within 1/500 of both ranges of the last one kept. */
void csv_curve(const struct session *s, const char *const *model, const double *const *w, int n, struct str *to);

#endif
