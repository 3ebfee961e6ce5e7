/* The panels of the screen in words: every number of each of them in whole sentences, for those who do not see it. */
#ifndef OUTPOST_COMMAND_LOOK_H
#define OUTPOST_COMMAND_LOOK_H

#include "run/frame.h"
#include "run/session.h"

struct look_panel {
	const char *word;     /* by which it is typed                        */
	int number;           /* of its title, 0: none                       */
	const char *name;     /* likewise                                    */
	const char *also[2];  /* other words for it, NULL at the end         */
	const char *shows;    /* for lists                                   */
	unsigned need;        /* enum frame_need                             */
	void (*say)(struct session *s, const struct frame *f);
};
extern const struct look_panel look_table[]; /* in the order of the numbers, then of the look inside a prompt */
extern const int look_count;

/* By number, by word or name, or by how one of them alone begins. */
const struct look_panel *look_find(const char *text, struct err *e);

/* What they say: a sentence a line. */
void look_prompts(struct session *s, const struct frame *f);
void look_curve(struct session *s, const struct frame *f);
void look_samples(struct session *s, const struct frame *f);
void look_console(struct session *s, const struct frame *f);
void look_stops(struct session *s, const struct frame *f);
void look_queries(struct session *s, const struct frame *f);
void look_quantile(struct session *s, const struct frame *f);
void look_ladder(struct session *s, const struct frame *f);
void look_tokens(struct session *s, const struct frame *f);
void look_inspect(struct session *s, const struct frame *f);
void look_positions(struct session *s, const struct frame *f);
void look_next(struct session *s, const struct frame *f);
/* "correct, all 8 tokens", "first wrong at t3", "stuck at t4": of a response whose correct prefix is `right` tokens long. */
void look_verdict(const struct frame *f, int right, bool stuck, struct str *to);
/* Of the selected position, behind the words of look_next(). */
void look_paid(struct session *s, const struct frame *f);
void look_sample(struct session *s, const struct frame *f);
void look_lesson(struct session *s, const struct frame *f);
/* Where things stand, in one paragraph. Its need: LOOK_DIGEST. */
enum { LOOK_DIGEST = FRAME_PROMPTS | FRAME_STATUS | FRAME_STOPS };
void look_digest(struct session *s, const struct frame *f);

#endif
