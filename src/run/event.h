/* Events: what happened in a trainer's last update. Each function is a metric's: of one prompt (i) 1 or 0, or a number of
 * responses; without one (i = -1) of all tracked prompts together. NaN before the first update, and where the update did not
 * count such a thing or its counts are not at hand any more. */
#ifndef OUTPOST_RUN_EVENT_H
#define OUTPOST_RUN_EVENT_H

#include "run/session.h"

enum { STALLED_AFTER = 20 }; /* updates in a row without a reward */

double event_off(const struct session *s, int who, int i, double t, int field);
double event_discovery(const struct session *s, int who, int i, double t, int field);
/* Asked about, and no response was rewarded; all of its responses were. */
double event_allwrong(const struct session *s, int who, int i, double t, int field);
double event_allright(const struct session *s, int who, int i, double t, int field);
/* The likelihood p has come up to .9 or more; it has fallen below a tenth of p0. */
double event_learned(const struct session *s, int who, int i, double t, int field);
double event_forgot(const struct session *s, int who, int i, double t, int field);
/* It was the STALLED_AFTER-th update in a row that asked about the prompt and rewarded nothing. */
double event_stalled(const struct session *s, int who, int i, double t, int field);

#endif
