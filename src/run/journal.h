/* The journal of a session: what it does is written into run files as it does it, so that kill -9 loses at most the update
 * in flight. One file for each base model that trainers were trained from, begun with the first update; see autosave.h for
 * where they lie and runfile.h for what stands in them. A write that fails ends it with one note, and training goes on. */
#ifndef OUTPOST_RUN_JOURNAL_H
#define OUTPOST_RUN_JOURNAL_H

#include "run/session.h"

/* Saves this session's runs in `folder` from now on, and tidies up there. */
void journal_start(struct session *s, const char *folder);
/* Writes what is left, and lets go of its file. */
void journal_end(struct session *s);
/* The file that is written now, NULL: none yet, or no more. */
const char *journal_path(const struct session *s);

/* Each of these does nothing where there is no journal. */
/* A command that was run, as typed. */
void journal_command(struct session *s, const char *text);
/* What happened to a trainer at its present update; prompt -1: none. */
void journal_event(struct session *s, int who, const char *kind, int prompt, const char *text);
/* An update was made: a note beside the file of where the trainers are, a microsecond; with a keyframe more. */
void journal_update(struct session *s, int who);
/* After commands and goals: whatever else has changed. */
void journal_sync(struct session *s);
/* Nothing is written meanwhile; what happens is, by the next journal_sync(). */
void journal_pause(struct session *s, bool pause);
/* This file's run goes on in the journal: the file is let go of and deleted when all of it stands in the new one. Takes
 * what autosave_take_over() has given. */
struct autosave;
void journal_replaces(struct session *s, struct autosave *old);

/* All of the session in one new file at `path`, which is replaced whole or not at all: with the metrics of every update
 * that the trace has. */
bool journal_save(struct session *s, const char *path, struct err *e);

#endif
