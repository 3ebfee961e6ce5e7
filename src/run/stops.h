/* Breaks and watches. A break is a condition at which `continue` stops: when it becomes true, or, where it names an event
 * of the last update, after every update in which it holds. A watch is a value that is shown whenever time has moved. Both
 * are numbered together and stay until a new task. */
#ifndef OUTPOST_RUN_STOPS_H
#define OUTPOST_RUN_STOPS_H

#include "run/expr.h"

struct stop {
	enum stop_kind { STOP_BREAK, STOP_WATCH } kind;
	int number;               /* from 1, never given twice in an experiment                     */
	unsigned who;             /* the trainers that it is for, 0: whichever is trained, or is there */
	struct expr *expr;        /* owned; NULL: a watch of `metric`                               */
	struct metric_ref metric;
	bool enabled;
	/* of a break */
	bool once;                /* goes after its first stop                                      */
	uint64_t ignore, hits;    /* how often it still does not stop; how often it fired           */
	char *commands;           /* owned, what is to be done when it has stopped; NULL: nothing   */
	bool was[TRAINERS];       /* the condition, when it was last looked at                      */
	bool stopped;             /* it is one of those that stopped the last goal                  */
	/* of a watch */
	double shown[TRAINERS];   /* the value that was shown last ..                               */
	bool was_shown[TRAINERS]; /* .. if one was ..                                               */
	double before[TRAINERS];  /* .. and the one before time moved last                          */
	bool was_before[TRAINERS];
};

/* Reads a condition, or for a watch also a metric alone, into an enabled stop without a number. A break whose values are all
 * of one trainer is for that trainer, a stop is for any else. */
bool stop_parse(const struct session *s, enum stop_kind kind, const char *text, struct stop *to, struct err *e);
const char *stop_text(const struct stop *b);
void stop_done(struct stop *b);
struct stop stop_copy(const struct stop *b);

/* Adds it (owned from then on) under the next number. */
struct stop *stops_add(struct session *s, const struct stop *b);
/* By number, NULL: there is none; with an error that lists what there is. */
struct stop *stops_get(const struct session *s, int number);
struct stop *stops_find(const struct session *s, int number, struct err *e);
/* The same of breaks alone. */
struct stop *stops_find_break(const struct session *s, int number, struct err *e);
/* One that `continue N` of these trainers may go to: enabled, and not of another trainer. */
const struct stop *stops_find_goal(const struct session *s, int number, unsigned who, struct err *e);
/* One of the same words, blanks aside, for the same trainers; NULL: none. */
const struct stop *stops_find_same(const struct session *s, const struct stop *b);
/* A copy in the place of its number, also of one that is gone. What it has counted since stays. */
void stops_put(struct session *s, const struct stop *b);
void stops_remove(struct session *s, int number);
void stops_clear(struct session *s);
/* A note, when `n` of them have gone with their task. */
void stops_say_gone(struct session *s, int n);

/* What a goal asks, in this order. First: what holds already does not become true. */
void stops_begin(struct session *s);
/* After an update of `who`: the index of the break that stops, the first of them, or -1. Counts hits. */
int stops_check(struct session *s, int who);
/* The number of the first break that fires at the present update, or that of `only` if it does (0: of any); 0: none.
 * Counts nothing, passes nothing over. */
int stops_would_fire(struct session *s, int who, int only);
/* The same of the update of a row of the trace but the first, of breaks whose conditions are kept (expr.h): */
int stops_fired(const struct session *s, int who, int only, size_t row);
bool stops_kept(const struct session *s, int who, int only);
/* The trainers stand at this break, as after a stop. */
void stops_stand(struct session *s, int number, int who);
/* Keeps how things are for the next look. What conditions themselves remember of an update is kept here too. */
void stops_note(struct session *s, int who);
/* When the stop was said: breaks that were for once go, and what is to be done at the others is due. */
void stops_finish(struct session *s);
/* Whether any break may stop one of these trainers: what holds already may do so for ever. */
bool stops_may_stop(struct session *s, unsigned who);
/* The number of the break at which the trainers stand, 0: none. */
int stops_stands_at(const struct session *s);

/* Commands that are due: those of one break, for the caller to free, and its number; NULL: none. */
char *stops_take_due(struct session *s, int *number);
void stops_drop_due(struct session *s);

/* `stop: break 1, queries>=10k (queries 10,048).` */
void stops_say(struct session *s);
/* `watch 3 likelihood[5]: 3.6e-10 -> 2.9e-10 *`, a line a watch; the old value is that of the last time. To be called
 * whenever time has moved. */
void stops_show_watches(struct session *s);
void stops_show_watch(struct session *s, struct stop *w);
/* The same value, of one trainer or of both, without comparing: for lists. */
void stops_print_watch(struct session *s, const struct stop *w, struct str *to);
/* The trainers (enum who_mask) that it has values of. */
unsigned stops_shown_for(const struct session *s, const struct stop *b);
/* A watch's value of one of them, or those behind a break's condition. */
void stops_print_value(struct session *s, const struct stop *b, int who, struct str *to);
/* What a watch's value was before time moved last: in a run, before it began. Nothing where it reads as it does now. */
void stops_print_then(struct session *s, const struct stop *w, int who, struct str *to);

#endif
