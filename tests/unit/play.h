/* A session, its interpreter, and what they say: for tests that type commands. */
#ifndef OUTPOST_TESTS_PLAY_H
#define OUTPOST_TESTS_PLAY_H

#include "command/interp.h"

struct play {
	struct out out;
	struct str said;  /* every line; behind "note: ", "error: ", "ok: " or "not ok: " what is such */
	struct session *session;
	struct interp *interp;
	enum interp_result last;
};

void play_init(struct play *p);
void play_done(struct play *p);
/* Runs a text to its end; what was said since the last call, lent until the next one. */
const char *play(struct play *p, enum interp_source source, const char *text);
/* One typed line. */
const char *type(struct play *p, const char *line);
/* Fails the test unless the line says exactly / contains `what`. */
void play_says(struct play *p, const char *line, const char *what);
void play_has(struct play *p, const char *line, const char *what);
/* A file with this content in the current folder, which is one made for the test program. */
void play_file(const char *name, const char *content);

#endif
