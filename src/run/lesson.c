/* The room of a lesson, and what follows from it. */
#include "run/lesson.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/xalloc.h"

const char *const lesson_type_names[LESSON_TYPES] = {
	[LESSON_TEXT] = "text",	      [LESSON_DO] = "do",   [LESSON_PREDICT] = "predict",
	[LESSON_OBSERVE] = "observe", [LESSON_WHY] = "why", [LESSON_FREE] = "free",
};

struct lesson_text *lesson_add(struct lesson_texts *to, const char *text, size_t n, int line)
{
	to->list = xresize(to->list, (size_t)to->n + 1, sizeof *to->list);
	to->list[to->n] = (struct lesson_text){ .text = xstrndup(text, n), .line = line };
	return &to->list[to->n++];
}

static void texts_done(struct lesson_texts *t)
{
	for (int i = 0; i < t->n; i++) {
		free(t->list[i].text);
		free(t->list[i].more);
	}
	free(t->list);
}

static void question_done(struct lesson_question *q)
{
	for (int i = 0; i < q->nchoices; i++)
		free(q->choice[i]);
	texts_done(&q->facts);
	texts_done(&q->number);
	free(q->text);
}

static void page_done(struct lesson_page *p)
{
	for (int i = 0; i < p->nquestions; i++)
		question_done(&p->question[i]);
	for (int i = 0; i < LESSON_PARTS; i++)
		texts_done(&p->part[i]);
	free(p->question);
	free(p->title);
}

void lesson_free(struct lesson *l)
{
	if (!l)
		return;
	for (int i = 0; i < l->npages; i++)
		page_done(&l->page[i]);
	texts_done(&l->start);
	free(l->page);
	free(l->title);
	free(l->path);
	free(l);
}

int lesson_predict_of(const struct lesson *l, int page)
{
	if (l->page[page].type != LESSON_PREDICT && l->page[page].type != LESSON_OBSERVE)
		return -1;
	while (page >= 0 && l->page[page].type != LESSON_PREDICT)
		page--;
	return page;
}

/* Bytes up to a ; that is not quoted. */
static size_t command_end(const char *text)
{
	bool quoted = false;
	size_t n = 0;

	for (; text[n] && (quoted || text[n] != ';'); n++) {
		quoted ^= text[n] == '"';
		n += text[n] == '\\' && text[n + 1];
	}
	return n;
}

const char *lesson_command(const struct lesson_page *p, int n, struct str *room, int *line)
{
	const struct lesson_texts *all = &p->part[LESSON_COMMANDS];

	for (int i = 0; i < all->n; i++)
		for (const char *at = all->list[i].text; *at;) {
			size_t end = command_end(at), from = strspn(at, " ;");
			if (from < end && n-- == 0) {
				str_clear(room);
				str_add_bytes(room, at + from, end - from);
				if (line)
					*line = all->list[i].line;
				return str_text(room);
			}
			at += end + (at[end] == ';');
		}
	return NULL;
}
