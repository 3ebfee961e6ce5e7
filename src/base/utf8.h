/* UTF-8: decoding, width on a screen, cutting. Invalid bytes count as one column each and never stop a loop. */
#ifndef OUTPOST_BASE_UTF8_H
#define OUTPOST_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of a character by its first one, 1..4; 0: none starts so. */
size_t utf8_length(unsigned char first);
/* Decodes the character at `text` (n > 0 bytes left) into *rune and returns its bytes, 1..4. A byte that
 * starts no valid character gives U+FFFD and 1. Overlong forms and surrogates are invalid. */
size_t utf8_decode(const char *text, size_t n, uint32_t *rune);
/* Writes a character as 1..4 bytes and returns how many. */
size_t utf8_encode(char to[4], uint32_t rune);
/* Byte offset of the first invalid byte, or n when all of it is valid. */
size_t utf8_valid(const char *text, size_t n);
/* One that moves a cursor or worse: C0, DEL and C1. */
bool utf8_is_control(uint32_t rune);
/* Columns of one character: 0 combining, 1, 2 wide; controls count 1. */
int utf8_rune_width(uint32_t rune);
/* Columns of a text. */
int utf8_width(const char *text);
/* Copies `text` into at most `size` bytes and `cols` columns, the last column "~" when it was cut. */
void utf8_cut(char *to, size_t size, const char *text, int cols);

#endif
