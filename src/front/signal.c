/* Notes of what came. Ending is kept, everything else is taken once. */
#include "front/signal.h"

#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <time.h>

static volatile sig_atomic_t interrupted, resized, suspended, ending;

static const int handled[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP };
enum { HANDLED = sizeof handled / sizeof handled[0] };

static sigset_t outside; /* the mask that the program was started with */

static void note(int sig)
{
	switch (sig) {
	case SIGINT:
		interrupted = 1;
		break;
	case SIGWINCH:
		resized = 1;
		break;
	case SIGTSTP:
		suspended = 1;
		break;
	default:
		ending = sig;
	}
}

/* One that was ignored when the program started stays so (nohup, jobs in the background). */
static bool is_ignored(int sig)
{
	struct sigaction was;

	return sigaction(sig, NULL, &was) == 0 && was.sa_handler == SIG_IGN;
}

void signal_start(void)
{
	struct sigaction note_it = { .sa_handler = note }, ignore = { .sa_handler = SIG_IGN };
	sigset_t block;

	sigemptyset(&block);
	sigemptyset(&note_it.sa_mask); /* handlers may nest: one sleep takes all that came */
	for (int i = 0; i < HANDLED; i++) {
		if (is_ignored(handled[i]))
			continue;
		sigaddset(&block, handled[i]);
		sigaction(handled[i], &note_it, NULL);
	}
	sigaction(SIGPIPE, &ignore, NULL);
	sigprocmask(SIG_BLOCK, &block, &outside);
}

void signal_check(void)
{
	static const struct timespec none;

	ppoll(NULL, 0, &none, &outside);
}

bool signal_wait(int fd, int ms)
{
	struct pollfd on = { .fd = fd, .events = POLLIN };
	struct timespec time = { ms / 1000, ms % 1000 * 1000000L };

	if (ppoll(&on, 1, ms < 0 ? NULL : &time, &outside) <= 0)
		return false;
	signal_check(); /* ppoll() leaves signals pending when it has something to read */
	return true;
}

static bool take(volatile sig_atomic_t *what)
{
	bool came = *what;

	*what = 0;
	return came;
}

bool signal_interrupted(void)
{
	return take(&interrupted);
}

bool signal_resized(void)
{
	return take(&resized);
}

bool signal_suspended(void)
{
	return take(&suspended);
}

int signal_ending(void)
{
	return ending;
}

void signal_raise(int sig)
{
	struct sigaction was, plain = { .sa_handler = SIG_DFL };
	sigset_t only;

	sigaction(sig, &plain, &was);
	raise(sig);
	sigemptyset(&only);
	sigaddset(&only, sig);
	sigprocmask(SIG_UNBLOCK, &only, NULL);
	/* here again only after a stop */
	sigprocmask(SIG_BLOCK, &only, NULL);
	sigaction(sig, &was, NULL);
}
