/* Where numbers are from: what stands in every file that is handed out. */
#ifndef OUTPOST_RUN_STAMP_H
#define OUTPOST_RUN_STAMP_H

#include "run/session.h"

/* What the numbers of this session depend on: `outpost 0.1.0 preset=barrier seed=8 task.seed=8 alpha=1e-04
 * query.count=prefix`, and thinned@a=4 where of trainer A every 4th update is kept, and the latest. Without a task the
 * version alone. */
void stamp_print(const struct session *s, struct str *to);
/* The same as an object of JSON, on a line: {"outpost":"0.1.0","preset":"barrier","seed":8, ..} */
void stamp_object(const struct session *s, struct str *to);

#endif
