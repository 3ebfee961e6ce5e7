/* A child process, and three sockets. Sockets and not pipes: a write to a reader that is gone is then an error without
 * SIGPIPE, whatever the program has done about that signal. */
#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { COMPLAINT_MOST = 4096 };

static void close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* Pairs of ends, [0] ours. 0 or an errno. */
static int open_ends(int ends[3][2])
{
	for (int i = 0; i < 3; i++)
		ends[i][0] = ends[i][1] = -1;
	for (int i = 0; i < 3; i++) {
		if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends[i]) != 0)
			return errno;
		if (fcntl(ends[i][0], F_SETFL, O_NONBLOCK) != 0)
			return errno;
	}
	return 0;
}

/* A group of its own, so that Ctrl-C at the terminal is ours to pass on; signals as at a shell's prompt. */
static int set_attributes(posix_spawnattr_t *a)
{
	sigset_t none, all;
	int bad;

	sigemptyset(&none);
	sigfillset(&all);
	sigdelset(&all, SIGKILL);
	sigdelset(&all, SIGSTOP);
	bad = posix_spawnattr_setflags(a, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	bad = bad ? bad : posix_spawnattr_setpgroup(a, 0);
	bad = bad ? bad : posix_spawnattr_setsigmask(a, &none);
	return bad ? bad : posix_spawnattr_setsigdefault(a, &all);
}

static int set_actions(posix_spawn_file_actions_t *f, int ends[3][2])
{
	int bad = 0;

	for (int i = 0; i < 3 && !bad; i++)
		bad = posix_spawn_file_actions_adddup2(f, ends[i][1], i);
	return bad;
}

static int spawn(struct child *c, const char *const argv[], int ends[3][2])
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	int bad;

	if ((bad = posix_spawnattr_init(&attributes)) != 0)
		return bad;
	if ((bad = posix_spawn_file_actions_init(&actions)) == 0) {
		bad = set_attributes(&attributes);
		bad = bad ? bad : set_actions(&actions, ends);
		bad = bad ? bad : posix_spawnp(&c->pid, argv[0], &actions, &attributes, (char *const *)argv, environ);
		posix_spawn_file_actions_destroy(&actions);
	}
	posix_spawnattr_destroy(&attributes);
	return bad;
}

int child_start(struct child *c, const char *const argv[], char *text, size_t n, size_t most)
{
	int ends[3][2], bad;

	*c = (struct child){ .text = text, .n = n, .most = most };
	bad = open_ends(ends);
	bad = bad ? bad : spawn(c, argv, ends);
	c->in = ends[0][0];
	c->out = ends[1][0];
	c->err = ends[2][0];
	for (int i = 0; i < 3; i++)
		close_end(&ends[i][1]);
	if (bad)
		c->pid = 0;
	return bad;
}

static void give(struct child *c)
{
	ssize_t put;

	while (c->given < c->n) {
		put = send(c->in, c->text + c->given, c->n - c->given, MSG_NOSIGNAL);
		if (put < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
			return;
		if (put < 0)
			break; /* it reads no more: what it says will tell why */
		c->given += (size_t)put;
	}
	close_end(&c->in);
}

/* Keeps the first `most` bytes. False: there were more. */
static bool take(int *fd, struct str *to, size_t most)
{
	char block[16384];
	bool fits = true;
	ssize_t got;

	while ((got = read(*fd, block, sizeof block)) > 0) {
		size_t room = most - to->len;
		fits = (size_t)got <= room;
		str_add_bytes(to, block, fits ? (size_t)got : room);
		if (!fits)
			return false;
	}
	if (got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR))
		close_end(fd);
	return true;
}

static void end(struct child *c)
{
	if (c->pid > 0) {
		kill(-c->pid, SIGKILL);
		while (waitpid(c->pid, &c->status, 0) < 0 && errno == EINTR)
			;
	}
	c->pid = 0;
}

/* Asked when it has closed what it speaks through. */
static bool has_ended(struct child *c)
{
	pid_t gone = waitpid(c->pid, &c->status, WNOHANG);

	if (gone == 0 || (gone < 0 && errno == EINTR))
		return false;
	c->pid = 0;
	return true;
}

bool child_tend(struct child *c, int milliseconds)
{
	struct pollfd poll_for[3] = { { c->in, POLLOUT, 0 }, { c->out, POLLIN, 0 }, { c->err, POLLIN, 0 } };

	if (c->pid == 0)
		return false;
	if (poll(poll_for, 3, milliseconds) < 0)
		return true;
	if (poll_for[0].revents)
		give(c);
	if (poll_for[1].revents && !take(&c->out, &c->said, c->most))
		c->flooded = true;
	if (poll_for[2].revents)
		(void)take(&c->err, &c->complaint, COMPLAINT_MOST); /* the others are read too, so that it need not wait */
	if (c->flooded)
		end(c);
	return c->pid != 0 && (c->out >= 0 || c->err >= 0 || !has_ended(c));
}

void child_done(struct child *c)
{
	end(c);
	close_end(&c->in);
	close_end(&c->out);
	close_end(&c->err);
	free(c->text);
	str_done(&c->said);
	str_done(&c->complaint);
	c->text = NULL;
}
