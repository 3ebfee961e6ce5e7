/* The interpreter: a stack of texts (interp-stack.c), each read command by command. What is to be done at a break is one
 * more. */
#include "command/interp-own.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "command/command.h"
#include "command/lesson-play.h"
#include "run/journal.h"
#include "run/phase.h"
#include "run/undo.h"

struct interp *interp_new(struct session *s)
{
	struct interp *p = xcalloc(1, sizeof *p);

	p->session = s;
	s->aliases = &p->aliases;
	return p;
}

void interp_free(struct interp *p)
{
	if (!p)
		return;
	while (p->n > 0)
		interp_pop(p);
	history_done(&p->history);
	p->session->aliases = NULL;
	aliases_done(&p->aliases);
	free(p->stack);
	str_done(&p->again);
	running_done(&p->now);
	free(p);
}

/* ---- What is asked of it */

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

/* ---- When a command has failed */

static void say_skipped(struct interp *p, int skipped)
{
	if (skipped > 0)
		out_line(p->session->out, OUT_NOTE, "%d command%s skipped", skipped, skipped == 1 ? "" : "s");
}

void interp_stop(struct interp *p)
{
	const char *what = interp_making(p);
	int skipped = interp_drop_all(p);

	if (what)
		out_line(p->session->out, OUT_NOTE, "%s: all is as it was before", what);
	say_skipped(p, skipped);
	str_clear(&p->again);
}

/* Whether a script goes on behind a command of it that failed; behind a preset or a file, the script that named it. */
static bool goes_on(const struct interp *p, enum interp_source failed)
{
	return p->session->config.onerror && p->n > 0 && failed != INTERP_TYPED;
}

enum interp_result interp_fail(struct interp *p, const struct cut *c, struct err *e)
{
	enum interp_source kind = c->kind;
	int skipped;

	if (c->kind != INTERP_TYPED)
		err_prefix(e, "%s:%d: ", c->name, c->line);
	str_clear(&p->again);
	if (interp_making(p) || interp_is_lessons(p)) {
		interp_drop_unfinished(p);
		kind = p->n > 0 ? p->stack[p->n - 1].kind : INTERP_TYPED;
	}
	p->now.goes_on = goes_on(p, kind);
	skipped = p->now.goes_on ? 0 : interp_drop_all(p);
	out_line(p->session->out, OUT_ERROR, "%s", e->text);
	say_skipped(p, skipped);
	return p->now.goes_on ? INTERP_FAILED : INTERP_ERROR;
}

/* ---- A command */

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
	bool in_script = c->kind != INTERP_TYPED, own = interp_is_own(p), good;
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
	if (good && !interp_making(p)) {
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
	interp_add(p, kind, str_text(&whole), c->name, c->line)->alias = xstrdup(name);
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
		return interp_fail(p, c, &e);
	if (p->quit) {
		interp_drop_all(p);
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

/* ---- Turns */

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
	result = interp_fail(p, &c, &e);
	free(c.name);
	return result;
}

enum interp_result interp_turn(struct interp *p)
{
	static const struct cut nothing = { .kind = INTERP_TYPED };
	struct err e;

	if (p->session->fault.text[0])
		return fail_late(p);
	if (!interp_push_due(p, &e))
		return interp_fail(p, &nothing, &e);
	if (interp_is_own(p))
		lesson_look(p->session);
	while (p->n > 0) {
		struct source *top = &p->stack[p->n - 1];
		if (interp_makes(top) && !top->load)
			interp_begin_experiment(p, top);
		if (interp_find_command(top))
			return run_next(p);
		if (top->load)
			return interp_finish_experiment(p, top);
		if (top->then.run)
			return interp_go_on(p);
		interp_pop_last(p);
	}
	running_clear(&p->now);
	return INTERP_EMPTY;
}
