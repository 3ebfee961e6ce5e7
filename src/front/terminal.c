/* Input first, then work, then the screen: a key never waits for more than a slice. The clock is looked at often, the
 * terminal only every few milliseconds, since that costs a call of the system. */
#include "front/terminal.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "front/capture.h"
#include "front/curses.h"
#include "front/greeting.h"
#include "front/history-file.h"
#include "front/input.h"
#include "front/keys.h"
#include "front/line.h"
#include "front/record.h"
#include "front/screen.h"
#include "front/signal.h"

static const double slice_seconds = 0.010, look_seconds = 0.002;
static const double long_seconds = 0.050; /* an update that takes longer lets the line be edited meanwhile .. */
static const double very_long_seconds = 0.25; /* .. and is shown to be going on */

struct terminal {
	struct terminal_options options;
	struct session *session;
	struct interp *interp;
	struct history_file history;
	struct out *out_before;       /* the session's, to be given back                     */
	const struct stage *stage_before;
	struct stage stage;
	struct screen screen;
	struct cast cast;
	struct input input;
	struct keys keys;
	struct unit *aside;           /* (naside) keys that came within an update and have to wait for its end, */
	int naside;                   /* their bytes owned                                   */
	bool pending;                 /* the interpreter may have commands                   */
	bool fresh;                   /* a command has just been given: it runs before the next key is looked at */
	bool came;                    /* keys that nobody has looked at: the slice ends early                    */
	bool stop;                    /* asked to stop what is going on                      */
	double slice_end, looked;     /* of the slice; when the terminal was last looked at  */
	bool shown_running;           /* since this slice began                              */
	double due;                   /* of the next update at a set speed                   */
};

/* ---- keys */

static bool is_busy(const struct terminal *t)
{
	return t->pending || session_working(t->session);
}

/* The first n keys that wait. */
static void drop_aside(struct terminal *t, int n)
{
	if (n == 0) /* then there may be no list */
		return;
	for (int i = 0; i < n; i++)
		free((char *)t->aside[i].bytes);
	t->naside -= n;
	if (t->naside > 0)
		memmove(t->aside, t->aside + n, (size_t)t->naside * sizeof *t->aside);
}

/* Ctrl-C, typed or sent. */
static void interrupt(struct terminal *t)
{
	drop_aside(t, t->naside);
	if (is_busy(t))
		t->stop = true;
	else
		keys_cancel(&t->keys);
}

static void look(struct terminal *t)
{
	size_t before = t->input.bytes.len;
	bool typed, sent;

	t->looked = t->options.clock();
	signal_check();
	input_fill(&t->input);
	t->came |= t->input.bytes.len != before;
	typed = input_interrupted(&t->input);
	sent = signal_interrupted();
	if (typed || sent)
		interrupt(t);
}

/* Where Enter is the line's, the prompt says what an empty one runs again. */
static void set_prompt(struct terminal *t)
{
	struct str prompt = { 0 };

	prompt_print(t->interp, !is_busy(t) && keys_have_line(&t->keys), &prompt);
	line_prompt(str_text(&prompt));
	str_done(&prompt);
}

static void give(struct terminal *t, const char *command)
{
	struct err e;

	screen_echo(&t->screen, *command ? command : interp_again(t->interp));
	if (session_working(t->session))
		interp_aside(t->interp, command);
	else if (interp_push(t->interp, INTERP_TYPED, command, "", 1, &e))
		t->pending = t->fresh = true;
	else
		out_line(&t->screen.said.out, OUT_ERROR, "%s", e.text);
	history_file_keep(&t->history, t->interp, &t->screen.said.out);
	set_prompt(t);
}

/* What the keys so far have asked for. */
static void heed_keys(struct terminal *t)
{
	char *command = t->keys.command;

	if (t->keys.pause)
		t->stop = is_busy(t);
	t->keys.pause = false;
	t->keys.command = NULL;
	if (command)
		give(t, command);
	free(command);
}

static void take(struct terminal *t, const struct unit *u)
{
	t->keys.busy = is_busy(t);
	keys_take(&t->keys, u);
	heed_keys(t);
}

static bool may_take(const struct terminal *t)
{
	return !t->fresh && !t->stop && !t->keys.leave && !t->keys.suspend;
}

/* All keys that came, up to one that gives a command: that runs first. */
static void take_keys(struct terminal *t)
{
	struct unit u;

	t->fresh = t->came = false;
	heed_keys(t); /* of those taken within an update */
	while (t->naside > 0 && may_take(t)) {
		take(t, &t->aside[0]);
		drop_aside(t, 1);
	}
	while (may_take(t)) {
		u = input_next(&t->input);
		if (u.kind == INPUT_NONE)
			break;
		take(t, &u);
	}
}

static void set_aside(struct terminal *t, const struct unit *u)
{
	t->aside = xresize(t->aside, (size_t)t->naside + 1, sizeof *t->aside);
	t->aside[t->naside] = *u;
	t->aside[t->naside++].bytes = xmemdup(u->bytes, u->n);
}

/* A colon waits: what follows is typed behind it. */
static bool opens_line(const struct terminal *t)
{
	for (int i = 0; i < t->naside; i++)
		if (t->aside[i].key == ':')
			return true;
	return false;
}

/* Within an update only the line can be served, and a pause; anything else waits for its end, and what comes behind it. */
static void serve_line(struct terminal *t)
{
	t->keys.busy = true;
	while (!t->stop && !t->keys.command) {
		struct unit u = input_next(&t->input);
		if (u.kind == INPUT_NONE)
			break;
		if (t->naside == 0 && u.kind == INPUT_KEY && keys_is_for_line(&t->keys, &u)) {
			keys_take(&t->keys, &u);
			t->screen.line_dirty = true;
		} else if (keys_is_pause(&t->keys, &u) && !opens_line(t)) {
			t->stop = true;
		} else {
			set_aside(t, &u);
		}
	}
	if (t->screen.line_dirty) {
		screen_paint_line(&t->screen); /* or later, when the terminal is busy */
		t->screen.dirty = true; /* the rest follows when the update is done */
	}
}

/* ---- work */

static void show_running(struct terminal *t)
{
	if (!t->shown_running)
		t->shown_running = screen_paint_midst(&t->screen);
}

/* Asked within updates. */
static bool is_patient(void *self)
{
	struct terminal *t = self;
	double now = t->options.clock();

	if (now - t->looked >= look_seconds) {
		look(t);
		curses_ready(); /* the rest of the last frame goes out meanwhile */
		if (now > t->slice_end + long_seconds)
			serve_line(t);
		if (now > t->slice_end + very_long_seconds)
			show_running(t);
	}
	/* a short update is not broken off: its end is as near */
	return !(t->stop && now > t->slice_end + long_seconds) && !signal_ending();
}

static bool in_slice(void *self)
{
	const struct terminal *t = self;

	return !t->stop && !t->came && t->options.clock() < t->slice_end;
}

static bool is_paced(const struct terminal *t)
{
	return t->session->goal.kind == GOAL_CONTINUE && t->session->config.speed > 0;
}

static void stop(struct terminal *t)
{
	if (session_working(t->session))
		session_stop(t->session);
	interp_stop(t->interp);
	t->pending = t->stop = false;
	t->screen.dirty = true;
}

/* A slice of work at the goal, or at a set speed one update when its time has come. */
static void work(struct terminal *t)
{
	struct patience slice = { in_slice, t }, patience = { is_patient, t };
	double now = t->options.clock();

	t->slice_end = now + slice_seconds;
	t->shown_running = false;
	screen_prepare(&t->screen);
	if (is_paced(t)) {
		double pause = 1.0 / t->session->config.speed;
		if (t->due > now + pause) /* it has become faster */
			t->due = now + pause;
		if (now < t->due)
			return;
		t->due = t->due + pause < now ? now + pause : t->due + pause;
		t->slice_end = now;
	}
	switch (session_work(t->session, &slice, &patience)) {
	case WORK_STOPPED:
		stop(t);
		break;
	case WORK_DONE:
		t->screen.dirty = true;
		break;
	case WORK_MORE:
		t->screen.stale = true;
	}
}

/* One command of what is pending. */
static void turn(struct terminal *t)
{
	t->screen.stale = true;
	switch (interp_turn(t->interp)) {
	case INTERP_RAN:
	case INTERP_FAILED:
		break;
	case INTERP_QUIT:
		t->keys.leave = true;
		break;
	case INTERP_EMPTY:
	case INTERP_ERROR:
		t->pending = false;
		t->screen.dirty = true;
	}
}

static void advance(struct terminal *t)
{
	double end = t->options.clock() + slice_seconds;

	if (t->stop)
		stop(t);
	do {
		if (t->pending && !session_working(t->session))
			turn(t);
		if (session_working(t->session))
			work(t);
	} while (t->pending && !session_working(t->session) && t->options.clock() < end);
}

/* ---- the loop */

static int sooner(int ms, double seconds)
{
	int other = seconds < 0 ? -1 : (int)(1e3 * seconds) + (seconds > 0);

	return ms < 0 ? other : other < 0 || ms < other ? ms : other;
}

/* Milliseconds that nothing can happen in unless a key or a signal comes; -1: for ever. */
static int idle_time(const struct terminal *t)
{
	int ms = sooner(input_wait(&t->input), screen_due(&t->screen));

	if (t->naside > 0) /* a key that came is still to be heeded */
		return 0;
	if (!is_busy(t))
		return ms;
	if (session_working(t->session) && is_paced(t) && !t->stop) {
		double left = t->due - t->options.clock();
		return sooner(ms, left > 0 ? left : 0);
	}
	return 0;
}

static void sleep_for_keys(struct terminal *t)
{
	int fd[2] = { t->input.fd, capture_fd() };
	int ms = idle_time(t);

	if (ms != 0)
		signal_wait_any(fd, 2, ms);
}

static void resize(struct terminal *t)
{
	screen_resize(&t->screen);
	cast_resize(&t->cast, t->screen.page.rows, t->screen.page.cols);
}

static void suspend(struct terminal *t)
{
	t->keys.suspend = false;
	record_pause(&t->cast, true);
	curses_suspend();
	capture_end();
	signal_raise(SIGTSTP);
	signal_check();
	if (signal_ending()) /* stopped, and then ended: the terminal is somebody else's */
		return;
	if (!curses_resume()) {
		t->keys.leave = true;
		return;
	}
	capture_start();
	resize(t);
	record_pause(&t->cast, false);
}

static void heed_signals(struct terminal *t)
{
	if (signal_resized())
		resize(t);
	if (signal_suspended())
		suspend(t);
}

/* What others say on standard error. The console grows for replies, not for that: it may come with each update. */
static void take_foreign(struct terminal *t)
{
	struct transcript *said = &t->screen.said;
	int lines = said->n - said->reply;

	capture_read(&said->out, false);
	said->reply = said->n > lines ? said->n - lines : 0;
}

/* A recording that cannot go on, for the disk is full: the session does. */
static void check_recording(struct terminal *t)
{
	struct err e;

	if (cast_failed(&t->cast, &e))
		out_line(&t->screen.said.out, OUT_NOTE, "note: recording has ended: %s", e.text);
	t->stage.recording = t->cast.path;
}

/* Until the user leaves; `idle_ends`: or there is nothing left to run. */
static void serve(struct terminal *t, bool idle_ends)
{
	while (!t->keys.leave && !signal_ending() && (!idle_ends || is_busy(t))) {
		sleep_for_keys(t);
		look(t);
		heed_signals(t);
		take_foreign(t);
		check_recording(t);
		take_keys(t);
		if (t->keys.suspend)
			suspend(t);
		if (t->keys.leave)
			break;
		set_prompt(t);
		if (!t->fresh) /* a command is seen together with what it does at once */
			screen_paint(&t->screen);
		advance(t);
	}
}

void terminal_run(struct terminal *t, const char *commands, const char *name)
{
	struct err e;

	if (terminal_push(t, commands, name, &e))
		serve(t, true);
	else
		out_line(&t->screen.said.out, OUT_ERROR, "%s", e.text);
}

void terminal_talk(struct terminal *t)
{
	serve(t, false);
}

/* ---- start and end */

static bool look_at(void *self, const char *panel)
{
	struct terminal *t = self;

	return screen_look(&t->screen, panel);
}

static bool is_narrow(void *self)
{
	const struct terminal *t = self;

	return t->screen.page.cols < LAYOUT_WIDE_COLS;
}

static void offer(void *self, const char *text)
{
	struct terminal *t = self;

	keys_offer(&t->keys, text);
}

static bool shot(void *self, struct shot_order *order, struct err *e)
{
	struct terminal *t = self;

	return screen_shot(&t->screen, order, e);
}

static bool record(void *self, const char *file, struct err *e)
{
	struct terminal *t = self;
	bool good = true;

	if (file)
		good = record_begin(&t->cast, t->session, file, t->screen.page.rows, t->screen.page.cols, t->options.clock, e);
	else
		record_end(&t->cast);
	t->stage.recording = t->cast.path;
	t->screen.dirty = true;
	return good;
}

/* Candidates of a completion, below the line that asked for them. */
static void list(void *self, char *const *word, int n)
{
	struct terminal *t = self;
	const char *prompt, *text;
	int cursor;

	line_look(&prompt, &text, &cursor);
	screen_echo(&t->screen, text);
	transcript_list(&t->screen.said, word, n, t->screen.page.cols - 1);
}

static void rescue(void)
{
	curses_rescue();
	capture_rescue();
}

struct terminal *terminal_start(const struct terminal_options *o, struct session *s, struct interp *p, struct err *e)
{
	struct terminal *t;
	struct screen_line line;

	if (!curses_start(o->color, e))
		return NULL;
	t = xcalloc(1, sizeof *t);
	t->options = *o;
	t->session = s;
	t->interp = p;
	line = (struct screen_line){ .session = s, .history = interp_history(p), .list = list, .self = t };
	line_screen_start(&line);
	line_prompt("outpost> ");
	screen_init(&t->screen, s, o->utf8, o->clock);
	t->screen.said.interp = p;
	input_init(&t->input, STDIN_FILENO, o->clock);
	t->keys.screen = &t->screen;
	t->out_before = s->out;
	t->stage_before = s->stage;
	t->stage = (struct stage){ .has_screen = true, .look = look_at, .is_narrow = is_narrow, .shot = shot, .offer = offer,
				    .record = record, .key = keymap_key, .help = page_help, .self = t };
	s->out = &t->screen.said.out;
	s->stage = &t->stage;
	capture_start();
	signal_guard(rescue);
	history_file_open(&t->history, p, s->out);
	return t;
}

void terminal_greet(struct terminal *t)
{
	greeting_print(t->session, "type s, Enter for an update; help, Enter for all commands; Esc for keys.");
}

bool terminal_push(struct terminal *t, const char *commands, const char *name, struct err *e)
{
	t->pending = true;
	return interp_push(t->interp, INTERP_SCRIPT, commands, name, 1, e);
}

struct out *terminal_out(struct terminal *t)
{
	return &t->screen.said.out;
}

void terminal_end(struct terminal *t)
{
	if (!t)
		return;
	t->session->out = t->out_before;
	t->session->stage = t->stage_before;
	line_screen_end();
	record_end(&t->cast); /* its last picture is of the screen, not of its end */
	curses_end();
	signal_guard(NULL);
	capture_read(t->out_before, true); /* after the screen, which would take it along */
	capture_end();
	history_file_done(&t->history);
	input_done(&t->input);
	screen_done(&t->screen);
	drop_aside(t, t->naside);
	free(t->aside);
	free(t->keys.command);
	free(t);
}
