/* Lines into commands, commands into words.
 *
 * One scanner serves both: it knows whether a byte stands in quotes, in a comment or between words, so that a `;` in
 * quotes or behind `#` separates nothing. A newline ends everything, also an open quote. */
#include "command/lex.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Behind the quoted part that starts at text[at] (a quote), or n when it is not closed on its line. */
static size_t skip_quoted(const char *text, size_t at, size_t n, bool *closed)
{
	*closed = false;
	for (at++; at < n && text[at] != '\n'; at++) {
		if (text[at] == '\\' && at + 1 < n && text[at + 1] != '\n') {
			at++;
		} else if (text[at] == '"') {
			*closed = true;
			return at + 1;
		}
	}
	return at;
}

size_t lex_command(const char *text, size_t n)
{
	bool word = false, closed;
	size_t at = 0;

	while (at < n && text[at] != ';' && text[at] != '\n') {
		if (text[at] == '#' && !word) {
			const char *nl = memchr(text + at, '\n', n - at);
			return nl ? (size_t)(nl - text) : n;
		}
		word = !is_blank(text[at]);
		at = text[at] == '"' ? skip_quoted(text, at, n, &closed) : at + 1;
	}
	return at;
}

size_t lex_line(const char *text, size_t n)
{
	size_t at = lex_command(text, n);

	while (at < n && text[at] == ';')
		at += 1 + lex_command(text + at + 1, n - at - 1);
	return at;
}

/* A tab is a blank; other control characters never belong into a command. */
static bool is_control(char c)
{
	unsigned char u = (unsigned char)c;

	return (u < 0x20 && !is_blank(c)) || u == 0x7f;
}

/* Columns are counted in characters from 1, as an editor shows them. */
static int column_at(const char *text, size_t at)
{
	int column = 1;
	uint32_t rune;

	for (size_t i = 0; i < at; column++)
		i += utf8_decode(text + i, at - i, &rune);
	return column;
}

static bool check_bytes(const char *text, size_t n, struct err *e)
{
	size_t valid = utf8_valid(text, n);

	if (valid < n)
		return err_set(e, "column %d: byte 0x%02x is not UTF-8 text", column_at(text, valid),
			       (unsigned char)text[valid]);
	for (size_t i = 0; i < n; i++)
		if (is_control(text[i]))
			return err_set(e, "column %d: control character 0x%02x in a command", column_at(text, i),
				       (unsigned char)text[i]);
	return true;
}

/* Copies the quoted part at text[at] without quotes and backslashes. Returns the place behind it. */
static size_t unquote(const char *text, size_t at, size_t n, char **to)
{
	bool closed;
	size_t end = skip_quoted(text, at, n, &closed);

	for (size_t i = at + 1; i + 1 < end; i++) {
		if (text[i] == '\\')
			i++;
		*(*to)++ = text[i];
	}
	return end;
}

/* One word at text[at] into *to. Returns the place behind it. */
static size_t take_word(const char *text, size_t at, size_t n, struct words *w, char **to)
{
	w->word[w->n] = *to;
	w->column[w->n] = (int)at;
	w->quoted[w->n] = false;
	while (at < n && !is_blank(text[at])) {
		if (text[at] == '"') {
			w->quoted[w->n] = true;
			at = unquote(text, at, n, to);
		} else {
			*(*to)++ = text[at++];
		}
	}
	*(*to)++ = '\0';
	w->n++;
	w->end = at;
	return at;
}

/* Where the words end: at a comment, or at n. False when a quote stays open. */
static bool find_end(const char *text, size_t n, size_t *end, struct err *e)
{
	bool word = false, closed;
	size_t at = 0;

	while (at < n && !(text[at] == '#' && !word)) {
		word = !is_blank(text[at]);
		if (text[at] == '"') {
			size_t open = at;
			at = skip_quoted(text, at, n, &closed);
			if (!closed)
				return err_set(e, "the quote at column %d is not closed", column_at(text, open));
		} else {
			at++;
		}
	}
	*end = at;
	return true;
}

bool lex_words(const char *text, size_t n, struct words *to, struct err *e)
{
	size_t at = 0, end = 0;
	char *room;

	to->n = 0;
	to->end = 0;
	to->room = NULL;
	if (!find_end(text, n, &end, e) || !check_bytes(text, end, e))
		return false;
	room = to->room = xcalloc(end + 2, 1);
	for (;;) {
		while (at < end && is_blank(text[at]))
			at++;
		if (at >= end)
			return true;
		if (to->n == LEX_WORDS)
			return err_set(e, "a command takes at most %d words", LEX_WORDS);
		at = take_word(text, at, end, to, &room);
	}
}

void words_done(struct words *w)
{
	free(w->room);
	w->room = NULL;
	w->n = 0;
}
