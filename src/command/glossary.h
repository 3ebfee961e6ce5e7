/* The words that `explain` knows: about four lines each, a formula, and what to show of the present session. */
#ifndef OUTPOST_COMMAND_GLOSSARY_H
#define OUTPOST_COMMAND_GLOSSARY_H

struct gloss {
	const char *word;
	const char *also[9];  /* other words for it, NULL at the end                               */
	const char *text;     /* whole sentences; the reader's width breaks the lines              */
	const char *formula;  /* or NULL                                                           */
	const char *now[5];   /* settings, or metrics with # for the selected prompt; NULL at the end */
};

extern const struct gloss glossary[];
extern const int glossary_count;

#endif
