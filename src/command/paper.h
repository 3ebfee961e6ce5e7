/* The figures of the paper and ours: what each is made of. A script of the examples is played, and what is then in the
 * session, and in the tables and points it has left, is drawn. */
#ifndef OUTPOST_COMMAND_PAPER_H
#define OUTPOST_COMMAND_PAPER_H

#include "run/figure.h"
#include "run/session.h"

struct paper_figure {
	const char *name, *script; /* "1", "figure1.op": its file is figure1.pdf  */
	const char *what;          /* one line                                    */
	bool has_updates;          /* its x may be queries or updates             */
	/* Tables are in s->tables, points in s->fits. NULL with a reason. */
	struct figure *(*make)(const struct session *s, bool by_update, struct err *e);
};

extern const struct paper_figure paper_figures[]; /* name NULL at the end */

#endif
