/* What the table of metrics takes from elsewhere, each as `now` of struct metric (metric.h). */
#ifndef OUTPOST_RUN_METRIC_OWN_H
#define OUTPOST_RUN_METRIC_OWN_H

#include "run/metric.h"

/* Of prompt i; fields as in the table. */
double metric_worst(const struct session *s, int who, int i, double t, int field);
double metric_token(const struct session *s, int who, int i, double t, int field);
double metric_entropy(const struct session *s, int who, int i, double t, int field);
double metric_kl(const struct session *s, int who, int i, double t, int field);
double metric_weightvar(const struct session *s, int who, int i, double t, int field);
/* Of all prompts of a finite task, or of the test prompts; t is eps. */
double metric_lq(const struct session *s, int who, int i, double t, int field);
double metric_tlq(const struct session *s, int who, int i, double t, int field);

#endif
