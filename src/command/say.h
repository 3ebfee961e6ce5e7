/* Replies in whole sentences, and numbers that only replies need. */
#ifndef OUTPOST_COMMAND_SAY_H
#define OUTPOST_COMMAND_SAY_H

#include "base/num.h"
#include "run/session.h"

/* A reply, broken between words at 79 columns; later lines begin with two blanks more than the first. */
void say(struct session *s, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* A row of a table, never broken; blanks at its end go. */
void say_row(struct session *s, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* What was set up, as session_summary() has it. */
void say_summary(struct session *s);
/* `the run so far is kept as mark run1`; nothing for "". */
void say_kept(struct session *s, const char *mark);
/* "in" or "OUT!" */
const char *say_support(const struct session *s, int prompt);

/* The ending of a word for `n` things: prompt, prompts. */
const char *plural(uint64_t n);

struct metric;
/* What a setting or a metric is: for help and explain. */
void say_setting(struct session *s, const struct setting *key);
/* `lr 0.5 (default 0.1, set by preset)`, a line for each trainer when they differ. */
void say_value(struct session *s, const struct setting *key);
void say_metric(struct session *s, const struct metric *m);
/* `likelihood[i] token[i,t]`: how the metric is typed. */
void say_metric_form(const struct metric *m, struct str *to);

#endif
