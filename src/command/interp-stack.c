/* The stack of the interpreter: texts, each with how far it was read. The last one is read.
 *
 * Invariant: a text that is used up stays on the stack until the next turn. So a script that sources itself in its last
 * line grows the stack and is found out, and a preset ends only when its last command's goal is met. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "command/command.h"
#include "command/interp-own.h"
#include "run/stops.h"

enum { SCRIPTS_DEEP = 16 };

/* ---- Looking */

bool interp_find_command(struct source *f)
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

bool interp_is_lessons(const struct interp *p)
{
	for (int i = 0; i < p->n; i++)
		if (p->stack[i].then.run)
			return true;
	return false;
}

bool interp_is_own(const struct interp *p)
{
	for (int i = 0; i < p->n; i++)
		if (p->stack[i].then.run || p->stack[i].loader.report || interp_makes(&p->stack[i]))
			return false;
	return true;
}

/* ---- Off */

void interp_pop(struct interp *p)
{
	struct source *top = &p->stack[--p->n];

	overrides_done(&top->override);
	if (top->loader.free)
		top->loader.free(top->loader.self);
	if (top->then.free)
		top->then.free(top->then.self);
	if (top->hush)
		hush_end(top->hush, p->session);
	free(top->hush);
	free(top->load);
	free(top->text);
	free(top->name);
	free(top->asked);
	free(top->asker);
	free(top->alias);
}

void interp_pop_last(struct interp *p)
{
	struct source *top = &p->stack[p->n - 1];

	if (top->loader.done)
		top->loader.done(top->loader.self);
	interp_pop(p);
}

void interp_pop_used(struct interp *p)
{
	while (p->n > 0 && !interp_makes(&p->stack[p->n - 1]) && !p->stack[p->n - 1].then.run &&
	       !interp_find_command(&p->stack[p->n - 1]))
		interp_pop_last(p);
}

/* ---- On */

/* An empty line of a person repeats the command before it. */
static const char *text_to_run(const struct interp *p, const char *text)
{
	bool empty = text[strspn(text, " \t\r\n")] == '\0';

	if (empty && p->session->config.repeat)
		return str_text(&p->again);
	return text;
}

struct source *interp_add(struct interp *p, enum interp_source kind, const char *text, const char *name, int line)
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
		interp_pop_used(p);
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
	pushed = interp_add(p, source, text, name ? name : "", line);
	pushed->echo = source == INTERP_TYPED && strchr(text, '\n') && strchr(text, '\n')[1];
	if (interp_makes(pushed))
		pushed->asked = xstrdup(str_text(&p->now.text));
	if (source == INTERP_FIGURE) {
		pushed->asker = xstrdup(str_text(&p->now.file));
		pushed->asked_at = p->now.line;
	}
	return true;
}

bool interp_push_due(struct interp *p, struct err *e)
{
	char *text, name[32];
	bool good;
	int number;

	if (p->session->stops.ndue == 0)
		return true;
	interp_pop_used(p);
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

/* ---- Dropping */

/* Of scripts and lines; a preset is one command to whoever asked for it. */
static int count_commands(struct interp *p)
{
	int n = 0;

	for (int i = 0; i < p->n && !interp_makes(&p->stack[i]); i++)
		while (interp_find_command(&p->stack[i])) {
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
	interp_pop(p);
}

int interp_drop_all(struct interp *p)
{
	int skipped = count_commands(p);

	while (p->n > 0)
		drop(p);
	stops_drop_due(p->session);
	return skipped;
}

void interp_drop_unfinished(struct interp *p)
{
	while (interp_making(p) || interp_is_lessons(p))
		drop(p);
}
