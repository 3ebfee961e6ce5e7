/* The interpreter: a stack of texts, each read command by command. What is to be done at a break is one more.
 *
 * Invariant: a text that is used up stays on the stack until the next turn. So a script that sources itself in its last
 * line grows the stack and is found out, and a preset ends only when its last command's goal is met. */
#include "command/interp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "command/command.h"
#include "command/lesson-play.h"
#include "command/preset-load.h"
#include "run/journal.h"
#include "run/phase.h"
#include "run/stops.h"
#include "run/undo.h"

enum { SCRIPTS_DEEP = 16 };

/* A pending text. */
struct source {
	enum interp_source kind;
	char *text, *name;
	size_t at, len;
	int line;      /* of text[at]                                */
	bool echo;     /* typed text of several lines                */
	struct preset_load *load; /* PRESET, LOAD: owned, the former experiment is held aside; NULL: not yet */
	struct interp_load loader; /* LOAD, and the SCRIPT of its rest    */
	struct interp_then then;    /* of a lesson's commands, see interp_lesson()                       */
	struct hush *hush;          /* owned, NULL: what they say is shown                               */
	bool at_break; /* what is to be done at one                  */
	char *asked;   /* PRESET ..: the command that named it ..     */
	char *asker;   /* FIGURE: .. and its script, or ""            */
	int asked_at;
	char *alias;   /* whose text this is, or NULL                 */
	struct overrides override;
};

/* A sink that lets failures, stops and discoveries through. */
struct hush {
	struct out out, *loud;
};

struct interp {
	struct session *session;
	struct source *stack; /* the last one is read */
	int n;
	struct history history;
	struct aliases aliases;
	struct running now;
	struct str again;
	bool running, quit;
	bool repeating; /* the typed text is an empty line's command: nothing endless */
};

struct interp *interp_new(struct session *s)
{
	struct interp *p = xcalloc(1, sizeof *p);

	p->session = s;
	s->aliases = &p->aliases;
	return p;
}

static void pop(struct interp *p)
{
	struct source *top = &p->stack[--p->n];

	overrides_done(&top->override);
	if (top->loader.free)
		top->loader.free(top->loader.self);
	if (top->then.free)
		top->then.free(top->then.self);
	if (top->hush)
		p->session->out = top->hush->loud;
	free(top->hush);
	free(top->load);
	free(top->text);
	free(top->name);
	free(top->asked);
	free(top->asker);
	free(top->alias);
}

void interp_free(struct interp *p)
{
	if (!p)
		return;
	while (p->n > 0)
		pop(p);
	history_done(&p->history);
	p->session->aliases = NULL;
	aliases_done(&p->aliases);
	free(p->stack);
	str_done(&p->again);
	running_done(&p->now);
	free(p);
}

/* ---- the stack */

/* Moves to the next command: over blanks, separators and comments. False: used up. */
static bool find_command(struct source *f)
{
	while (f->at < f->len) {
		const char *here = f->text + f->at;
		size_t blank = strspn(here, " \t\r;");
		if (here[blank] == '\n') {
			f->at += blank + 1;
			f->line++;
		} else if (here[blank] == '#') {
			f->at += blank + strcspn(here + blank, "\n");
		} else {
			f->at += blank;
			return f->at < f->len;
		}
	}
	return false;
}

/* What is being made, as what is said when nothing comes of it; NULL: nothing is. */
static const char *making(const struct interp *p)
{
	for (int i = 0; i < p->n; i++)
		if (p->stack[i].load)
			return p->stack[i].kind == INTERP_PRESET ? "the preset was not loaded"
			       : p->stack[i].kind == INTERP_LOAD ? "the file was not loaded" : "the figure was not drawn";
	return NULL;
}

/* An empty line of a person repeats the command before it. */
static const char *text_to_run(const struct interp *p, const char *text)
{
	bool empty = text[strspn(text, " \t\r\n")] == '\0';

	if (empty && p->session->config.repeat)
		return str_text(&p->again);
	return text;
}

/* A preset, a file to be loaded or a figure: has an end of its own. */
static bool makes_experiment(const struct source *f)
{
	return f->kind == INTERP_PRESET || f->kind == INTERP_LOAD || f->kind == INTERP_FIGURE;
}

/* The last text is used up. */
static void pop_last(struct interp *p)
{
	struct source *top = &p->stack[p->n - 1];

	if (top->loader.done)
		top->loader.done(top->loader.self);
	pop(p);
}

static void pop_used(struct interp *p)
{
	while (p->n > 0 && !makes_experiment(&p->stack[p->n - 1]) && !p->stack[p->n - 1].then.run &&
	       !find_command(&p->stack[p->n - 1]))
		pop_last(p);
}

static struct source *push(struct interp *p, enum interp_source kind, const char *text, const char *name, int line)
{
	p->stack = xresize(p->stack, (size_t)p->n + 1, sizeof *p->stack);
	p->stack[p->n] = (struct source){ .kind = kind, .text = xstrdup(text), .name = xstrdup(name), .len = strlen(text),
					  .line = line };
	return &p->stack[p->n++];
}

bool interp_push(struct interp *p, enum interp_source source, const char *text, const char *name, int line,
		 struct err *e)
{
	struct source *pushed;
	int deep = 0;

	if (!p->running)
		pop_used(p);
	for (int i = 0; i < p->n; i++)
		deep += p->stack[i].kind != INTERP_TYPED;
	if (source != INTERP_TYPED && deep >= SCRIPTS_DEEP)
		return err_set(e, "scripts call each other more than %d deep", SCRIPTS_DEEP);
	if (source == INTERP_TYPED)
		history_add(&p->history, text);
	if (source == INTERP_TYPED) {
		const char *typed = text;
		text = text_to_run(p, text);
		p->repeating = text != typed;
	}
	pushed = push(p, source, text, name ? name : "", line);
	pushed->echo = source == INTERP_TYPED && strchr(text, '\n') && strchr(text, '\n')[1];
	if (makes_experiment(pushed))
		pushed->asked = xstrdup(str_text(&p->now.text));
	if (source == INTERP_FIGURE) {
		pushed->asker = xstrdup(str_text(&p->now.file));
		pushed->asked_at = p->now.line;
	}
	return true;
}

static void hush_put(struct out *to, enum out_kind kind, const char *line, size_t n)
{
	struct out *loud = ((struct hush *)to)->loud;

	if (kind == OUT_ERROR || kind == OUT_STOP || kind == OUT_DISCOVERY)
		loud->put(loud, kind, line, n);
}

bool interp_lesson(struct interp *p, const char *text, const char *name, bool hushed, const struct interp_then *then,
		   struct err *e)
{
	struct source *top;

	if (!interp_push(p, INTERP_SCRIPT, text, name, 1, e)) {
		if (then->free)
			then->free(then->self);
		return false;
	}
	top = &p->stack[p->n - 1];
	top->then = *then;
	if (hushed) {
		top->hush = xcalloc(1, sizeof *top->hush);
		*top->hush = (struct hush){ { hush_put, p->session->out->folds }, p->session->out };
		p->session->out = &top->hush->out;
	}
	return true;
}

/* Whether the command that runs is a lesson's. */
static bool is_lessons(const struct interp *p)
{
	for (int i = 0; i < p->n; i++)
		if (p->stack[i].then.run)
			return true;
	return false;
}

static bool push_maker(struct interp *p, enum interp_source kind, const char *text, const char *name,
		       const struct interp_load *loader, struct err *e)
{
	if (!interp_push(p, kind, text, name, 1, e)) {
		loader->free(loader->self);
		return false;
	}
	p->stack[p->n - 1].loader = *loader;
	return true;
}

bool interp_load(struct interp *p, const char *text, const char *name, const struct interp_load *loader, struct err *e)
{
	return push_maker(p, INTERP_LOAD, text, name, loader, e);
}

bool interp_figure(struct interp *p, const char *text, const char *name, const struct interp_load *loader,
		   struct err *e)
{
	return push_maker(p, INTERP_FIGURE, text, name, loader, e);
}

void interp_override(struct interp *p, const struct setting *key, const char *value)
{
	overrides_add(&p->stack[p->n - 1].override, key, value);
}

const char *interp_overridden(const struct interp *p, const struct setting *key)
{
	const char *value = NULL;

	for (int i = p->n - 1; i >= 0 && !value; i--)
		value = overrides_find(&p->stack[i].override, key);
	return value;
}

const struct history *interp_history(const struct interp *p)
{
	return &p->history;
}

void interp_recall(struct interp *p, const char *line)
{
	history_add(&p->history, line);
}

struct aliases *interp_aliases(struct interp *p)
{
	return &p->aliases;
}

const struct running *interp_now(const struct interp *p)
{
	return &p->now;
}

bool interp_shows(const struct interp *p, enum out_kind kind)
{
	if (p->session->config.verbose > 0)
		return true;
	return kind == OUT_REPLY ? !p->now.does : kind != OUT_NOTE && kind != OUT_ECHO;
}

const char *interp_script(const struct interp *p)
{
	const struct source *top = p->n > 0 ? &p->stack[p->n - 1] : NULL;

	return top && top->kind != INTERP_TYPED ? top->name : NULL;
}

const char *interp_again(const struct interp *p)
{
	return p->session->config.repeat ? str_text(&p->again) : "";
}

void interp_quit(struct interp *p)
{
	p->quit = true;
}

/* ---- turns */

/* Of scripts and lines; a preset is one command to whoever asked for it. */
static int count_commands(struct interp *p)
{
	int n = 0;

	for (int i = 0; i < p->n && !makes_experiment(&p->stack[i]); i++)
		while (find_command(&p->stack[i])) {
			struct source *f = &p->stack[i];
			f->at += command_bytes(f->text + f->at, f->len - f->at);
			n++;
		}
	return n;
}

/* Off with the last text; what it had begun to make is undone. */
static void drop(struct interp *p)
{
	if (p->stack[p->n - 1].load)
		preset_load_undo(p->stack[p->n - 1].load, p->session);
	pop(p);
}

/* Empties the stack. Returns how many commands were pending. */
static int drop_all(struct interp *p)
{
	int skipped = count_commands(p);

	while (p->n > 0)
		drop(p);
	stops_drop_due(p->session);
	return skipped;
}

/* What is being made, whole: a preset within a file that is loaded takes that along; and what a lesson runs, since the lesson
 * must not go on as if it had been run. */
static void drop_unfinished(struct interp *p)
{
	while (making(p) || is_lessons(p))
		drop(p);
}

static void say_skipped(struct interp *p, int skipped)
{
	if (skipped > 0)
		out_line(p->session->out, OUT_NOTE, "%d command%s skipped", skipped, skipped == 1 ? "" : "s");
}

void interp_stop(struct interp *p)
{
	const char *what = making(p);
	int skipped = drop_all(p);

	if (what)
		out_line(p->session->out, OUT_NOTE, "%s: all is as it was before", what);
	say_skipped(p, skipped);
	str_clear(&p->again);
}

/* A command as it stands in its text, and where that is. */
struct cut {
	enum interp_source kind;
	const char *text;
	size_t n;
	int line;
	char *name; /* owned: the source may be gone when an error needs it */
};

/* Whether a script goes on behind a command of it that failed; behind a preset or a file, the script that named it. */
static bool goes_on(const struct interp *p, enum interp_source failed)
{
	return p->session->config.onerror && p->n > 0 && failed != INTERP_TYPED;
}

static enum interp_result fail(struct interp *p, const struct cut *c, struct err *e)
{
	enum interp_source kind = c->kind;
	int skipped;

	if (c->kind != INTERP_TYPED)
		err_prefix(e, "%s:%d: ", c->name, c->line);
	str_clear(&p->again);
	if (making(p) || is_lessons(p)) {
		drop_unfinished(p);
		kind = p->n > 0 ? p->stack[p->n - 1].kind : INTERP_TYPED;
	}
	p->now.goes_on = goes_on(p, kind);
	skipped = p->now.goes_on ? 0 : drop_all(p);
	out_line(p->session->out, OUT_ERROR, "%s", e->text);
	say_skipped(p, skipped);
	return p->now.goes_on ? INTERP_FAILED : INTERP_ERROR;
}

static void show_asked(struct interp *p, const struct source *f)
{
	running_set(&p->now, f->asked, strlen(f->asked), f->asker ? f->asker : "", f->asked_at);
	p->now.does = true;
}

/* What is left to be done comes when the goal is met that the report may set. */
static void report_load(struct interp *p, struct source *f)
{
	struct interp_load loader = f->loader;
	char *name = xstrdup(f->name);

	f->loader.free = NULL;
	pop(p);
	loader.report(p->session, loader.self);
	push(p, INTERP_SCRIPT, loader.rest(loader.self), name, 1)->loader = loader;
	free(name);
}

/* Back where it was asked for. */
static void report_figure(struct interp *p, struct source *f)
{
	struct interp_load loader = f->loader;

	f->loader.free = NULL;
	preset_load_undo(f->load, p->session);
	show_asked(p, f);
	p->now.does = false;
	pop(p);
	loader.report(p->session, loader.self);
	loader.free(loader.self);
}

/* The last text has made an experiment, or should have. */
static enum interp_result finish_experiment(struct interp *p, struct source *f)
{
	struct cut last = { .kind = f->kind, .line = f->line, .name = f->name };
	struct session *s = p->session;
	struct err e;

	if (!session_ready(s)) {
		err_set(&e, "%s ends without a task: it needs a line new KIND", f->kind == INTERP_PRESET ? "the preset" : "it");
		return fail(p, &last, &e);
	}
	if (f->loader.finish && !f->loader.finish(s, f->loader.self, &e))
		return fail(p, &last, &e);
	if (f->kind == INTERP_FIGURE) {
		report_figure(p, f);
		return INTERP_RAN;
	}
	show_asked(p, f);
	if (f->kind == INTERP_PRESET)
		preset_load_keep(f->load, s, f->name, &f->override);
	else
		preset_load_end(f->load, s);
	if (f->kind == INTERP_LOAD)
		report_load(p, f);
	else
		pop(p);
	return INTERP_RAN;
}

static void remember_again(struct interp *p, const struct command *c, const struct words *w, const char *text)
{
	str_clear(&p->again);
	if (c->repeats)
		str_add_bytes(&p->again, text, w->end);
}

/* Naming one trainer focuses it. */
static void focus(struct session *s, unsigned who)
{
	if ((who == WHO_A || who == WHO_B) && session_ready(s) && run_exists(&s->run[who == WHO_B]))
		s->view.who = who == WHO_B;
}

/* Runs the command, and keeps what it did when that can be taken back. */
static bool run_command(struct interp *p, const struct args *a, const char *text, size_t n, struct err *e)
{
	struct session *s = p->session;
	struct undo_before before;
	char *typed;
	bool good;

	if (!a->command->undoable)
		return a->command->run(s, a, e);
	undo_look(s, &before);
	good = a->command->run(s, a, e);
	typed = good ? xstrndup(text, n) : NULL;
	undo_note(s, &before, typed);
	free(typed);
	return good;
}

static bool run_words(struct interp *p, const struct cut *c, struct words *w, struct err *e)
{
	struct session *s = p->session;
	bool in_script = c->kind != INTERP_TYPED, own = !is_lessons(p), good;
	const struct command *command = command_find(w->word[0], &p->aliases, in_script, e);
	struct str rest = { 0 }, ran = { 0 };
	struct args a;

	if (!command)
		return false;
	if (command->needs_task && !session_ready(s))
		return err_set(e, "no task yet: preset NAME or new KIND");
	if (own && command->moves && !lesson_may_move(s, e))
		return false;
	lesson_name_command(command, w, &ran);
	p->now.does = command->group == GROUP_TIME || (command->group == GROUP_SETUP && w->n > 1);
	good = args_init(&a, command, w, c->text, &rest, e);
	a.in_script = in_script || p->repeating;
	a.interp = p;
	p->running = true;
	good = good && run_command(p, &a, c->text, w->end, e);
	p->running = false;
	if (good)
		focus(s, a.who);
	phase_note(s);
	if (good && own && command->group != GROUP_LESSON)
		lesson_ran(s, str_text(&ran));
	if (good && !in_script)
		remember_again(p, command, w, c->text);
	if (good && !making(p)) {
		journal_command(s, c->text);
		journal_sync(s);
	}
	str_done(&rest);
	str_done(&ran);
	return good;
}

/* `a, b, a`: the aliases that are being run, `name` once more. */
static bool refuse_circle(const struct interp *p, const char *name, struct err *e)
{
	struct str chain = { 0 };

	for (int i = 0; i < p->n; i++)
		if (p->stack[i].alias)
			str_addf(&chain, "%s, ", p->stack[i].alias);
	err_set(e, "alias %s would run itself: %s%s", name, str_text(&chain), name);
	str_done(&chain);
	return false;
}

/* The text of an alias, and behind it what stood behind its name, in the place of the command. */
static bool expand(struct interp *p, const struct cut *c, const struct words *w, struct err *e)
{
	const char *name = w->word[0], *text = alias_find(&p->aliases, name);
	enum interp_source kind = c->kind == INTERP_TYPED ? INTERP_TYPED : INTERP_SCRIPT;
	struct str whole = { 0 };

	for (int i = 0; i < p->n; i++)
		if (p->stack[i].alias && strcmp(p->stack[i].alias, name) == 0)
			return refuse_circle(p, name, e);
	str_add(&whole, text);
	if (w->n > 1) {
		str_add(&whole, " ");
		str_add_bytes(&whole, c->text + w->column[1], w->end - (size_t)w->column[1]);
	}
	push(p, kind, str_text(&whole), c->name, c->line)->alias = xstrdup(name);
	str_done(&whole);
	return true;
}

static bool run_or_expand(struct interp *p, const struct cut *c, struct words *w, struct err *e)
{
	return alias_find(&p->aliases, w->word[0]) ? expand(p, c, w, e) : run_words(p, c, w, e);
}

static enum interp_result run_cut(struct interp *p, const struct cut *c)
{
	struct words w;
	struct err e = { "" };
	bool good = lex_words(c->text, c->n, &w, &e) && run_or_expand(p, c, &w, &e);

	words_done(&w);
	if (!good)
		return fail(p, c, &e);
	if (p->quit) {
		drop_all(p);
		return INTERP_QUIT;
	}
	return INTERP_RAN;
}

bool interp_aside(struct interp *p, const char *text)
{
	bool does = p->now.does;
	struct cut c = { .kind = INTERP_SCRIPT, .text = text, .n = strlen(text) };
	const struct command *command = NULL;
	struct words w;
	struct err e = { "" };
	bool good = lex_words(text, c.n, &w, &e);

	if (good && w.n > 0) {
		command = command_find(w.word[0], NULL, true, &e);
		if (command && !command->in_run)
			err_set(&e, "%s has to wait until the run is over", command->name);
		good = command && command->in_run && run_words(p, &c, &w, &e);
	}
	words_done(&w);
	if (!good)
		out_line(p->session->out, OUT_ERROR, "%s", e.text);
	p->now.does = does;
	return good;
}

/* The whole line that a command of a paste begins. */
static void echo_line(struct interp *p, const struct source *f, size_t from)
{
	size_t line = from;

	while (line > 0 && f->text[line - 1] != '\n')
		line--;
	if (strspn(f->text + line, " \t\r;") >= from - line)
		out_line(p->session->out, OUT_ECHO, "> %.*s", (int)strcspn(f->text + from, "\r\n"), f->text + from);
}

static enum interp_result run_next(struct interp *p)
{
	struct source *f = &p->stack[p->n - 1];
	struct cut c = { .kind = f->kind, .line = f->line, .name = xstrdup(f->name) };
	enum interp_result result;
	char *text;

	if (f->echo)
		echo_line(p, f, f->at);
	c.n = command_bytes(f->text + f->at, f->len - f->at);
	c.text = text = xstrndup(f->text + f->at, c.n);
	f->at += c.n;
	running_set(&p->now, c.text, c.n, f->kind == INTERP_TYPED ? "" : c.name, c.line);
	result = run_cut(p, &c);
	free(text);
	free(c.name);
	return result;
}

/* The command whose goal has failed: an error of the line that it stands in. */
static enum interp_result fail_late(struct interp *p)
{
	bool typed = p->now.file.len == 0;
	struct cut c = { .kind = typed ? INTERP_TYPED : INTERP_SCRIPT, .line = p->now.line };
	struct err e = p->session->fault;
	enum interp_result result;

	p->session->fault.text[0] = '\0';
	c.name = xstrdup(str_text(&p->now.file));
	result = fail(p, &c, &e);
	free(c.name);
	return result;
}

/* The last text, a lesson's, is used up: its lesson goes on. */
static enum interp_result go_on(struct interp *p)
{
	static const struct cut nothing = { .kind = INTERP_TYPED };
	struct interp_then then = p->stack[p->n - 1].then;
	struct err e;
	bool good;

	p->stack[p->n - 1].then = (struct interp_then){ 0 };
	pop(p);
	good = then.run(p->session, p, then.self, &e);
	if (then.free)
		then.free(then.self);
	return good ? INTERP_RAN : fail(p, &nothing, &e);
}

/* Commands of a break come before what is pending; but those of the break before are done first, or a `continue` among
 * them would nest without end. */
static bool push_due(struct interp *p, struct err *e)
{
	char *text, name[32];
	bool good;
	int number;

	if (p->session->stops.ndue == 0)
		return true;
	pop_used(p);
	for (int i = 0; i < p->n; i++)
		if (p->stack[i].at_break)
			return true;
	text = stops_take_due(p->session, &number);
	snprintf(name, sizeof name, "on %d", number);
	good = interp_push(p, INTERP_SCRIPT, text, name, 1, e);
	free(text);
	if (good)
		p->stack[p->n - 1].at_break = true;
	return good;
}

enum interp_result interp_turn(struct interp *p)
{
	static const struct cut nothing = { .kind = INTERP_TYPED };
	struct err e;

	if (p->session->fault.text[0])
		return fail_late(p);
	if (!push_due(p, &e))
		return fail(p, &nothing, &e);
	if (!is_lessons(p))
		lesson_look(p->session);
	while (p->n > 0) {
		struct source *top = &p->stack[p->n - 1];
		if (makes_experiment(top) && !top->load) {
			top->load = xcalloc(1, sizeof *top->load);
			if (top->kind == INTERP_FIGURE)
				preset_load_apart(top->load, p->session);
			else
				preset_load_begin(top->load, p->session, top->kind == INTERP_PRESET ? &top->override : NULL);
		}
		if (find_command(top))
			return run_next(p);
		if (top->load)
			return finish_experiment(p, top);
		if (top->then.run)
			return go_on(p);
		pop_last(p);
	}
	running_clear(&p->now);
	return INTERP_EMPTY;
}
