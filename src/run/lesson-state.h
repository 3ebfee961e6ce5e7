/* How far a student is in a lesson: the page, answers, hints. What brings him on are commands (command/lesson-play.h); what
 * of it is shown, frame-lesson.c builds. */
#ifndef OUTPOST_RUN_LESSON_STATE_H
#define OUTPOST_RUN_LESSON_STATE_H

#include "run/lesson.h"
#include "run/session.h"

/* What became of one question. */
struct lesson_answer {
	char *you;       /* owned: a letter, or a number as typed; NULL: not answered          */
	char *happened;  /* owned: a letter, or a number as printed; NULL: not known, or none of the facts holds */
	double value;    /* of a number: what happened                                         */
	bool right;
	int tally[LESSON_CHOICES_MOST]; /* votes of a class                                    */
	bool voted;
};
/* .. of one page. */
struct lesson_record {
	bool done;       /* its goals have held, its questions are answered, its run is over   */
	bool skipped;    /* .. or were passed over                                             */
	int hints;       /* shown                                                              */
	int commands;    /* that the student ran on it                                         */
	int solved;      /* commands of its solution or run that were run, in their order      */
	char *why;       /* owned, NULL: nothing was written                                   */
	struct lesson_answer *answer; /* (nquestions) of a predict page                        */
};

struct lesson_state {
	struct lesson *lesson; /* owned                                                        */
	char *file;            /* owned: its whole path                                        */
	uint64_t seed;
	int page, reached;     /* the page that is shown, and the furthest one that was opened, from 0 */
	bool stirred;          /* a command of the student's was run: its page may be done             */
	bool playing;          /* free play: `place` has where it was left                     */
	char *place;           /* owned: a run file, NULL: none                                */
	char *place_folder;    /* owned: it is alone in this one, NULL: among others            */
	bool has_view;
	struct view view;      /* what was looked at then                                      */
	struct lesson_record *on; /* (npages)                                                  */
};

/* Takes the lesson; page 1, nothing is answered. */
struct lesson_state *lesson_state_new(struct lesson *l, uint64_t seed);
/* With the file of its place, if there is one. NULL: nothing to do. */
void lesson_state_free(struct lesson_state *st);
/* The file goes, and its folder. */
void lesson_drop_place(struct lesson_state *st);

/* The page that is shown, and what became of it. */
static inline const struct lesson_page *lesson_page(const struct lesson_state *st)
{
	return &st->lesson->page[st->page];
}
static inline struct lesson_record *lesson_record(const struct lesson_state *st)
{
	return &st->on[st->page];
}
/* The record of the questions that the page asks or answers, NULL: none. */
struct lesson_record *lesson_answers(const struct lesson_state *st, const struct lesson_page **asks);
/* The student stands at questions that are not answered: nothing may run. */
bool lesson_is_locked(const struct session *s);

/* Whether all goals of the page hold now. None: false. */
bool lesson_goals_hold(struct session *s, const struct lesson_page *p);
/* Whether what the page tells, its expect: lines, is so now. With a seed that the lesson does not name nobody has looked. */
bool lesson_is_as_told(struct session *s, const struct lesson_page *p);
/* A condition of the lesson; what cannot be read now (another task, no trainer B) does not hold. */
bool lesson_holds(struct session *s, const char *condition);
/* `continue until CONDITION`, @a or not, of which the condition holds: whichever way the student has come there. */
bool lesson_is_there(struct session *s, const char *command);
/* What happened, for all questions of a predict page: from now on it stands. */
void lesson_observe(struct session *s, const struct lesson_page *asks, struct lesson_record *r);
/* How many facts of a question hold. */
int lesson_facts_hold(struct session *s, const struct lesson_question *q);

/* Replaces {seed}. */
void lesson_fill_seed(const char *text, uint64_t seed, struct str *to);
/* Replaces {METRIC} by its value now, {{ by a brace. What has no value now is -. False, with the metric's error: it cannot
 * be read (and then stands in the text as it is). */
bool lesson_fill(struct session *s, const char *text, struct str *to, struct err *e);

/* All conditions, metrics and texts of the lesson, tried on the task that its start has made: false with FILE:LINE. Those of
 * pages behind one whose commands make another task are not. */
bool lesson_check(struct session *s, const struct lesson *l, struct err *e);

/* Lines from which lesson_state_read() makes the same state again. */
void lesson_state_print(const struct lesson_state *st, struct str *to);
/* NULL with the reason: the file of the lesson is gone or is another one now. */
struct lesson_state *lesson_state_read(const char *text, struct err *e);

#endif
