/* Notes of what came. Ending is kept, everything else is taken once. */
#include "front/signal.h"

#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t interrupted, resized, suspended, ending;

static const int handled[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP };
enum { HANDLED = sizeof handled / sizeof handled[0], WAITED = 4 };

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

unsigned signal_wait_any(const int *fd, int n, int ms)
{
	struct pollfd on[WAITED];
	struct timespec time = { ms / 1000, ms % 1000 * 1000000L };
	unsigned ready = 0;

	for (int i = 0; i < n; i++)
		on[i] = (struct pollfd){ .fd = fd[i], .events = POLLIN }; /* ppoll() leaves those below 0 out */
	if (ppoll(on, (nfds_t)n, ms < 0 ? NULL : &time, &outside) <= 0)
		return 0;
	for (int i = 0; i < n; i++)
		if (on[i].revents)
			ready |= 1u << i;
	signal_check(); /* ppoll() leaves signals pending when it has something to read */
	return ready;
}

bool signal_wait(int fd, int ms)
{
	return signal_wait_any(&fd, 1, ms) != 0;
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

/* ---- Fatal signals */

static const int fatal[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
enum { FATAL = sizeof fatal / sizeof fatal[0] };

/* The default, or a sanitizer's report. What sanitizers find without a signal comes here with abort_on_error=1. */
static struct sigaction before[FATAL];
static void (*volatile rescuer)(void);
static atomic_flag rescued = ATOMIC_FLAG_INIT;

/* No signal of ours nests here: a fault in the rescue ends the program at once. A fault repeats itself after the
 * return, so that a core dump shows its place; what was sent is sent again, and waits until then. */
static void die(int sig, siginfo_t *why, void *context)
{
	(void)context;
	/* another thread is at it, and will end this one too */
	if (atomic_flag_test_and_set(&rescued))
		for (;;)
			pause();
	if (rescuer)
		rescuer();
	for (int i = 0; i < FATAL; i++)
		sigaction(fatal[i], &before[i], NULL);
	if (why->si_code <= 0)
		raise(sig);
}

static void take_fatal(void)
{
	static char stack[1 << 16]; /* for when the program's own has overflowed */
	struct sigaction dying = { .sa_sigaction = die, .sa_flags = SA_ONSTACK | SA_SIGINFO };
	stack_t own = { .ss_sp = stack, .ss_size = sizeof stack }, was;

	if (sigaltstack(NULL, &was) == 0 && was.ss_flags & SS_DISABLE)
		sigaltstack(&own, NULL);
	sigemptyset(&dying.sa_mask);
	sigaddset(&dying.sa_mask, SIGTTOU); /* in the background, too, the terminal may be put right */
	for (int i = 0; i < FATAL; i++)
		sigaddset(&dying.sa_mask, fatal[i]);
	for (int i = 0; i < FATAL; i++)
		sigaction(fatal[i], &dying, &before[i]);
}

void signal_guard(void (*rescue)(void))
{
	bool was_on = rescuer != NULL;

	rescuer = rescue;
	atomic_flag_clear(&rescued);
	if (rescue && !was_on)
		take_fatal();
	for (int i = 0; !rescue && was_on && i < FATAL; i++)
		sigaction(fatal[i], &before[i], NULL);
}
