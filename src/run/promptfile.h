/* Prompt files: UTF-8 text, a line a prompt, `prompt TAB response [TAB weight [TAB skip]]`, the response's tokens
 * separated by blanks. Empty lines and lines that begin with # are skipped, a byte order mark and CR before a line's
 * end are dropped. */
#ifndef OUTPOST_RUN_PROMPTFILE_H
#define OUTPOST_RUN_PROMPTFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "core/template.h"

struct promptfile {
	struct listing listing; /* without templates; points into what follows, which is owned */
	char *room;             /* the prompts' texts, each with its end */
	const char **text;      /* (n) */
	uint8_t *y;             /* (n, N) */
	double *weight;         /* (n) */
	bool *skip;             /* (n) */
	char (*token_name)[TASK_NAME_MOST]; /* (k) sorted by their bytes, the end token "." last */
	int skipped;            /* prompts kept out of pre-training */
};

/* Whether it is a prompt file and no matrix file: the first line that is neither empty nor a comment has a TAB, or
 * its name ends in .tsv. */
bool promptfile_is(const char *bytes, size_t n, const char *name);
/* Reads a whole file's bytes. Shorter responses end in the token "." up to the longest one's length; the alphabet is
 * what responses have, and "." where there is padding or nothing else to choose. False with FILE:LINE:COLUMN, what
 * was found there and what is allowed; `f` is then empty. promptfile_done() else. */
bool promptfile_parse(struct promptfile *f, const char *bytes, size_t n, const char *name, struct err *e);
void promptfile_done(struct promptfile *f);

#endif
