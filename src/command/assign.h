/* Storing settings for commands: checked, with their origin, what a preset's user asked for first; all or nothing with
 * run/kept.h. */
#ifndef OUTPOST_COMMAND_ASSIGN_H
#define OUTPOST_COMMAND_ASSIGN_H

#include "command/args.h"
#include "run/kept.h"

/* Stores `text`, or what wins over it while a preset loads. `who`: enum who_mask, of per-trainer settings. */
bool assign(struct session *s, const struct args *a, const struct setting *key, unsigned who, const char *text,
	    struct err *e);
/* The same by exact name. */
bool assign_name(struct session *s, const struct args *a, const char *name, unsigned who, const char *text,
		 struct err *e);
/* The setting that a key of the command stores into: eps of trainer is behavior.eps, lr of pretrain is pretrain.lr. NULL
 * with the reason. */
const struct setting *setting_of_key(const struct command *c, const char *key, struct err *e);
/* All of the command's key=value. */
bool assign_keys(struct session *s, const struct args *a, unsigned who, struct err *e);
bool assign_number(struct session *s, const struct args *a, const char *name, int n, struct err *e);
/* The user's own wish for trainer `who`, whatever scripts say. */
bool assign_user(struct session *s, const struct setting *key, int who, const char *text, struct err *e);
/* Back to its default: what it meant went away with a task. What wins over scripts stays. */
void assign_default(struct session *s, const struct args *a, const char *name);
/* "preset", "you", or "" where nobody gave the value, or it is not known who did. */
const char *setting_origin_of(const struct session *s, const struct setting *key, int who);

#endif
