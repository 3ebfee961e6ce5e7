/* A lesson is typed as a student would who knows it all: each command of a solution, then next. */
#include "front/lesson-check.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/xalloc.h"
#include "front/exit.h"
#include "run/expr.h"
#include "run/lesson-state.h"

/* One playing. What is said goes nowhere, but the last error. */
struct playing {
	struct out out;
	struct text *text;
	struct session *session;
	struct interp *interp;
	const struct lesson *lesson;
	uint64_t seed;
	struct str error;
	bool unmet, failed;
};

static void take_line(struct out *to, enum out_kind kind, const char *line, size_t n)
{
	struct playing *p = (struct playing *)to;

	if (kind != OUT_ERROR)
		return;
	str_clear(&p->error);
	str_add_bytes(&p->error, line, n);
}

/* A line of TAP; page from 0, -1: none. `got` (may be "") is what was there instead. */
static void result(struct playing *p, bool good, int page, const char *what, const char *got)
{
	struct str label = { 0 };

	str_addf(&label, "%s seed %llu, ", p->lesson->path, (unsigned long long)p->seed);
	if (page >= 0)
		str_addf(&label, "page %d.%d, line %d: ", p->lesson->number, page + 1, p->lesson->page[page].line);
	str_addf(&label, "%s%s%s%s", what, *got ? " (" : "", got, *got ? ")" : "");
	out_line(&p->text->sink.out, good ? OUT_OK : OUT_NOT_OK, "%s", str_text(&label));
	p->unmet = p->unmet || !good;
	str_done(&label);
}

/* False: it failed, which is said. */
static bool run(struct playing *p, const char *command, int page, int line)
{
	struct str what = { 0 }, text = { 0 };
	bool good;

	str_clear(&p->error);
	for (int i = 1; i < line; i++) /* errors then name it */
		str_add(&text, "\n");
	str_add(&text, command);
	good = text_run(p->text, str_text(&text), p->lesson->path) == TEXT_RAN;
	if (!good) {
		str_addf(&what, "%s works", command);
		result(p, false, page, str_text(&what), p->error.len ? str_text(&p->error) : "it was stopped");
		p->failed = true;
	}
	str_done(&what);
	str_done(&text);
	return good;
}

static void check_expects(struct playing *p, int page)
{
	const struct lesson_texts *t = &p->lesson->page[page].part[LESSON_EXPECTS];
	struct session *s = p->session;

	for (int i = 0; i < t->n; i++) {
		struct str got = { 0 };
		struct err e;
		struct expr *x = expr_parse(s, t->list[i].text, &e);
		bool good = x && expr_true(s, x, s->view.who);
		if (x && !good) {
			str_addf(&got, "%s; got ", t->list[i].text);
			expr_values(s, x, s->view.who, &got);
		}
		result(p, good, page, t->list[i].more, x ? str_text(&got) : e.text);
		expr_free(x);
		str_done(&got);
	}
}

static void check_texts(struct playing *p, int page)
{
	const struct lesson_texts *t = &p->lesson->page[page].part[LESSON_PARAGRAPHS];

	for (int i = 0; i < t->n; i++) {
		struct str filled = { 0 };
		struct err e;
		if (!lesson_fill(p->session, t->list[i].text, &filled, &e))
			result(p, false, page, "its numbers can be told", e.text);
		str_done(&filled);
	}
}

static void check_questions(struct playing *p, int page)
{
	const struct lesson_page *asks = NULL;
	const struct lesson_record *said = lesson_answers(p->session->lesson, &asks);

	for (int i = 0; i < asks->nquestions; i++) {
		const struct lesson_question *q = &asks->question[i];
		struct str what = { 0 }, got = { 0 };
		int n = lesson_facts_hold(p->session, q);
		if (q->number.n > 0) {
			str_addf(&what, "question %d has a number, %s", i + 1, said->answer[i].happened ? said->answer[i].happened : "-");
			result(p, said->answer[i].happened != NULL, page, str_text(&what), "");
		} else {
			str_addf(&what, "question %d has one answer", i + 1);
			if (n == 1 && said->answer[i].happened)
				str_addf(&what, ", %s", said->answer[i].happened);
			else
				str_addf(&got, "%d of its facts hold", n);
			result(p, n == 1, page, str_text(&what), str_text(&got));
		}
		str_done(&what);
		str_done(&got);
	}
}

/* What the page asks to be run. */
static bool solve(struct playing *p, int page)
{
	const struct lesson_page *asks = &p->lesson->page[page];
	struct str room = { 0 }, command = { 0 };
	bool good = true;
	int line = 1;

	if (asks->type == LESSON_DO)
		result(p, !lesson_goals_hold(p->session, asks), page, "there is something to do", "");
	for (int i = 0; good && lesson_command(asks, i, &room, &line); i++) {
		str_clear(&command);
		lesson_fill_seed(str_text(&room), p->seed, &command);
		good = run(p, str_text(&command), page, line);
	}
	if (good)
		result(p, lesson_record(p->session->lesson)->done, page, "its commands lead to its goal", "");
	good = good && lesson_record(p->session->lesson)->done;
	str_done(&room);
	str_done(&command);
	return good;
}

/* The page that is open, and on to the next one. */
static bool play_page(struct playing *p)
{
	int page = p->session->lesson->page;

	check_texts(p, page);
	switch (p->lesson->page[page].type) {
	case LESSON_DO:
		if (!solve(p, page))
			return false;
		break;
	case LESSON_PREDICT:
		if (!run(p, "predict skip", page, 1))
			return false;
		break;
	case LESSON_OBSERVE:
		if (!solve(p, page))
			return false;
		check_questions(p, page);
		break;
	case LESSON_WHY:
		if (!run(p, "why it is so", page, 1))
			return false;
		break;
	default:
		break;
	}
	check_expects(p, page);
	return run(p, "next", page, 1);
}

static void begin(struct playing *p, const struct session *with)
{
	p->out.put = take_line;
	p->session = session_new(&p->out);
	p->session->data = with->data;
	p->session->user_data = with->user_data;
	p->session->work = with->work;
	p->interp = interp_new(p->session);
	text_attach(p->text, p->session, p->interp);
	p->session->out = &p->out;
}

static void end(struct playing *p)
{
	p->text->sink.interp = NULL;
	interp_free(p->interp);
	session_free(p->session);
	str_done(&p->error);
}

static void play(struct playing *p, const struct session *with)
{
	struct str command = { 0 };
	bool good;

	begin(p, with);
	str_addf(&command, "lesson \"%s\" seed=%llu", p->lesson->path, (unsigned long long)p->seed);
	good = run(p, str_text(&command), -1, 1);
	while (good && p->session->lesson)
		good = play_page(p);
	if (good)
		result(p, true, -1, "played to its end", "");
	end(p);
	str_done(&command);
}

/* The exit code of one file. */
static int check_file(struct text *t, const char *file, const struct session *with)
{
	struct err e;
	struct lesson *l = strchr(file, '"') ? NULL : lesson_read(file, &e);
	int code = EXIT_OK;

	if (!l) {
		out_line(&t->sink.out, OUT_NOT_OK, "%s", strchr(file, '"') ? "a file of a lesson has no quote in its name" : e.text);
		return file_exists(file) ? EXIT_SCRIPT : EXIT_FILE;
	}
	for (int i = 0; i < l->nseeds && !t->stopped; i++) {
		struct playing p = { .text = t, .lesson = l, .seed = l->seed[i] };
		play(&p, with);
		if (p.failed)
			code = EXIT_SCRIPT;
		else if (p.unmet && code == EXIT_OK)
			code = EXIT_UNMET;
	}
	lesson_free(l);
	return code;
}

int lesson_check_files(struct text *t, const char *const *file, int n, struct session *none)
{
	int code = EXIT_OK;

	for (int i = 0; i < n && !t->stopped; i++) {
		int one = check_file(t, file[i], none);
		if (code == EXIT_OK || (code == EXIT_UNMET && one != EXIT_OK) || one == EXIT_SCRIPT)
			code = one;
	}
	t->session = none; /* with which it ends */
	t->interp = NULL;
	t->failed = false;
	code = text_end(t, code);
	session_free(none);
	return code;
}
