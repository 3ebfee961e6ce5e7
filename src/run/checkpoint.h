/* Checkpoints: the weights of a policy in a matrix file, in a shape that depends on the feature map. */
#ifndef OUTPOST_RUN_CHECKPOINT_H
#define OUTPOST_RUN_CHECKPOINT_H

#include "run/session.h"

/* Reads weights for the present task from a file into w (nparam). The map markov needs W1 (d x k) and W2 (k x k, W2[y][y
 * before]), every other map w (nparam/k x k, a column a token). False with a reason when the file is none, lacks a matrix
 * or has one of another size (given and needed are said); w is then as it was. */
bool checkpoint_read(const struct session *s, const char *path, double *w, struct err *e);
/* Writes weights w (nparam) of the present task so that checkpoint_read() reads the same bits. */
bool checkpoint_write(const struct session *s, const double *w, const char *path, struct err *e);

/* The shelf of a session: the weights that behaviours are frozen from (behavior frozen:FILE). A file is read each time its
 * name is given, and what was read stays as long as the task: spans of a run's past point to it. NULL is an empty one. */
struct shelf;
/* Reads the files that the settings of the trainers in `who` name and that are not there yet; makes s->shelf. False with
 * a reason when one cannot be read: then none of them is there. */
bool shelf_fill(struct session *s, unsigned who, struct err *e);
/* The weights (nparam) of trainer_config.frozen_read, NULL: not there. The same pointer for the same weights of a file. */
const double *shelf_find(const struct shelf *shelf, uint64_t reading);
void shelf_free(struct shelf *shelf);

#endif
