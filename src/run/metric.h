/* Metrics: every number with a name. One table feeds `until`, `expect`, `plot`, `export`, `compare`, completion, help and
 * the manual. */
#ifndef OUTPOST_RUN_METRIC_H
#define OUTPOST_RUN_METRIC_H

#include "run/session.h"

enum metric_index {
	METRIC_PLAIN,
	METRIC_PROMPT,     /* [5], [x5], or a set: [in] [out] [all] [0-4] [worst]: its mean; [each]: one column a prompt */
	METRIC_MAY_PROMPT, /* with or without: offsupport, offsupport[5]                                              */
	METRIC_OR_ALL,     /* as METRIC_PROMPT, and entropy is entropy[all]                                             */
	METRIC_TOKEN,      /* [i,t]: prompt and position (from 1): p(y*_t) given the correct prefix                   */
	METRIC_EPS,        /* [eps]                                                                                   */
};

struct metric {
	const char *name, *unit, *help;
	const char *const *alias;  /* other names, NULL at the end, or NULL                        */
	enum metric_index index;
	const char *const *field;  /* .fields, NULL at the end, or NULL; field 0 is no field, field n is field[n - 1] */
	double low, high;          /* values it can take at all                                    */
	bool event;                /* may stand alone as a condition: true when above 0            */
	bool lasts;                /* an event that stays true from one update to the next         */
	bool probability;          /* printed as a probability                                     */
	bool of_iterate;           /* speaks of the run's iterate, not of what was done            */
	bool tokens;               /* a number of tokens: at most N, whatever `high` is            */
	/* Value now; i: prompt (-1: none), t: position from 0 or eps; field: 0 none, 1 the first .. NaN: none yet. NULL:
	 * what the last row of the trace says. */
	double (*now)(const struct session *s, int who, int i, double t, int field);
	/* Value at a row of the trace, or NULL when the trace does not keep it. */
	double (*past)(const struct session *s, int who, int i, size_t row);
	/* What `now` said after the update of that row, where the row says something else; NULL: the same as past. */
	double (*then)(const struct session *s, int who, size_t row);
};

extern const struct metric metric_table[];
extern const int metric_count;
/* By its exact name or an alias, NULL: there is none. */
const struct metric *metric_named(const char *name);

/* A metric as typed: `worst[5].pos@b`. */
struct metric_ref {
	const struct metric *metric;
	enum { SET_NONE, SET_ONE, SET_MANY, SET_EACH } set;
	int prompt;                /* SET_ONE                                     */
	char set_text[32];         /* SET_MANY: evaluated each time (`out`, ..)   */
	double t;                  /* position from 0, or eps                     */
	int field, who;            /* who: -1 the trainer in focus                */
	char text[64];             /* as typed                                    */
};

/* Reads a metric at the start of `text` and returns the bytes it took, 0 with a reason: unknown names suggest, a prompt
 * or position out of range names the range, a missing index says which. */
size_t metric_parse(const struct session *s, const char *text, struct metric_ref *to, struct err *e);
/* A position as people write it, 4 or t4, into one from 0. */
bool position_parse(const struct session *s, const char *text, int *to, struct err *e);
/* The share of prompts that a quantile leaves out. */
bool eps_parse(const char *text, double *to, struct err *e);
/* The value now: a set is its mean; NaN: none. `who` is used when the reference names no trainer. */
double metric_now(const struct session *s, const struct metric_ref *m, int who);
/* The value at a row of the trace of a trainer; NaN: none. False from metric_kept(): the trace does not keep it. */
double metric_past(const struct session *s, const struct metric_ref *m, int who, size_t row);
/* What metric_now() said after the update of that row, of a metric that metric_in_trace(). */
double metric_then(const struct session *s, const struct metric_ref *m, int who, size_t row);
/* Whether the trace of trainer `who` alone tells it: it is kept, in rows that all speak of the run's iterate where that
 * matters, is not of the other trainer, and not of a set that depends on what is now. */
bool metric_in_trace(const struct session *s, const struct metric_ref *m, int who);
/* metric_past() at all rows of the trace of a metric that is kept, into v (rows). */
void metric_history(const struct session *s, const struct metric_ref *m, int who, double *v);
bool metric_kept(const struct metric_ref *m);
/* The values it can take at all, its field and the task considered. */
void metric_range(const struct session *s, const struct metric_ref *m, double *low, double *high);
/* Variance of the importance weight p_w/q on a tracked prompt under the trainer's behaviour and the present weights, before
 * it is clipped; INFINITY beyond the largest double; NaN of behaviours that take no weights. See importance_variance(). */
double metric_weight_variance(const struct session *s, int who, int i);
bool metric_is_probability(const struct metric_ref *m);
/* For a person: probabilities, counts and positions each their way. */
void metric_print(const struct metric_ref *m, double v, char to[40]);

#endif
