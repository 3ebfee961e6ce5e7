/* Lines into commands, commands into words. `;` and newlines separate commands, `#` starts a comment (at the start of a
 * word), "..." quotes with \" and \\. Any bytes: invalid UTF-8 and control characters are errors with their column. */
#ifndef OUTPOST_COMMAND_LEX_H
#define OUTPOST_COMMAND_LEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

/* Length of the first command of `text` up to, not including, its `;` or newline (or n). */
size_t lex_command(const char *text, size_t n);

/* The same up to the end of the line. */
size_t lex_line(const char *text, size_t n);

enum { LEX_WORDS = 256 };

struct words {
	char *word[LEX_WORDS]; /* unquoted                            */
	int column[LEX_WORDS]; /* byte offset of its start, from 0    */
	bool quoted[LEX_WORDS];
	int n;
	size_t end;            /* just behind the last word           */
	char *room;
};

/* Splits one command. False with a reason (open quote, too many words, bad bytes). words_done() either way. */
bool lex_words(const char *text, size_t n, struct words *to, struct err *e);
void words_done(struct words *w);

#endif
