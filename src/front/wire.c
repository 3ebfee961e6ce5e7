/* Writers find a file in memory in the terminal's place; from there the bytes go through a file of our own that does not
 * block. The terminal's other files are shared with the shell, which would not expect that of them. */
#include "front/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

#include "base/str.h"

enum { PATIENCE = 1000 }; /* ms */

static FILE *file;
static int terminal = -1, store = -1; /* store -1: `file` is the terminal itself */
static struct str queue;              /* fetched from the store ..               */
static size_t sent;                   /* .. of which the terminal has so much    */
static struct wire_ear ear;           /* heard NULL: nobody listens              */

/* -1 where the terminal cannot be opened once more: it is another user's. */
static int open_again(int fd)
{
	const char *name = ttyname(fd);

	return name ? open(name, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC) : -1;
}

FILE *wire_open(int fd)
{
	int own = fcntl(fd, F_DUPFD_CLOEXEC, 3);

	file = own >= 0 ? fdopen(own, "w") : NULL;
	if (!file) {
		if (own >= 0)
			close(own);
		return NULL;
	}
	terminal = open_again(fd);
	if (terminal < 0)
		terminal = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	return file;
}

void wire_hold(void)
{
	if (terminal < 0)
		return;
	fflush(file);
	store = memfd_create("wire", MFD_CLOEXEC);
	if (store >= 0 && dup3(store, fileno(file), O_CLOEXEC) < 0) {
		close(store);
		store = -1;
	}
}

/* Both descriptors share one place in the store, which is its end. */
static void fetch(void)
{
	char bytes[4096];
	size_t before = queue.len;
	off_t at = 0;
	ssize_t n;

	if (store < 0 || lseek(store, 0, SEEK_CUR) <= 0)
		return;
	while ((n = pread(store, bytes, sizeof bytes, at)) > 0) {
		str_add_bytes(&queue, bytes, (size_t)n);
		at += n;
	}
	lseek(store, 0, SEEK_SET);
	while (ftruncate(store, 0) != 0 && errno == EINTR)
		;
	if (ear.heard && queue.len > before)
		ear.heard(ear.self, queue.text + before, queue.len - before);
}

void wire_listen(const struct wire_ear *to)
{
	fetch(); /* what was painted until now is not for this one */
	ear = to ? *to : (struct wire_ear){ NULL, NULL };
}

static bool is_writable(int ms)
{
	struct pollfd out = { .fd = terminal, .events = POLLOUT };

	return poll(&out, 1, ms) > 0;
}

/* How many of the n bytes the terminal has taken when it took none for `ms`. One that is gone takes all. */
static size_t push(const char *bytes, size_t n, int ms)
{
	size_t done = 0;

	while (done < n && is_writable(ms)) {
		ssize_t put = write(terminal, bytes + done, n - done);
		if (put >= 0)
			done += (size_t)put;
		else if (errno != EINTR && errno != EAGAIN)
			return n;
	}
	return done;
}

static void forget(void)
{
	str_clear(&queue);
	sent = 0;
}

static bool send(int ms)
{
	fetch();
	if (sent < queue.len)
		sent += push(queue.text + sent, queue.len - sent, ms);
	if (sent < queue.len)
		return false;
	forget();
	return true;
}

bool wire_send(void)
{
	return send(0);
}

/* In place of what the terminal has been given and not shown, so that there is room. */
static void push_past(const char *leave, size_t n)
{
	tcflush(terminal, TCOFLUSH);
	push(leave, n, 0);
}

void wire_rescue(const char *leave, size_t n)
{
	size_t done = push(leave, n, PATIENCE);

	if (done < n)
		push_past(leave, n);
}

bool wire_finish(const char *leave, size_t n)
{
	if (send(PATIENCE))
		return true;
	forget();
	push_past(leave, n);
	return false;
}

void wire_close(void)
{
	if (file)
		fclose(file);
	if (terminal >= 0)
		close(terminal);
	if (store >= 0)
		close(store);
	file = NULL;
	terminal = store = -1;
	str_done(&queue);
	sent = 0;
}
