/* One loop for all of text mode: run() below. At a prompt readline is shown only when it has nothing to do. */
#include "front/text.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/xalloc.h"
#include "command/script.h"
#include "front/report.h"
#include "front/exit.h"
#include "front/feed.h"
#include "front/greeting.h"
#include "front/line.h"
#include "front/shot.h"
#include "front/signal.h"
#include "front/window.h"
#include "panel/keymap.h"
#include "panel/page.h"
#include "panel/plot.h"
#include "run/frame.h"
#include "run/summary.h"

static const double slice_seconds = 0.010;
static const char stdin_name[] = "stdin"; /* in errors */
enum { PLOT_ROWS = 14, PLOT_COLUMNS_MOST = 120, SHOT_ROWS = 24, SHOT_COLUMNS = 80 };

static const struct glyphs *glyphs(const struct text *t)
{
	return glyphs_wished(t->options.utf8 && !t->options.plain, (enum plot_chars)t->session->config.plot);
}

static bool draw_plot(void *self, struct err *e)
{
	struct text *t = self;
	struct session *s = t->session;
	int columns = window_columns(STDOUT_FILENO);
	struct canvas c;
	struct str lines = { 0 };

	if (!session_ready(s))
		return err_set(e, "no task yet: preset NAME or new KIND");
	canvas_init(&c, PLOT_ROWS, columns < PLOT_COLUMNS_MOST ? columns : PLOT_COLUMNS_MOST);
	plot_draw(frame_build(s, s->view.who, FRAME_CURVE), glyphs(t), &c);
	canvas_print(&c, &lines);
	out_line(s->out, OUT_REPLY, "%s", str_text(&lines));
	str_done(&lines);
	canvas_done(&c);
	return true;
}

/* For the page below: where the keys of a screen would go. */
static bool look_at(void *self, const char *panel)
{
	struct text *t = self;

	t->focus = page_named(panel);
	return true;
}

/* The page that a screen would show of this session, before anything was typed there. */
static bool draw_shot(void *self, struct shot_order *order, struct err *e)
{
	struct text *t = self;
	struct session *s = t->session;
	struct scene scene = { .view = &s->view, .glyphs = glyphs(t), .focus = t->focus,
			       .console = { .prompt = "outpost> ", .edit = "" } };

	order->rows = order->rows ? order->rows : SHOT_ROWS;
	order->cols = order->cols ? order->cols : SHOT_COLUMNS;
	return shot_write(&scene, s, order, e);
}

static void offer(void *self, const char *text)
{
	struct text *t = self;

	free(t->offered);
	t->offered = xstrdup(text);
}

static void updated(void *self, int who)
{
	struct text *t = self;
	struct str event = { 0 };

	if (t->session->config.verbose < 2)
		return;
	if (t->options.json) {
		report_update(t->session, who, &event);
		sink_event(&t->sink, &event);
	} else {
		summary_update(t->session, who);
	}
	str_done(&event);
}

static void discovered(void *self, int who, int prompt, double lq0)
{
	struct text *t = self;
	struct str event = { 0 };

	if (!t->options.json)
		return;
	report_discovery(t->session, who, prompt, lq0, &event);
	sink_event(&t->sink, &event);
	str_done(&event);
}

static void logged(void *self, const char *line)
{
	struct text *t = self;
	struct str event = { 0 };

	if (!t->options.json)
		return;
	report_lesson(line, &event);
	sink_event(&t->sink, &event);
	str_done(&event);
}

/* Asked within updates. */
static bool is_patient(void *self)
{
	struct text *t = self;

	signal_check();
	if (signal_interrupted()) {
		t->stop = true;
		progress_smudge(&t->progress);
	}
	if (t->options.clock() > t->slice_end) /* what was said before need not wait for a long update */
		sink_flush(&t->sink);
	return !t->stop && !signal_ending();
}

static bool in_slice(void *self)
{
	const struct text *t = self;

	return t->options.clock() < t->slice_end;
}

/* A slice of work at the goal. False when the user stopped it. */
static bool work(struct text *t)
{
	struct patience slice = { in_slice, t }, patience = { is_patient, t };
	enum work_result r;

	t->stop = false;
	progress_tick(&t->progress, t->session);
	t->slice_end = t->options.clock() + slice_seconds;
	r = session_work(t->session, &slice, &patience);
	if (r == WORK_MORE)
		sink_flush(&t->sink); /* what was said before need not wait for a long goal */
	else
		progress_end(&t->progress);
	return r != WORK_STOPPED;
}

static void suspend(struct text *t)
{
	progress_smudge(&t->progress);
	progress_clear(&t->progress);
	sink_flush(&t->sink);
	line_pause();
	signal_raise(SIGTSTP);
	line_resume();
}

static enum text_result stopped(struct text *t)
{
	interp_stop(t->interp);
	t->stopped = true;
	return signal_ending() ? TEXT_LEFT : TEXT_STOPPED;
}

static void resize(struct text *t)
{
	t->progress.columns = window_columns(STDERR_FILENO);
	if (t->options.interactive)
		line_resize();
}

/* Runs until nothing is pending. */
static enum text_result run(struct text *t)
{
	for (;;) {
		signal_check();
		if (signal_resized())
			resize(t);
		if (signal_suspended())
			suspend(t);
		if (signal_ending() || t->sink.full)
			return TEXT_LEFT;
		if (session_working(t->session)) {
			if (!work(t))
				return stopped(t);
			continue;
		}
		if (signal_interrupted())
			return stopped(t);
		switch (interp_turn(t->interp)) {
		case INTERP_RAN:
			break;
		case INTERP_EMPTY:
			return TEXT_RAN;
		case INTERP_QUIT:
			return TEXT_LEFT;
		case INTERP_FAILED:
			t->failed = true;
			break;
		case INTERP_ERROR:
			t->failed = true;
			return TEXT_FAILED;
		}
	}
}

static enum text_result failed(struct text *t, const struct err *e)
{
	out_line(&t->sink.out, OUT_ERROR, "%s", e->text);
	t->failed = true;
	return TEXT_FAILED;
}

static enum text_result push_and_run(struct text *t, enum interp_source source, const char *text, const char *name,
				     int line)
{
	struct err e;

	if (!interp_push(t->interp, source, text, name, line, &e))
		return failed(t, &e);
	if (source == INTERP_TYPED)
		history_file_keep(&t->history, t->interp, &t->sink.out);
	return run(t);
}

/* A line of standard input: `n` bytes that may hold anything. */
static enum text_result run_line(struct text *t, const char *bytes, size_t n, int line)
{
	const char *start;
	enum text_result r;
	struct err e;
	char *text;

	if (!(start = script_text(bytes, n, stdin_name, line, &e)))
		return failed(t, &e);
	text = xstrndup(start, n - (size_t)(start - bytes));
	r = push_and_run(t, INTERP_SCRIPT, text, stdin_name, line);
	free(text);
	return r;
}

void text_init(struct text *t, const struct text_options *o)
{
	bool watched = isatty(STDERR_FILENO);

	*t = (struct text){ .options = *o };
	t->progress = (struct progress){ .to = watched ? stderr : NULL, .columns = window_columns(STDERR_FILENO),
					 .in_place = !o->plain, .clock = o->clock };
	sink_init(&t->sink, o->tap ? SINK_TAP : o->json ? SINK_JSON : o->interactive ? SINK_TERMINAL : SINK_BATCH,
		  &t->progress);
	t->focus = PANEL_PROMPTS;
	t->stage = (struct stage){ .plot = draw_plot, .look = look_at, .shot = draw_shot, .updated = updated,
				   .discovered = discovered, .logged = logged, .key = keymap_key, .help = page_help, .self = t };
	t->stage.offer = o->interactive ? offer : NULL;
}

void text_attach(struct text *t, struct session *s, struct interp *p)
{
	t->session = s;
	t->interp = p;
	t->sink.interp = p;
	s->stage = &t->stage;
}

enum text_result text_run(struct text *t, const char *commands, const char *name)
{
	return push_and_run(t, INTERP_SCRIPT, commands, name, 1);
}

enum text_result text_run_stdin(struct text *t)
{
	struct feed feed = { .fd = STDIN_FILENO };
	enum text_result r = TEXT_RAN;
	const char *line;
	struct err e;
	size_t n;

	while (r == TEXT_RAN) {
		if (feed_is_dry(&feed))
			sink_flush(&t->sink);
		switch (feed_line(&feed, &line, &n)) {
		case FEED_LINE:
			r = run_line(t, line, n, feed.line);
			break;
		case FEED_SIGNAL:
			r = run(t);
			break;
		case FEED_LONG:
			err_set(&e, "%s:%d: a line has at most %d bytes: this is no script", stdin_name, feed.line + 1,
				FEED_MOST);
			r = failed(t, &e);
			break;
		case FEED_ERROR:
			err_set(&e, "standard input cannot be read: %s", strerror(errno));
			r = failed(t, &e);
			break;
		case FEED_END:
			feed_done(&feed);
			return TEXT_RAN;
		}
	}
	feed_done(&feed);
	return r;
}

static void show_prompt(struct text *t)
{
	struct str prompt = { 0 };

	prompt_print(t->interp, true, &prompt);
	line_show(str_text(&prompt));
	if (t->offered)
		line_offer(t->offered);
	free(t->offered);
	t->offered = NULL;
	str_done(&prompt);
}

/* What signals ask for at the prompt. True when the line is gone. */
static bool heed_signals(struct text *t)
{
	if (signal_resized())
		resize(t);
	if (signal_suspended())
		suspend(t);
	if (!signal_interrupted())
		return false;
	if (line_interrupt())
		out_line(&t->sink.out, OUT_NOTE, "type quit or press Ctrl-D to leave");
	return true;
}

void text_talk(struct text *t)
{
	bool here = true, ready;
	char *typed;

	greeting_print(t->session, "type s, Enter for an update; look says where things stand, help lists all commands, "
				   "quit leaves.");
	history_file_open(&t->history, t->interp, &t->sink.out);
	line_start(t->session, interp_history(t->interp));
	while (here && !signal_ending() && !t->sink.full) {
		show_prompt(t);
		ready = signal_wait(STDIN_FILENO, -1);
		if (heed_signals(t) || !ready)
			continue;
		switch (line_read(&typed)) {
		case LINE_NONE:
			break;
		case LINE_LEFT:
			here = false;
			break;
		case LINE_TEXT:
			here = push_and_run(t, INTERP_TYPED, typed, "", 1) != TEXT_LEFT;
			free(typed);
			break;
		}
	}
	line_end();
	history_file_done(&t->history);
}

void text_begin(struct text *t)
{
	struct str event = { 0 };

	if (!t->options.json)
		return;
	report_start(t->session, &event);
	sink_event(&t->sink, &event);
	str_done(&event);
}

/* How the session went, its output aside. */
static int exit_code(const struct text *t)
{
	if (signal_ending())
		return EXIT_SIGNAL + signal_ending();
	if (t->options.interactive)
		return EXIT_OK;
	if (t->stopped)
		return EXIT_SIGNAL + SIGINT;
	if (t->failed)
		return EXIT_SCRIPT;
	return t->session->unmet > 0 ? EXIT_UNMET : EXIT_OK;
}

int text_end(struct text *t, int code)
{
	struct str event = { 0 };
	bool written;

	free(t->offered);
	t->offered = NULL;
	progress_end(&t->progress);
	code = code == EXIT_OK ? exit_code(t) : code;
	if (t->options.json) {
		report_end(code, &event);
		sink_event(&t->sink, &event);
		str_done(&event);
	}
	written = sink_end(&t->sink);
	if (signal_ending()) {
		session_drop_goal(t->session); /* a program that it runs would outlive us */
		signal_raise(signal_ending());
	}
	return written ? code : EXIT_FILE;
}
