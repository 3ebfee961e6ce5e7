/* Stamped tables: what a run did, for other programs. */
#ifndef OUTPOST_RUN_CSV_H
#define OUTPOST_RUN_CSV_H

#include "run/metric.h"

/* The stamp line `# outpost 0.1.0 preset=barrier seed=8 task.seed=8 alpha=1e-04 query.count=prefix`, and a note when rows
 * of the trace were thinned. Then, without metrics: trainer,update,queries,prompt,base,likelihood,hits, a row an update and
 * prompt; with metrics: trainer,update,queries and the metrics as typed, [each] one column a prompt. No value: empty
 * field. Numbers read back equal. Fails for metrics that the trace does not keep. */
bool csv_print(struct session *s, const struct metric_ref *m, int n, struct str *to, struct err *e);

#endif
