/* Where numbers are from: what stands in every file that is handed out. */
#ifndef OUTPOST_RUN_STAMP_H
#define OUTPOST_RUN_STAMP_H

#include "run/session.h"

/* `outpost 0.1.0 preset=barrier seed=8 task.seed=8 alpha=1e-04 query.count=prefix`; without a task the version alone. */
void stamp_print(const struct session *s, struct str *to);

#endif
