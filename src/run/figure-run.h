/* Figures of the run at hand: metrics from update to update. */
#ifndef OUTPOST_RUN_FIGURE_RUN_H
#define OUTPOST_RUN_FIGURE_RUN_H

#include "run/figure.h"
#include "run/metric.h"

enum figure_scale { FIGURE_SCALE_OWN, FIGURE_SCALE_LOG, FIGURE_SCALE_LIN }; /* OWN: logarithmic for probabilities */

/* A panel a metric, with a curve of each trainer; of a metric [each] a panel a trainer, with a curve of each prompt. Without
 * metrics likelihood[each] and hits[each], which is what csv_print() then writes. NULL with a reason: they are not kept for
 * every update, or too many, or there is nothing to draw. */
struct figure *figure_of_run(const struct session *s, const struct metric_ref *m, int n, bool by_update,
			     enum figure_scale scale, struct err *e);
/* The parts of it, for other figures. The curve of one value of a trainer in a panel .. */
void figure_add_curve(struct figure_panel *p, const struct session *s, const struct metric_ref *m, int who, bool by_update,
		      int look, const char *name);
/* .. of all prompts, by how likely they were in the beginning .. */
void figure_add_prompts(struct figure_panel *p, const struct session *s, const struct metric_ref *m, int who, bool by_update);
/* .. and the line of the support. */
void figure_add_alpha(struct figure_panel *p, const struct session *s);

#endif
