/* Lines from standard input when nobody sits there. */
#ifndef OUTPOST_FRONT_FEED_H
#define OUTPOST_FRONT_FEED_H

#include <stdbool.h>

#include "base/str.h"

struct feed {
	int fd;
	struct str read; /* bytes read so far ..             */
	size_t at;       /* .. and how many were handed out */
	size_t looked;   /* none of those before this one ends the next line .. */
	bool has_line;   /* .. and that one does                                */
	bool ended;
	int line;        /* number of the last line given, from 1 */
};

enum { FEED_MOST = 1 << 20 }; /* bytes of a line */

enum feed_result {
	FEED_LINE,
	FEED_END,
	FEED_SIGNAL, /* a signal came first                 */
	FEED_LONG,   /* the line after `line` is over FEED_MOST bytes: there is no next one */
	FEED_ERROR,  /* cannot be read: errno says why      */
};
/* The next line without its newline, `n` bytes, lent until the next call. Sleeps for it. */
enum feed_result feed_line(struct feed *f, const char **line, size_t *n);
/* Whether a call now would have to read. */
bool feed_is_dry(const struct feed *f);
void feed_done(struct feed *f);

#endif
