/* Texts that make an experiment: presets, files that are loaded, figures. Such a text begins when its first command comes, and
 * has an end, at which the experiment is taken, or the one before comes back. */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "command/interp-own.h"

bool interp_makes(const struct source *f)
{
	return f->kind == INTERP_PRESET || f->kind == INTERP_LOAD || f->kind == INTERP_FIGURE;
}

const char *interp_making(const struct interp *p)
{
	for (int i = 0; i < p->n; i++)
		if (p->stack[i].load)
			return p->stack[i].kind == INTERP_PRESET ? "the preset was not loaded"
			       : p->stack[i].kind == INTERP_LOAD ? "the file was not loaded" : "the figure was not drawn";
	return NULL;
}

/* ---- On the stack */

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

/* ---- Beginning and end */

void interp_begin_experiment(struct interp *p, struct source *f)
{
	f->load = xcalloc(1, sizeof *f->load);
	if (f->kind == INTERP_FIGURE)
		preset_load_apart(f->load, p->session);
	else
		preset_load_begin(f->load, p->session, f->kind == INTERP_PRESET ? &f->override : NULL);
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
	interp_pop(p);
	loader.report(p->session, loader.self);
	interp_add(p, INTERP_SCRIPT, loader.rest(loader.self), name, 1)->loader = loader;
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
	interp_pop(p);
	loader.report(p->session, loader.self);
	loader.free(loader.self);
}

enum interp_result interp_finish_experiment(struct interp *p, struct source *f)
{
	struct cut last = { .kind = f->kind, .line = f->line, .name = f->name };
	struct session *s = p->session;
	struct err e;

	if (!session_ready(s)) {
		err_set(&e, "%s ends without a task: it needs a line new KIND", f->kind == INTERP_PRESET ? "the preset" : "it");
		return interp_fail(p, &last, &e);
	}
	if (f->loader.finish && !f->loader.finish(s, f->loader.self, &e))
		return interp_fail(p, &last, &e);
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
		interp_pop(p);
	return INTERP_RAN;
}
