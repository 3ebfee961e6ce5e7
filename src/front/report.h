/* What a session says, for programs: one JSON object an event, {"v":1,"ev":KIND, ..}. The manual page, section JSON, has
 * the kinds and their members. */
#ifndef OUTPOST_FRONT_REPORT_H
#define OUTPOST_FRONT_REPORT_H

#include "base/out.h"
#include "command/interp.h"
#include "run/session.h"

/* Each appends one object, without a newline. */
void report_start(const struct session *s, struct str *to);
/* A line of words, and the command that it belongs to. False, and nothing appended: such words are told as another event. */
bool report_words(const struct running *now, enum out_kind kind, const char *line, size_t n, struct str *to);
/* The latest update of a trainer. */
void report_update(const struct session *s, int who, struct str *to);
void report_discovery(const struct session *s, int who, int prompt, double lq0, struct str *to);
/* A line of the log of lessons: its members. */
void report_lesson(const char *line, struct str *to);
void report_end(int code, struct str *to);

#endif
