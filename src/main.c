/* The choice of a driver, the folder of the data, and the exit code. */
#include <errno.h>
#include <gsl/gsl_errno.h>
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/home.h"
#include "base/num.h"
#include "command/assign.h"
#include "command/interp.h"
#include "command/manual.h"
#include "front/curses.h"
#include "front/exit.h"
#include "front/greeting.h"
#include "front/lesson-check.h"
#include "front/options.h"
#include "front/rc.h"
#include "front/signal.h"
#include "front/terminal.h"
#include "front/text.h"
#include "run/journal.h"
#include "run/place.h"

static bool is_set(const char *variable)
{
	const char *value = getenv(variable);

	return value && *value;
}

/* Plain text on request, and for terminals or people that the rest would not serve. */
static bool wants_plain(const struct request *r)
{
	static const char *const wishes[] = { "ACCESSIBLE", "OUTPOST_PLAIN" };
	const char *term = getenv("TERM");

	if (r->tui)
		return false;
	for (int i = 0; i < 2; i++)
		if (is_set(wishes[i]))
			return true;
	return r->plain || (term && strcmp(term, "dumb") == 0);
}

static bool wants_color(const struct request *r)
{
	return r->color == COLOR_ALWAYS || (r->color == COLOR_AUTO && !is_set("NO_COLOR"));
}

/* Where this program lies; false: not known. */
static bool own_path(char to[PATH_MAX])
{
	ssize_t n = readlink("/proc/self/exe", to, PATH_MAX - 1);

	if (n > 0)
		to[n] = '\0';
	return n > 0;
}

/* The source tree's examples when the program runs from its build tree, else where they are installed. */
static const char *data_folder(void)
{
	const char *given = getenv("OUTPOST_DATA");
	char self[PATH_MAX], build[PATH_MAX];

	if (given && *given)
		return given;
	if (own_path(self) && realpath(ABS_BUILDDIR, build)) {
		size_t n = strlen(build);
		if (strncmp(self, build, n) == 0 && self[n] == '/')
			return ABS_SRCDIR "/examples";
	}
	return PKGDATADIR;
}

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* A word of the command line as a quoted word of the command language. */
static void add_quoted(struct str *to, const char *word)
{
	str_add(to, "\"");
	for (; *word; word++)
		str_addf(to, "%s%c", *word == '"' || *word == '\\' ? "\\" : "", *word);
	str_add(to, "\"");
}

/* The run that was saved last, with what there is to say of it. */
static int load_last(struct text *t)
{
	return text_run(t, "load last", "outpost --resume") == TEXT_FAILED ? EXIT_FILE : EXIT_OK;
}

/* Loads the experiment to start with, in silence. */
static int load_preset(const struct request *r, struct text *t)
{
	struct str command = { 0 };
	enum text_result result;
	struct err e;
	uint64_t seed;

	if (r->seed && !num_parse_count(r->seed, &seed)) {
		err_set(&e, "--seed takes a whole number, got \"%s\"", r->seed);
		return options_refuse(e.text);
	}
	str_add(&command, "preset ");
	add_quoted(&command, r->preset ? r->preset : "barrier");
	if (r->seed)
		str_addf(&command, " seed=%s", r->seed);
	sink_hold(&t->sink);
	result = text_run(t, str_text(&command), "outpost");
	sink_release(&t->sink, result == TEXT_FAILED);
	str_done(&command);
	if (result != TEXT_FAILED || (!r->preset && t->options.interactive))
		return EXIT_OK;
	return r->preset || r->seed ? EXIT_USAGE : EXIT_FILE;
}

/* The scripts that the session begins with. Batch runs have none of their own: they give the same bytes everywhere. */
static void find_rc(const struct request *r, bool interactive, struct rc *to, struct out *out)
{
	*to = (struct rc){ 0 };
	if (r->has_rc)
		rc_take(to, r->rc.name, &r->rc.text);
	else if (interactive && !r->no_rc)
		rc_read(to, out);
}

/* An error ends its script and nothing else. */
static enum text_result begin(const struct request *r, struct text *t)
{
	enum text_result result = TEXT_RAN;
	struct rc rc;

	find_rc(r, t->options.interactive, &rc, &t->sink.out);
	for (int i = 0; i < rc.n && result != TEXT_LEFT && result != TEXT_STOPPED; i++)
		result = text_run(t, str_text(&rc.file[i].text), rc.file[i].name);
	rc_done(&rc);
	return result == TEXT_FAILED ? TEXT_RAN : result;
}

/* Everything that was asked for, in its order. */
static void play(const struct request *r, struct text *t)
{
	enum text_result result = begin(r, t);

	for (int i = 0; i < r->ninput && result == TEXT_RAN; i++)
		result = text_run(t, str_text(&r->input[i].text), r->input[i].name);
	if (!t->options.interactive && r->ninput == 0 && result == TEXT_RAN)
		text_run_stdin(t);
	else if (t->options.interactive && result != TEXT_LEFT)
		text_talk(t);
}

static void play_in(struct terminal *t, const struct session *s, const struct request *r)
{
	struct rc rc;
	struct err e;

	find_rc(r, true, &rc, terminal_out(t));
	for (int i = 0; i < rc.n; i++)
		terminal_run(t, str_text(&rc.file[i].text), rc.file[i].name);
	rc_done(&rc);
	terminal_greet(t);
	if (r->resume)
		greeting_resumed(s, terminal_out(t));
	for (int i = r->ninput - 1; i >= 0; i--) /* what is pushed last runs first */
		if (!terminal_push(t, str_text(&r->input[i].text), r->input[i].name, &e))
			out_line(terminal_out(t), OUT_ERROR, "%s", e.text);
	terminal_talk(t);
}

/* The same on the screen. False: it cannot be, because of `e`, and nothing was run. */
static bool play_on_screen(const struct request *r, const struct text *text, struct err *e)
{
	struct terminal_options options = { .color = wants_color(r), .utf8 = text->options.utf8, .clock = seconds };
	struct terminal *t;

	if (!curses_suits(getenv("TERM"), e) || !(t = terminal_start(&options, text->session, text->interp, e)))
		return false;
	play_in(t, text->session, r);
	terminal_end(t);
	return true;
}

/* A person at the terminal: on the screen when it can be, else in text mode. */
static int play_at_terminal(struct request *r, struct text *t, bool plain)
{
	struct err e;

	if (!plain && play_on_screen(r, t, &e))
		return EXIT_OK;
	if (r->tui) {
		fprintf(stderr, "outpost: %s\n", e.text);
		return EXIT_TERMINAL;
	}
	if (!plain)
		out_line(&t->sink.out, OUT_NOTE, "text mode: %s", e.text);
	play(r, t);
	return EXIT_OK;
}

/* What a person does is saved as it is done. */
static void save_from_now(struct session *s)
{
	struct str folder = { 0 };

	if (home_state(&folder))
		journal_start(s, str_text(&folder));
	s->keeps_lessons = folder.len > 0;
	str_done(&folder);
}

static void say_saved(struct session *s)
{
	if (journal_path(s))
		out_line(s->out, OUT_NOTE, "saved as %s: outpost --resume goes on from here", journal_path(s));
}

static bool take_wish(struct session *s, const char *name, const char *value, int *code)
{
	struct err e;

	if (!value || assign_user(s, setting_named(name), 0, value, &e))
		return true;
	*code = options_refuse(e.text);
	return false;
}

/* With its folders; `folder` is lent to it. */
static struct session *new_session(const struct request *r, struct out *out, struct str *folder)
{
	struct session *s = session_new(out);

	s->data = data_folder();
	s->user_data = home_config(folder) ? str_text(folder) : NULL;
	s->work = r->class ? PLACE_WORK : NULL;
	return s;
}

static int run_session(struct request *r)
{
	bool has_terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO), plain = wants_plain(r);
	struct text_options options = { .interactive = has_terminal && r->stays && !r->tap && !r->json,
					.tap = r->tap, .json = r->json, .plain = plain, .clock = seconds,
					.utf8 = !r->ascii && strcmp(nl_langinfo(CODESET), "UTF-8") == 0 };
	struct str folder = { 0 };
	struct session *s;
	struct interp *p;
	struct text t;
	int code = EXIT_OK;

	text_init(&t, &options);
	s = new_session(r, &t.sink.out, &folder);
	p = interp_new(s);
	text_attach(&t, s, p);
	if (options.interactive)
		save_from_now(s);
	if (take_wish(s, "threads", r->threads, &code) && take_wish(s, "theme", r->theme, &code))
		code = r->resume ? load_last(&t) : load_preset(r, &t);
	if (code == EXIT_OK)
		text_begin(&t);
	if (code == EXIT_OK && options.interactive)
		code = play_at_terminal(r, &t, plain);
	else if (code == EXIT_OK && !t.stopped)
		play(r, &t);
	say_saved(s);
	journal_end(s);
	code = text_end(&t, code);
	interp_free(p);
	session_free(s);
	str_done(&folder);
	return code;
}

/* A session for each lesson and seed. */
static int check_lessons(const struct request *r)
{
	struct text_options options = { .tap = true, .plain = true, .clock = seconds };
	struct str folder = { 0 };
	struct text t;
	int code;

	text_init(&t, &options);
	code = lesson_check_files(&t, r->lesson, r->nlessons, new_session(r, &t.sink.out, &folder));
	str_done(&folder);
	return code;
}

/* For --help, --version and --man. */
static int print_and_leave(const char *text)
{
	fputs(text, stdout);
	if (fclose(stdout) == 0)
		return EXIT_OK;
	if (errno != EPIPE)
		fprintf(stderr, "outpost: cannot write to standard output: %s\n", strerror(errno));
	return EXIT_FILE;
}

static int print_manual(void)
{
	struct str text = { 0 };
	int code;

	manual_print(&text);
	code = print_and_leave(str_text(&text));
	str_done(&text);
	return code;
}

static int answer(struct request *r)
{
	if (r->help)
		return print_and_leave(options_usage);
	if (r->version)
		return print_and_leave("outpost " PACKAGE_VERSION "\n");
	if (r->man)
		return print_manual();
	if (r->check_lesson && r->nlessons == 0)
		return options_refuse("--check-lesson needs a file of a lesson behind it");
	if (r->check_lesson && (r->ninput > 0 || r->json || r->tui || r->resume || r->preset || r->seed))
		return options_refuse("--check-lesson plays lessons and nothing else: FILE.lesson ..");
	if (r->check_lesson)
		return check_lessons(r);
	if (r->tap && r->json)
		return options_refuse("standard output is for one reader: --tap or --json, not both");
	if (r->resume && (r->preset || r->seed))
		return options_refuse("--resume goes on with a saved run: not with --preset or --seed");
	if (r->has_rc && r->no_rc)
		return options_refuse("--rc FILE or --no-rc, not both");
	if (r->tui && (!r->stays || r->plain || r->tap || r->json))
		return options_refuse("--tui is for a person at a terminal: not with --plain, --tap, --json, -e or -b (use "
				      "FILE.op)");
	if (r->tui && !(isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))) {
		fputs("outpost: --tui needs a terminal, and standard input or output is none\n", stderr);
		return EXIT_TERMINAL;
	}
	return run_session(r);
}

/* OpenMP's threads wait for each other by spinning, by default for so long that on a busy machine an update takes ten
 * times as long as with one thread. It reads its variables when it is loaded, so the program starts itself once more with
 * a short spin, unless somebody has chosen already. */
static void shorten_spinning(char **argv)
{
	char self[PATH_MAX];

	if (getenv("OMP_WAIT_POLICY") || getenv("GOMP_SPINCOUNT"))
		return;
	if (own_path(self) && setenv("GOMP_SPINCOUNT", "20000", 1) == 0)
		execv(self, argv);
}

int main(int argc, char **argv)
{
	struct request r;
	int code;

	shorten_spinning(argv);
	signal_start();
	gsl_set_error_handler_off(); /* statuses are checked; the default aborts */
	setlocale(LC_ALL, "");
	setlocale(LC_NUMERIC, "C");
	code = options_read(&r, argc, argv);
	if (code == EXIT_OK)
		code = answer(&r);
	options_done(&r);
	return code;
}
