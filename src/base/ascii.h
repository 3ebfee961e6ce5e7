/* Kinds of characters in command lines and files. Of ASCII alone: those of ctype.h follow the user's locale. */
#ifndef OUTPOST_BASE_ASCII_H
#define OUTPOST_BASE_ASCII_H

#include <stdbool.h>

static inline bool ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}
static inline bool ascii_is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}
static inline bool ascii_is_letter(char c)
{
	return ascii_is_lower(c) || (c >= 'A' && c <= 'Z');
}
static inline bool ascii_is_word(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c);
}
/* Blanks, tabs and what ends lines. */
static inline bool ascii_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline char ascii_upper(char c)
{
	return ascii_is_lower(c) ? (char)(c - 'a' + 'A') : c;
}

#endif
