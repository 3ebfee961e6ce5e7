/* What a driver lends to commands: the way up without an include. Either function can fail with a reason. */
#ifndef OUTPOST_RUN_STAGE_H
#define OUTPOST_RUN_STAGE_H

#include <stdbool.h>

#include "base/err.h"
#include "run/view.h"

struct stage {
	bool (*plot)(void *self, const struct plot_spec *what, struct err *e);
	void *self;
};

#endif
