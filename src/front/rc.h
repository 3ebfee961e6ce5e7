/* The scripts with which a session at a terminal begins. */
#ifndef OUTPOST_FRONT_RC_H
#define OUTPOST_FRONT_RC_H

#include "base/out.h"
#include "base/str.h"

/* Zeroed memory: none. */
struct rc {
	struct rc_file {
		char *name;      /* in errors */
		struct str text;
	} file[2];               /* (n) in their order */
	int n;
};

/* Adds the user's own, and that of the current folder where it is trusted. What cannot be read is an error, what is not to be
 * run a note; either way the session goes on. */
void rc_read(struct rc *to, struct out *out);
/* One that was named and read already. */
void rc_take(struct rc *to, const char *name, const struct str *text);
void rc_done(struct rc *r);

#endif
