/* The positions of y*: which one is selected, which are in sight, and the laws of the next token there. For frames with
 * FRAME_TOKENS and k > 0. */
#ifndef OUTPOST_PANEL_POSITION_H
#define OUTPOST_PANEL_POSITION_H

#include "panel/scene.h"

/* From 0, whatever the view says. */
int position_selected(const struct scene *s);
/* The first of `room` positions in sight, the selected one in their middle where there are more. */
int position_first(const struct scene *s, int room);
/* The first of `room` rows of a list of n in which the selected one is in the middle. */
int position_scroll(int selected, int n, int room);
/* The selected sample's number, 1 for the newest: of one that is there, whatever the view says. */
int sample_number(const struct scene *s);
/* (k) log probabilities after the correct prefix: the base model's, or those of now. */
const double *position_law(const struct frame *f, int t, bool base);
/* The same of the correct token alone. */
double position_correct(const struct frame *f, int t, bool base);
/* m <= k tokens, of few in their order and of many the likeliest at t first: the correct one of position t and the likeliest
 * other, under the base model or now; the correct ones of the n positions in sight from `first` on, the nearest first; then
 * what is likeliest at t. A set that hardly changes while a policy moves away from its base model. */
void position_tokens(const struct frame *f, int t, int first, int n, int m, uint8_t *to);

/* By fifths: the darkest for p < .2. */
enum style position_shade(double lp);

#endif
