/* Breaks and watches as commands name and list them. */
#ifndef OUTPOST_COMMAND_STOP_LIST_H
#define OUTPOST_COMMAND_STOP_LIST_H

#include "command/args.h"
#include "run/stops.h"

/* `queries>=10k once @b`: as it was typed. */
void stop_label(const struct stop *b, struct str *to);
/* "break" or "watch" */
const char *stop_word(const struct stop *b);
/* A row for each of the kind, or a sentence when there is none. */
void stop_list(struct session *s, enum stop_kind kind);
/* Argument `i` as the number of a break or a watch, whether or not there is one. */
bool stop_number(const struct args *a, int i, int *to, struct err *e);

#endif
