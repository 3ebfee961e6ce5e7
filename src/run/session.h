/* A session: one base model, one task, up to two trainers on the same stream of prompts and coins, and what the user is
 * looking at. Commands act on it; a command that takes time sets its goal, and the driver works at it. */
#ifndef OUTPOST_RUN_SESSION_H
#define OUTPOST_RUN_SESSION_H

#include "base/out.h"
#include "core/margin.h"
#include "core/online.h"
#include "core/pretrain.h"
#include "run/base-model.h"
#include "run/fit.h"
#include "run/job.h"
#include "run/mark.h"
#include "run/run.h"
#include "run/setting.h"
#include "run/stage.h"
#include "run/view.h"

struct aliases;
struct expr;
struct frame_room;
struct journal;
struct lesson_state;
struct shelf;
struct stop;
struct tables;
struct undo_step;

enum who_mask { WHO_A = 1, WHO_B = 2, WHO_AB = 3 };

struct goal {
	enum goal_kind {
		GOAL_NONE,
		GOAL_UPDATES,  /* `left` updates of each trainer in `who`, A and B in turn   */
		GOAL_PHASE,    /* the next phase of an update of the one trainer in `who`    */
		GOAL_CONTINUE, /* each trainer until `until`, or without one until the budget's end */
		GOAL_TRAVEL,   /* each trainer to its `place`, by way of its timeline         */
		GOAL_SEARCH,   /* back in time to where a condition holds, see travel.h       */
		GOAL_PRETRAIN, /* `left[0]` steps                                            */
		GOAL_JOB,      /* `job` until it says that it is done                        */
	} kind;
	unsigned who, asked;         /* trainers still to work, and those asked for          */
	int turn;                    /* whose update is next                                 */
	uint64_t left[TRAINERS];
	uint64_t rounds, aim;        /* UPDATES of trainers held together, see sync.h        */
	uint64_t done, total;        /* updates or steps; total 0: no end known              */
	int discoveries;             /* said so far                                          */
	bool dropped;                /* the last update was given up within                  */
	struct expr *until;          /* owned, or NULL                                       */
	uint64_t target[TRAINERS];   /* TRAVEL: the update ..                                */
	uint64_t queries;            /* .. or an earlier one with so many queries, 0: no matter */
	struct search *search;       /* SEARCH, owned                                        */
	struct trainer_config settings_from[TRAINERS]; /* TRAVEL: what then changes is said  */
	struct trainer_config settings_marked[TRAINERS]; /* .. and what a mark brings back, of those .. */
	bool marked[TRAINERS];       /* .. that go to one                                    */
	int only;                    /* GOAL_CONTINUE to this break alone, 0: not so         */
	const struct job_type *job;  /* GOAL_JOB                                             */
	void *job_self;              /* owned by the job                                     */
	struct tally from[TRAINERS]; /* the meter when it began, for the summary             */
	uint64_t update_from[TRAINERS];
	double *lp_from[TRAINERS];   /* (ntracked) owned                                     */
};

/* Breaks and watches, see stops.h. Zeroed memory has none. */
struct stops {
	struct stop *list;             /* (n) owned, by number                                       */
	int n, last;                   /* last: the number that was given last                       */
	int at, at_who;                /* the break that stopped the last goal, 0: none, and whose ..  */
	uint64_t at_update[TRAINERS];  /* .. update; where the trainers were                         */
	struct due {
		int number;
		char *text;
	} *due;                        /* (ndue) owned: what is to be done at breaks that stopped    */
	int ndue;
};

/* Commands to be taken back, see undo.h. Zeroed memory has none. */
struct undo {
	struct undo_step *step; /* (n) owned, the oldest first                            */
	int n, done;            /* the first `done` can be taken back, the rest done again */
};

struct session {
	/* the experiment: what `preset` replaces whole */
	char preset[64];
	struct config config;
	uint8_t *origin;          /* (setting_count, TRAINERS) enum setting_origin          */
	struct str recipe;        /* commands that make task and base model, see recipe.h .. */
	struct config cooked;     /* .. and the settings that they leave                    */
	struct task *task;
	char task_source[128];    /* file that the task was read from, or ""                */
	struct base_model base;
	struct shelf *shelf;      /* weights that behaviours are frozen from, of this task   */
	struct run run[TRAINERS];
	struct marks marks;       /* of this base model                                     */
	unsigned lines;           /* timelines begun so far                                 */
	uint64_t made;            /* which base model of the session this is                */
	bool short_of_tries[TRAINERS]; /* m auto wants more than are made for this base model    */
	bool wild_weights[TRAINERS];   /* importance weights vary beyond measure, and that was said      */
	bool told_stall[TRAINERS];     /* that a prompt of it has stalled was said, once                 */
	struct online_result online; /* of the last `online` on this base model, rounds 0: none */
	struct margin_report margin; /* of this task, MARGIN_OPEN: not known                     */
	bool begun[TRAINERS];      /* an update whose phases are done one by one, see run/phase.h           */
	struct view view;
	struct stops stops;
	struct undo undo;
	/* the rest */
	struct goal goal;
	struct pretrain *pretrain; /* while the goal is GOAL_PRETRAIN                        */
	bool in_preset;            /* settings are stored with ORIGIN_PRESET                 */
	struct session *held;      /* the experiment to return to when a preset fails        */
	struct frame_room *frame[TRAINERS]; /* storage of the last frame of each, see frame.h   */
	struct journal *journal;   /* owned by the driver, NULL: nothing is saved by itself  */
	uint64_t makes;            /* base models so far                                     */
	int discovered;            /* prompt of the latest discovery since a trainer was started, -1: none ..  */
	uint64_t discoveries;      /* .. and how many there were in this session                    */
	int stalled;               /* likewise the prompt that has stalled last ..                  */
	uint64_t stalls;           /* .. and in how many updates some did                           */
	uint32_t looks;            /* that `sample` and `snr` have taken: never the same response twice */
	const struct stage *stage; /* lent by the driver, may be NULL                        */
	struct out *out;           /* lent by the driver                                     */
	const char *data, *user_data; /* folders with a folder `presets`: the program's, the user's; lent, may be NULL */
	const char *work;          /* files that a user names are written below this folder only; NULL: anywhere. See place.h */
	const struct aliases *aliases; /* lent by the interpreter, may be NULL                       */
	struct fits fits;          /* points of the laws that scripts gather                     */
	int expected, unmet;       /* `expect` lines so far, and how many were false         */
	struct tables *tables;     /* where tables go instead of files, see tables.h; lent, NULL: to files */
	struct err fault;          /* why the last goal has failed, "": it has not; the interpreter takes it */
	struct lesson_state *lesson; /* owned, NULL: none is going on, see lesson-state.h       */
	struct str lesson_log;     /* what was done in lessons, a JSON object a line ..      */
	bool keeps_lessons;        /* .. and whether it is kept in the folder of state       */
};

/* A session without a task: `new` or a preset gives it one. */
struct session *session_new(struct out *out);
void session_free(struct session *s);

/* A task from the present settings (`responses`, x, truth, or all of a prompt file from the caller, or NULL), base w = 0,
 * trainer A at update 0, trainer B if it was there. On failure nothing changes. */
struct task_data {
	const uint8_t *responses;
	const double *x, *truth;
	const struct listing *listing;
};
bool session_new_task(struct session *s, const struct task_data *data, struct err *e);
/* New base weights (nparam, copied): measures them and puts the trainers at update 0. */
void session_set_base(struct session *s, const double *w);
/* What runs measure after their updates. */
struct measure session_measure(const struct session *s);
/* Starts the trainer anew at update 0 with its settings. */
void session_start_trainer(struct session *s, int who);
/* Before that: keeps the runs of these trainers as one mark, if there is anything to keep. False: there is not, or there
 * was no room, which is said. */
bool session_park(struct session *s, unsigned who, char name[MARK_NAME]);
/* Keeps the end of a line that the trainer has left as mark runN, unless one has it already: its name. False: no room. */
bool session_keep_line(struct session *s, int who, struct timeline *line, char name[MARK_NAME]);
/* Says that there was none, and so nothing leads back to what the trainer has left. */
void session_say_lost(struct session *s, int who);
/* Where a timeline has brought other settings than the session has, those of the trainer are as they were then. */
void session_follow(struct session *s, int who);
/* Time has given the trainer its settings, those before were `before`: where they differ nobody is said to have set them. */
void session_brought(struct session *s, int who, const struct trainer_config *before);
/* The trainer leaves the future that it has in store, with the settings of now; says that a mark keeps it. */
void session_branch(struct session *s, int who);
/* After live settings changed: checks them, reads the files that behaviours are frozen from, works out m auto, and gives
 * all to the trainers (and threads, alpha, iterate). False: nothing given. */
bool session_apply_settings(struct session *s, struct err *e);
/* The same, and checks those of trainers that are about to be started: session_start_trainer() gives them theirs. */
bool session_apply_to(struct session *s, unsigned starting, struct err *e);
/* What the present settings come to for this trainer, from its next update on. */
struct span session_span(const struct session *s, int who);
/* How many tries `m auto` of the trainer wants for the present base model, eps and behaviour; 0: m is a number, or not
 * asked for. Infinite where there is no such number. */
double session_tries(const struct session *s, int who);
/* Whether so many can be made. Settings that want more are refused; but where a new base model wants more, the most are
 * made: session_note_tries() says so, once. */
bool session_check_tries(const struct session *s, int who, double tries, struct err *e);
void session_note_tries(struct session *s, int who, double tries);
/* A setting as one would type it, and what it comes to where that is more: `auto (412)`, `poly 3 (2e-03)`. */
void session_setting(const struct session *s, const struct setting *key, int who, struct str *to);
/* `seed N`: other coins, trainers at update 0 of the same base. `name`: the mark of what they leave, "" for none. */
void session_set_seed(struct session *s, uint64_t seed, char name[MARK_NAME]);

/* Goals. Each fails with a reason when it cannot start. */
bool session_goal_step(struct session *s, unsigned who, uint64_t n, struct err *e);
/* One phase of an update; its report is said when it is done. */
bool session_goal_phase(struct session *s, int who, struct err *e);
/* Takes `until` (may be NULL). `in_script`: a goal that nothing can end is an error. */
bool session_goal_continue(struct session *s, unsigned who, struct expr *until, bool in_script, struct err *e);
/* To break `number` alone, whatever the budget. */
bool session_goal_break(struct session *s, unsigned who, int number, struct err *e);
bool session_goal_pretrain(struct session *s, uint64_t steps, struct err *e);

enum work_result {
	WORK_DONE,    /* the goal is met and its summary said        */
	WORK_MORE,    /* the slice is over                           */
	WORK_STOPPED, /* the user stopped it; said how far it came   */
};
/* What a goal is: see struct goal. Works towards it while `slice` says go on, asking `patience` within updates; both may
 * be NULL for "always". */
enum work_result session_work(struct session *s, const struct patience *slice, const struct patience *patience);
/* Between updates: the user wants no more. Says how far it came; what is done stays. */
void session_stop(struct session *s);
/* A goal has failed in its report: its command ends with this error. */
void session_fault(struct session *s, const struct err *e);
/* Drops the goal without a word. */
void session_drop_goal(struct session *s);
/* What goal.done and goal.total count: "update", "step", or a job's unit, NULL: nothing that means anything. */
const char *session_goal_unit(const struct session *s);

/* Whether there is a past: a trainer that was trained, or a mark. */
bool session_has_trained(const struct session *s);
/* Holds the experiment aside and starts an empty one; commit forgets the held one, rollback returns to it. */
void session_hold(struct session *s);
void session_commit(struct session *s);
void session_rollback(struct session *s);

static inline bool session_ready(const struct session *s) { return s->task != NULL; }
static inline bool session_working(const struct session *s) { return s->goal.kind != GOAL_NONE; }
/* A and B are both there and split: commands of time are for both, and the screen shows both. */
bool session_split(const struct session *s);
/* Prompt `i` is outside the base model's support: log q0(y*|x) below the line. */
bool session_prompt_out(const struct session *s, int i);
/* "A outcome" */
const char *session_trainer_name(const struct session *s, int who, char to[32]);
/* Whose likelihood and err these are where not the last weights': "random" or "average", else NULL. */
const char *session_iterate(const struct session *s, int who);
/* The name of a token: what its file calls it, a letter, or a number (`tokens`); lent until the next call with the same
 * room. */
const char *session_token(const struct session *s, int token, char to[16]);
/* n tokens as one word ("adadadad"), with a blank between them when names are longer than a letter or `spaced`. */
void session_tokens(const struct session *s, const uint8_t *y, int n, bool spaced, struct str *to);
/* A state of the feature map by what it knows: the token or two before, or the position, `b` or `t4` or `t4 b`; `start`, and
 * nothing where there is only one state. */
void session_state(const struct session *s, int state, struct str *to);
/* A token drawn there: `b->c`. */
void session_transition(const struct session *s, int state, int token, struct str *to);
/* A response as one word, at most `cols` columns, cut with ~. */
void session_response(const struct session *s, const uint8_t *y, int cols, struct str *to);
/* The correct one of a tracked prompt. */
void session_target(const struct session *s, int prompt, int cols, struct str *to);
/* What x0, x1, .. are: "prompt", "centre" or "tracked prompt". */
const char *session_tracked_word(const struct session *s);
/* A tracked prompt by name, `x5`; of a prompt file with its text, `x5 (27+38)`. */
void session_prompt(const struct session *s, int prompt, struct str *to);
/* Prompt and correct response, `27+38 -> 56.`, at most `cols` columns, cut with ~; without texts the response alone. */
void session_pair(const struct session *s, int prompt, int cols, struct str *to);
/* The same with blanks behind it, exactly `cols` columns. */
void session_pair_cell(const struct session *s, int prompt, int cols, struct str *to);
/* Columns of the widest of them, at most `most`. */
int session_pair_cols(const struct session *s, int most);
/* Whether a setting is one of cores, eyes and hands: no part of an experiment, unless a preset makes it so. */
bool session_is_habit(const struct setting *key);
/* One line on what was set up: `k=4 N=8, 6 prompts, x5 OUT!`. */
void session_summary(const struct session *s, struct str *to);

#endif
