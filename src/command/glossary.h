/* The words that `explain` knows, in one form: what it is, its formula, its value now, where it matters, and which item of
 * the paper that is. One table, in families; a word may have several entries, one of each kind. */
#ifndef OUTPOST_COMMAND_GLOSSARY_H
#define OUTPOST_COMMAND_GLOSSARY_H

struct gloss {
	const char *word;
	const char *kind;     /* "a behavior", "a setting": what of that name is meant; NULL: a word of the field   */
	const char *also[9];  /* other words for it, NULL at the end                                               */
	const char *text;     /* whole sentences; the reader's width breaks the lines                              */
	const char *formula;  /* in plain text; "none, it is ..": why there is nothing to compute                  */
	const char *now[6];   /* settings, or metrics with # for the selected prompt; NULL at the end              */
	const char *seen[6];  /* commands, "panel NAME" and "look PANEL" that show or change it; NULL at the end   */
	const char *role;     /* a sentence: what it decides                                                       */
	const char *paper;    /* "[MHE26, Thm. 4.1]", another paper, or "ours"                                     */
};

/* Families, each in a file of its own; word NULL at the end. */
struct gloss_family {
	const char *name;
	const struct gloss *list;
};
extern const struct gloss_family glossary[]; /* name NULL at the end */

/* Entry i of all of them, NULL past the last. */
const struct gloss *glossary_at(int i);
/* The next entry at or behind `*i` of a word, as it is written or in other words, with `*i` behind it; NULL: no more. */
const struct gloss *glossary_next(const char *word, int *i);

extern const struct gloss glossary_model[], glossary_task[], glossary_training[], glossary_behavior[], glossary_query[],
	glossary_support[], glossary_align[], glossary_theory[], glossary_time[], glossary_panel[], glossary_screen[];

#endif
