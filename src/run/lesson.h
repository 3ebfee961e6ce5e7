/* A lesson as its file has it: texts, and the lines at which they stand. outpost-lesson(5) describes the format. Knows no
 * session: lesson-check.c tries its conditions on one, lesson-state.h is how far a student is. */
#ifndef OUTPOST_RUN_LESSON_H
#define OUTPOST_RUN_LESSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { LESSON_BYTES_MOST = 1 << 18, LESSON_PAGES_MOST = 99, LESSON_QUESTIONS_MOST = 9, LESSON_CHOICES_MOST = 6,
       LESSON_SEEDS_MOST = 32 };

enum lesson_type {
	LESSON_TEXT,    /* words alone                                             */
	LESSON_DO,      /* done when its goals hold                                */
	LESSON_PREDICT, /* questions, to be answered before anything may run       */
	LESSON_OBSERVE, /* the run, and then what was said beside what happened    */
	LESSON_WHY,     /* an explanation in own words                             */
	LESSON_FREE,    /* things to try                                           */
	LESSON_TYPES
};
extern const char *const lesson_type_names[LESSON_TYPES];

struct lesson_text {
	char *text;
	char *more;   /* of an expect its label, of a fact its choice ("a"); else NULL */
	int line;
	bool kept;    /* of a paragraph: not to be wrapped          */
	bool gap;     /* .. and: an empty line stands before it     */
};
/* Zeroed memory is an empty list. */
struct lesson_texts {
	struct lesson_text *list; /* (n) owned */
	int n;
};

struct lesson_question {
	char *text;
	int line;
	char *choice[LESSON_CHOICES_MOST];
	int nchoices;
	struct lesson_texts facts;  /* conditions, in the order in which they are looked at */
	struct lesson_texts number; /* the metric that answers it, at most one              */
};

enum lesson_part {
	LESSON_PARAGRAPHS,
	LESSON_OPENS,    /* open:                                     */
	LESSON_EXPECTS,  /* expect:                                   */
	LESSON_NOTES,    /* note:                                     */
	LESSON_GOALS,    /* goal:                                     */
	LESSON_HINTS,    /* h1: h2: ..                                */
	LESSON_COMMANDS, /* solution: of a do page, run: of an observe page */
	LESSON_MODELS,   /* model:                                    */
	LESSON_PARTS
};
struct lesson_page {
	enum lesson_type type;
	char *title;
	int line;
	struct lesson_texts part[LESSON_PARTS];
	struct lesson_question *question; /* (nquestions) of a predict page */
	int nquestions;
};

struct lesson {
	char *path;              /* as it was opened                          */
	char *title;
	int number, minutes;
	uint64_t seed[LESSON_SEEDS_MOST];
	int nseeds;
	struct lesson_texts start;
	struct lesson_page *page; /* (npages) */
	int npages;
};

/* Reads a file's bytes; `path` stands in errors, as FILE:LINE. NULL with the reason. */
struct lesson *lesson_parse(const char *bytes, size_t n, const char *path, struct err *e);
/* The same of a file. */
struct lesson *lesson_read(const char *path, struct err *e);
void lesson_free(struct lesson *l);

/* The predict page whose questions this page asks or answers, -1: it is no such page. */
int lesson_predict_of(const struct lesson *l, int page);
/* The n-th command of the page's run or solution as one would type it, from 0, lines cut at their ; NULL: there is none.
 * Lent until the next call with this room; `line` (may be NULL): where it stands. */
struct str;
const char *lesson_command(const struct lesson_page *p, int n, struct str *room, int *line);

/* For the reader's files. */
struct lesson_text *lesson_add(struct lesson_texts *to, const char *text, size_t n, int line);

#endif
