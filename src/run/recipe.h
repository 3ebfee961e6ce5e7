/* The recipe: the commands that make the task and the base model of a session again, from nothing, bit for bit. Every
 * command that makes a task starts it anew, every one that changes the base model adds to it; while a preset loads nothing is
 * recorded but, at its end, the preset itself. Lines say all that matters and name files by their whole paths. */
#ifndef OUTPOST_RUN_RECIPE_H
#define OUTPOST_RUN_RECIPE_H

#include "run/session.h"

/* A recipe of this one line / one line more. */
void recipe_start(struct session *s, const char *line);
void recipe_add(struct session *s, const char *line);
/* `new` as the settings have it now; responses as they were given, or NULL. */
void recipe_start_new(struct session *s, const char *responses);
/* `pretrain` as the settings have it now, of the steps that were really done. */
void recipe_add_pretrain(struct session *s, uint64_t steps);

/* Appends a word of the command language, in quotes where it needs them: with its `key` (NULL: none) key=value. */
void recipe_word(struct str *to, const char *key, const char *word);
/* The same of a file, by its whole path. */
void recipe_file(struct str *to, const char *key, const char *path);

/* Appends the recipe, a line a command, and the seed of the trainers. False: there is no task, or nobody recorded it. */
bool recipe_print(const struct session *s, struct str *to);
/* Appends a setting's value, a behaviour's file by its whole path as long as a setting holds that: for whoever reads it in
 * another folder. */
void recipe_value(const struct setting *key, const struct config *c, int who, struct str *to);
/* Whether that is the same of both. */
bool recipe_same(const struct setting *key, const struct config *a, const struct config *b, int who);

#endif
