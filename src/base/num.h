/* Numbers as people write them, and one way of printing each kind. No locale: LC_NUMERIC is C. */
#ifndef OUTPOST_BASE_NUM_H
#define OUTPOST_BASE_NUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads a whole word: 12, 1.5, -3, 1e-6, .5, 10k (1e3), 2M (1e6), 50% (.01). No blanks, hex, inf or nan.
 * False when the word is not such a number or overflows; *value is then unchanged. */
bool num_parse(const char *word, double *value);
/* Reads a whole word as a count 0..UINT64_MAX: digits, 10k, 2M, 1e6; false for fractions, signs, overflow. */
bool num_parse_count(const char *word, uint64_t *value);

/* Room for any of the texts below. */
enum { NUM_TEXT = 40 };

/* 10048 -> "10,048". Returns `to`. */
char *num_count(char to[NUM_TEXT], uint64_t n);
/* A count that may have a fraction or be huge: 512557.4 -> "512,557", 4.3e18 -> "4.3e+18", inf -> "inf". */
char *num_amount(char to[NUM_TEXT], double v);
/* A probability given as its natural logarithm: .853 -> "0.853", 2e-6 -> "2.0e-06", e^-443 -> "2.2e-193"
 * also where a double would be 0; -inf -> "0", NaN -> "-". Three decimals from 0.01 on, two digits below. */
char *num_prob(char to[NUM_TEXT], double lp);
/* The logarithm of a probability, of one below 1 at most that of .99: with two digits it would read as certainty. */
double num_uncertain(double lp);
/* That for the back of a room: 0.85, 2e-06; two decimals from 0.01 on, one digit below. */
char *num_prob2(char to[NUM_TEXT], double lp);
/* The same for a table of token probabilities, 4 characters: ".250", ".000" , "1.00"; NaN -> "-". */
char *num_prob4(char to[NUM_TEXT], double p);
/* The same in 3 characters: ".25", ".00", "1.0". */
char *num_prob3(char to[NUM_TEXT], double p);
/* That of 4 characters from a natural logarithm, and 1.3e-05 where that would read .000. */
char *num_token(char to[NUM_TEXT], double lp);
/* e^l as a count of things: 512,557; 1.2e+345 where a double ends. */
char *num_times(char to[NUM_TEXT], double l);
/* e^l as how many times one number is another: 0.31, 6.2e-05, 4, 1,234. Two digits below 9.95. */
char *num_ratio(char to[NUM_TEXT], double l);
/* A change, with its sign: +0.169, -1.3e-05, 0. Three digits. */
char *num_signed(char to[NUM_TEXT], double v);
/* A line that someone drew among probabilities, as its natural logarithm: 1e-04, 2.5e-05, 0.05, 1. Three digits, none
 * of them a zero at the end. */
char *num_line(char to[NUM_TEXT], double l);
/* Shortest decimal form that reads back equal (at most 17 digits); NaN -> "" . For files. */
char *num_exact(char to[NUM_TEXT], double v);
/* A setting's or a metric's value for the screen: up to 6 digits, no trailing zeros: 0.1, 1e-12, 10000. */
char *num_short(char to[NUM_TEXT], double v);

#endif
