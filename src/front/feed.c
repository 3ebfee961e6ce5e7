/* Signals come in while it sleeps, which getline(3) would not allow. */
#include "front/feed.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "front/signal.h"

enum { CHUNK_BYTES = 65536 };

/* Forgets what was handed out, so that a long stream needs no more room than its longest line. */
static void shift(struct feed *f)
{
	if (f->at == 0)
		return;
	memmove(f->read.text, f->read.text + f->at, f->read.len - f->at);
	f->read.len -= f->at;
	f->looked -= f->at;
	f->at = 0;
}

/* Goes on looking for the end of the next line: each byte is looked at once. */
static void look(struct feed *f)
{
	const char *from = str_text(&f->read) + f->looked, *end = memchr(from, '\n', f->read.len - f->looked);

	f->has_line = end != NULL;
	f->looked = end ? f->looked + (size_t)(end - from) : f->read.len;
}

bool feed_is_dry(const struct feed *f)
{
	return !f->has_line && !f->ended;
}

static enum feed_result fill(struct feed *f)
{
	char bytes[CHUNK_BYTES];
	ssize_t n;

	if (!signal_wait(f->fd, -1))
		return FEED_SIGNAL;
	n = read(f->fd, bytes, sizeof bytes);
	if (n < 0 && errno != EBADF) /* a closed one has no lines */
		return errno == EINTR || errno == EAGAIN ? FEED_LINE : FEED_ERROR;
	f->ended = n <= 0;
	if (f->ended)
		return FEED_LINE;
	str_add_bytes(&f->read, bytes, (size_t)n);
	look(f);
	return FEED_LINE;
}

enum feed_result feed_line(struct feed *f, const char **line, size_t *n)
{
	if (feed_is_dry(f))
		shift(f);
	while (feed_is_dry(f) && f->looked - f->at <= FEED_MOST) {
		enum feed_result r = fill(f);
		if (r != FEED_LINE)
			return r;
	}
	if (f->at == f->read.len)
		return FEED_END;
	if (f->looked - f->at > FEED_MOST)
		return FEED_LONG;
	*line = f->read.text + f->at;
	*n = f->looked - f->at;
	f->at = f->looked += f->has_line;
	f->line++;
	look(f);
	return FEED_LINE;
}

void feed_done(struct feed *f)
{
	str_done(&f->read);
}
