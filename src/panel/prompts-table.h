/* The list of prompts as a table: which columns there is room for, how wide, and where. Chosen from the numbers of all prompts,
 * so that nothing moves sideways while the list scrolls. */
#ifndef OUTPOST_PANEL_PROMPTS_TABLE_H
#define OUTPOST_PANEL_PROMPTS_TABLE_H

#include "base/num.h"
#include "panel/scene.h"

/* From left to right. */
enum prompts_column { COL_ID, COL_TEXT, COL_TARGET, COL_BASE, COL_WORST, COL_NOW, COL_A, COL_B, COL_BAR, COL_HITS, COL_FIRST,
		      COL_OFF, COL_SUPPORT, COLUMNS };
/* Columns of the selection sign with a blank, of a first hit, and of OUT! with how likely the prompt is nevertheless. */
enum { PROMPTS_MARK = 2, PROMPTS_FIRST = 9, PROMPTS_BADGE = 8 };
/* Behind the text of a prompt: its target is next. */
#define PROMPTS_ARROW " ->"

/* Of a split in a window without room for two lists, COL_A and COL_B stand in the place of COL_NOW and COL_BAR. */
struct prompts_table {
	const struct frame *frame;
	const struct glyphs *glyphs;
	int width[COLUMNS]; /* 0: left out                                            */
	int gap;            /* between two                                            */
	bool both;          /* A and B in one list                                    */
	int worst, at;      /* of COL_WORST: the number, and its position behind it   */
};

/* For a canvas of `cols` columns. */
void prompts_choose(const struct scene *s, int cols, struct prompts_table *to);
int prompts_column_at(const struct prompts_table *t, enum prompts_column c);
/* Whether it stands at the left of its column. */
bool prompts_is_left(enum prompts_column c);
const char *prompts_head(const struct prompts_table *t, enum prompts_column c);
/* A likelihood as this page has them: shorter on a projector. */
char *prompts_number(char to[NUM_TEXT], const struct frame *f, double lp);

#endif
