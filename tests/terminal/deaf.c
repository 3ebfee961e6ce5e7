/* deaf COMMAND ..: runs it on a terminal of its own, inside this one. Keys and sizes are always passed on; what the
 * command writes is not read from SIGUSR1 on until the next one. Ends as the command does. */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static volatile sig_atomic_t deaf, resized = 1;
static struct termios found;

static void note(int sig)
{
	if (sig == SIGUSR1)
		deaf = !deaf;
	else
		resized = 1;
}

static void give_back(void)
{
	tcsetattr(STDIN_FILENO, TCSADRAIN, &found);
}

static _Noreturn void fail(const char *what)
{
	perror(what);
	exit(99);
}

static void run(char **command, const char *name)
{
	int inside;

	setsid();
	inside = open(name, O_RDWR);
	if (inside < 0 || ioctl(inside, TIOCSCTTY, 0) != 0 || tcsetattr(inside, TCSANOW, &found) != 0)
		fail(name);
	for (int fd = 0; fd < 3; fd++)
		dup2(inside, fd);
	if (inside > 2)
		close(inside);
	execvp(command[0], command);
	fail(command[0]);
}

/* False: the end. */
static bool pass(int from, int to)
{
	char bytes[4096];
	ssize_t n = read(from, bytes, sizeof bytes);

	for (ssize_t done = 0; done < n;) {
		ssize_t put = write(to, bytes + done, (size_t)(n - done));
		if (put <= 0)
			return false;
		done += put;
	}
	return n > 0;
}

static void resize(int window)
{
	struct winsize size;

	resized = 0;
	if (ioctl(STDIN_FILENO, TIOCGWINSZ, &size) == 0)
		ioctl(window, TIOCSWINSZ, &size);
}

/* Until the command has closed its terminal. Signals come in ppoll() only. */
static void serve(int window, const sigset_t *open_mask)
{
	for (;;) {
		struct pollfd on[] = { { .fd = STDIN_FILENO, .events = POLLIN }, { .fd = window, .events = POLLIN } };
		if (resized)
			resize(window);
		if (ppoll(on, deaf ? 1 : 2, NULL, open_mask) < 0)
			continue;
		if (on[0].revents && !pass(STDIN_FILENO, window))
			return;
		if (!deaf && on[1].revents && !pass(window, STDOUT_FILENO))
			return;
	}
}

int main(int argc, char **argv)
{
	struct sigaction action = { .sa_handler = note };
	sigset_t noted, before;
	struct termios raw;
	int window = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC), status = 0;
	pid_t child;

	if (argc < 2 || window < 0 || grantpt(window) != 0 || unlockpt(window) != 0 || tcgetattr(STDIN_FILENO, &found) != 0)
		fail("deaf");
	resize(window);
	child = fork();
	if (child == 0)
		run(argv + 1, ptsname(window));
	sigemptyset(&noted);
	sigaddset(&noted, SIGUSR1);
	sigaddset(&noted, SIGWINCH);
	sigprocmask(SIG_BLOCK, &noted, &before);
	sigaction(SIGUSR1, &action, NULL);
	sigaction(SIGWINCH, &action, NULL);
	raw = found;
	cfmakeraw(&raw);
	tcsetattr(STDIN_FILENO, TCSANOW, &raw);
	atexit(give_back);
	serve(window, &before);
	waitpid(child, &status, 0);
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
