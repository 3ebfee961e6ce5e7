/* The lines that a person typed, from one session to the next. Each is added to the file when it is entered, so that
 * sessions side by side lose none. */
#ifndef OUTPOST_FRONT_HISTORY_FILE_H
#define OUTPOST_FRONT_HISTORY_FILE_H

#include "base/out.h"
#include "base/str.h"
#include "command/interp.h"

struct history_file {
	struct str path; /* empty: lines are not kept                              */
	uint64_t known;  /* lines of the history that are dealt with               */
	int lines;       /* in the file, as far as this session knows              */
};

/* Gives the interpreter the newest lines of file `history` in the user's folder of state. What is wrong with the file is
 * said once, as a note; then lines are not kept. */
void history_file_open(struct history_file *f, struct interp *p, struct out *out);
/* Adds the lines that were typed since. */
void history_file_keep(struct history_file *f, const struct interp *p, struct out *out);
void history_file_done(struct history_file *f);

#endif
