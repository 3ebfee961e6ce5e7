/* The interpreter: a stack of texts, each read command by command.
 *
 * Invariant: a text that is used up stays on the stack until the next turn. So a script that sources itself in its last
 * line grows the stack and is found out, and a preset ends only when its last command's goal is met. */
#include "command/interp.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "command/command.h"
#include "command/preset-load.h"

enum { SCRIPTS_DEEP = 16 };

/* A pending text. */
struct source {
	enum interp_source kind;
	char *text, *name;
	size_t at, len;
	int line;      /* of text[at]                                */
	bool echo;     /* typed text of several lines                */
	bool begun;    /* PRESET: the former experiment is held aside */
	struct overrides override;
};

struct interp {
	struct session *session;
	struct source *stack; /* the last one is read */
	int n;
	struct preset_load load;
	struct history history;
	struct str again;
	bool running, quit;
	bool repeating; /* the typed text is an empty line's command: nothing endless */
};

struct interp *interp_new(struct session *s)
{
	struct interp *p = xcalloc(1, sizeof *p);

	p->session = s;
	return p;
}

static void pop(struct interp *p)
{
	struct source *top = &p->stack[--p->n];

	overrides_done(&top->override);
	free(top->text);
	free(top->name);
}

void interp_free(struct interp *p)
{
	if (!p)
		return;
	while (p->n > 0)
		pop(p);
	history_done(&p->history);
	free(p->stack);
	str_done(&p->again);
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

static bool is_preset_on(const struct interp *p)
{
	for (int i = 0; i < p->n; i++)
		if (p->stack[i].begun)
			return true;
	return false;
}

/* An empty line of a person repeats the command before it. */
static const char *text_to_run(const struct interp *p, const char *text)
{
	bool empty = text[strspn(text, " \t\r\n")] == '\0';

	if (empty && p->session->config.repeat)
		return str_text(&p->again);
	return text;
}

bool interp_push(struct interp *p, enum interp_source source, const char *text, const char *name, int line,
		 struct err *e)
{
	int deep = 0;

	while (!p->running && p->n > 0 && p->stack[p->n - 1].kind != INTERP_PRESET && !find_command(&p->stack[p->n - 1]))
		pop(p);
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
	p->stack = xresize(p->stack, (size_t)p->n + 1, sizeof *p->stack);
	p->stack[p->n++] = (struct source){
		.kind = source, .text = xstrdup(text), .name = xstrdup(name ? name : ""), .len = strlen(text),
		.line = line, .echo = source == INTERP_TYPED && strchr(text, '\n') && strchr(text, '\n')[1],
	};
	return true;
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

	for (int i = 0; i < p->n && p->stack[i].kind != INTERP_PRESET; i++)
		while (find_command(&p->stack[i])) {
			struct source *f = &p->stack[i];
			f->at += lex_command(f->text + f->at, f->len - f->at);
			n++;
		}
	return n;
}

/* Empties the stack; a preset in mid-way is undone. Returns how many commands were pending. */
static int drop_all(struct interp *p)
{
	int skipped = count_commands(p);

	if (is_preset_on(p)) {
		preset_load_undo(&p->load, p->session);
	}
	while (p->n > 0)
		pop(p);
	return skipped;
}

static void say_skipped(struct interp *p, int skipped)
{
	if (skipped > 0)
		out_line(p->session->out, OUT_NOTE, "%d command%s skipped", skipped, skipped == 1 ? "" : "s");
}

void interp_stop(struct interp *p)
{
	bool loading = is_preset_on(p);
	int skipped = drop_all(p);

	if (loading)
		out_line(p->session->out, OUT_NOTE, "the preset was not loaded: all is as it was before");
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

static enum interp_result fail(struct interp *p, const struct cut *c, struct err *e)
{
	int skipped;

	if (c->kind != INTERP_TYPED)
		err_prefix(e, "%s:%d: ", c->name, c->line);
	skipped = drop_all(p);
	out_line(p->session->out, OUT_ERROR, "%s", e->text);
	say_skipped(p, skipped);
	str_clear(&p->again);
	return INTERP_ERROR;
}

static enum interp_result finish_preset(struct interp *p, const struct source *f)
{
	struct err e;

	if (!session_ready(p->session)) {
		struct cut last = { .kind = INTERP_PRESET, .line = f->line, .name = f->name };
		err_set(&e, "the preset ends without a task: it needs a line new KIND");
		return fail(p, &last, &e);
	}
	preset_load_keep(&p->load, p->session, f->name, &f->override);
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

static bool run_words(struct interp *p, const struct cut *c, struct words *w, struct err *e)
{
	struct session *s = p->session;
	bool in_script = c->kind != INTERP_TYPED, good;
	const struct command *command = command_find(w->word[0], in_script, e);
	struct str rest = { 0 };
	struct args a;

	if (!command)
		return false;
	if (command->needs_task && !session_ready(s))
		return err_set(e, "no task yet: preset NAME or new KIND");
	good = args_init(&a, command, w, c->text, &rest, e);
	a.in_script = in_script || p->repeating;
	a.interp = p;
	p->running = true;
	good = good && command->run(s, &a, e);
	p->running = false;
	if (good)
		focus(s, a.who);
	if (good && !in_script)
		remember_again(p, command, w, c->text);
	str_done(&rest);
	return good;
}

static enum interp_result run_cut(struct interp *p, const struct cut *c)
{
	struct words w;
	struct err e = { "" };
	bool good = lex_words(c->text, c->n, &w, &e) && run_words(p, c, &w, &e);

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
	struct cut c = { .kind = INTERP_SCRIPT, .text = text, .n = strlen(text) };
	const struct command *command = NULL;
	struct words w;
	struct err e = { "" };
	bool good = lex_words(text, c.n, &w, &e);

	if (good && w.n > 0) {
		command = command_find(w.word[0], true, &e);
		if (command && !command->in_run)
			err_set(&e, "%s has to wait until the run is over", command->name);
		good = command && command->in_run && run_words(p, &c, &w, &e);
	}
	words_done(&w);
	if (!good)
		out_line(p->session->out, OUT_ERROR, "%s", e.text);
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
	c.n = lex_command(f->text + f->at, f->len - f->at);
	c.text = text = xstrndup(f->text + f->at, c.n);
	f->at += c.n;
	result = run_cut(p, &c);
	free(text);
	free(c.name);
	return result;
}

enum interp_result interp_turn(struct interp *p)
{
	while (p->n > 0) {
		struct source *top = &p->stack[p->n - 1];
		if (top->kind == INTERP_PRESET && !top->begun) {
			preset_load_begin(&p->load, p->session, &top->override);
			top->begun = true;
		}
		if (find_command(top))
			return run_next(p);
		if (top->begun)
			return finish_preset(p, top);
		pop(p);
	}
	return INTERP_EMPTY;
}
