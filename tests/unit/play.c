/* Typing commands in tests. */
#include "play.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "unit.h"

#include "base/file.h"

static void put(struct out *to, enum out_kind kind, const char *line, size_t n)
{
	struct play *p = (struct play *)to;
	static const char *const before[] = {
		[OUT_REPLY] = "", [OUT_STOP] = "", [OUT_DISCOVERY] = "", [OUT_NOTE] = "note: ", [OUT_ECHO] = "echo: ", [OUT_ERROR] = "error: ", 
		[OUT_OK] = "ok: ", [OUT_NOT_OK] = "not ok: ",
	};

	str_add(&p->said, before[kind]);
	str_add_bytes(&p->said, line, n);
	str_add(&p->said, "\n");
}

static char folder[] = "/tmp/outpost-test-XXXXXX";

static void leave_folder(void)
{
	char line[64];

	snprintf(line, sizeof line, "rm -rf %s", folder);
	if (chdir("/") != 0 || system(line) != 0)
		perror(folder);
}

/* A folder of its own, so that files never meet those of another test program. */
static void enter_folder(void)
{
	static bool inside;

	if (inside)
		return;
	assert_non_null(mkdtemp(folder));
	assert_int_equal(chdir(folder), 0);
	atexit(leave_folder);
	inside = true;
}

void play_init(struct play *p)
{
	static char data[4096];
	const char *source = getenv("srcdir");

	enter_folder();
	*p = (struct play){ .out = { .put = put } };
	p->session = session_new(&p->out);
	snprintf(data, sizeof data, "%s/examples", source ? source : ".");
	p->session->data = data;
	p->session->user_data = ".";
	p->interp = interp_new(p->session);
}

void play_done(struct play *p)
{
	interp_free(p->interp);
	session_free(p->session);
	str_done(&p->said);
}

static void run(struct play *p)
{
	for (;;) {
		while (session_working(p->session))
			session_work(p->session, NULL, NULL);
		p->last = interp_turn(p->interp);
		if (p->last != INTERP_RAN && p->last != INTERP_FAILED)
			return;
	}
}

const char *play(struct play *p, enum interp_source source, const char *text)
{
	struct err e;

	str_clear(&p->said);
	if (interp_push(p->interp, source, text, source == INTERP_TYPED ? "" : "t.op", 1, &e))
		run(p);
	else
		out_line(&p->out, OUT_ERROR, "%s", e.text);
	return str_text(&p->said);
}

const char *type(struct play *p, const char *line)
{
	return play(p, INTERP_TYPED, line);
}

void play_says(struct play *p, const char *line, const char *what)
{
	assert_string_equal(type(p, line), what);
}

void play_has(struct play *p, const char *line, const char *what)
{
	const char *said = type(p, line);

	if (!strstr(said, what))
		fail_msg("%s\nsaid\n%snot\n%s", line, said, what);
}

void play_file(const char *name, const char *content)
{
	struct err e;

	if (!file_write(name, content, strlen(content), &e))
		fail_msg("%s", e.text);
}
