/* Settings: one table from which `set`, `show`, `new`, `trainer`, `pretrain`, completion, help and the manual read name,
 * type, range, default and meaning. No command parses its own numbers. */
#ifndef OUTPOST_RUN_SETTING_H
#define OUTPOST_RUN_SETTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum { TRAINERS = 2, SETTING_TEXT = 128 };

/* What `alpha` of a config is. */
enum alpha_kind {
	ALPHA_NUMBER, /* a likelihood                                                */
	ALPHA_BUDGET, /* nothing: the line is 1 / budget                             */
	ALPHA_POLY,   /* C of N^-C: a polynomial in the length [MHE26, sec. 2]       */
	ALPHA_FLOOR,  /* F of F k^-N: so many times what uniform guessing comes to   */
};

/* What split trainers have the same of. */
enum sync { SYNC_QUERIES, SYNC_UPDATES, SYNC_OFF };

/* The values. CHOICE settings hold the index into their list of words. */
struct config {
	/* of the task: fixed until `new` or `preset` */
	int kind, k, N, d, prompts, features; /* features: 0 the task's own, n features_types[n - 1] */
	double sigma;
	uint64_t task_seed;
	/* of pre-training: the defaults of the next `pretrain` */
	int pretrain_steps, pretrain_batch, pretrain_optimizer;
	double pretrain_lr;
	char pretrain_skip[SETTING_TEXT]; /* "none", "file" or prompts: 5, 0-2, 0,3,5 */
	/* of each trainer: hold from the next update on */
	struct trainer_config {
		int reward, code, baseline, optimizer, batch, behavior, iterate;
		double lr;
		char frozen[SETTING_TEXT]; /* behavior frozen:NAME; "": the base model       */
		uint64_t frozen_read;      /* which of the `readings` NAME is, see checkpoint.h */
		int m;                     /* tries of best-of-m, alg1, alg2; 0: auto        */
		double behavior_eps;       /* behavior eps: share of uniform tokens          */
		double clip;               /* as in struct train_config                      */
	} trainer[TRAINERS];
	/* of the run */
	uint64_t seed, budget; /* budget 0: none */
	double alpha;          /* the support line, see alpha_kind */
	enum alpha_kind alpha_kind;
	uint64_t readings;     /* how often a frozen:NAME was given */
	double alpha_token;    /* F of the token line F/k */
	int query_count, count_off, track, test_size, test_every, threads;
	double eps;
	/* of the display */
	int split;  /* A and B beside each other, time commands are for both */
	int sync;   /* enum sync: what holds them together then              */
	int layout; /* 1: auto, as the window allows; 2 to 6: see panel/layout.h */
	int present; /* for a projector: few panels, large contrasts, short numbers */
	int speed; /* updates a second, 0: max */
	int log_samples;
	int tokens, plot, theme, mouse, repeat;
	int verbose;  /* 0: what was asked, 1: and what is done, 2: and each update       */
	int onerror;  /* 0: an error ends a script, 1: it goes on                         */
};

enum setting_type { SETTING_INT, SETTING_COUNT, SETTING_REAL, SETTING_CHOICE, SETTING_LINE };
enum setting_when {
	SETTING_LIVE,    /* from the next update on              */
	SETTING_TASK,    /* only `new` and `preset` change it    */
	SETTING_BASE,    /* read by the next `pretrain`          */
	SETTING_DISPLAY, /* what is shown, and whose turn it is: what an update does depends on none of it */
};
/* Whose the latest value that was given is. ORIGIN_LEFT joins it when time has brought another one. */
enum setting_origin { ORIGIN_DEFAULT, ORIGIN_PRESET, ORIGIN_USER, ORIGIN_LEFT = 4 };

struct setting {
	const char *name, *unit, *help;
	enum setting_type type;
	enum setting_when when;
	bool per_trainer;
	double low, high;          /* INT, COUNT, REAL: allowed range, both ends included unless `open_low` */
	bool open_low;
	const char *const *choice; /* CHOICE: words, NULL at the end                       */
	const char *word;          /* numbers: a word that stands for `word_value`, or NULL */
	double word_value;
	const char *def[TRAINERS]; /* default, as one would type it; [1] NULL: as [0]      */
	size_t at;                 /* offset in struct config; per trainer: of trainer[0]  */
	/* Of values that are more than a number or a word; NULL in most rows. */
	const char *also;          /* what else may be given: "poly C (N^-C)"               */
	const char *const *words;  /* how that begins, for hints and completion; NULL at the end */
	/* Reads all of its values, those of its type by setting_read(). False: it is none, and nothing changed. */
	bool (*read)(const struct setting *s, struct config *c, int who, const char *text);
	/* Prints those that its type does not know, as one would type them. False: its type knows this one. */
	bool (*print)(const struct config *c, int who, struct str *to);
};

extern const struct setting setting_table[];
extern const int setting_count;

void config_defaults(struct config *c);
/* By exact name, NULL: there is none. */
const struct setting *setting_named(const char *name);
/* By exact name, else by unambiguous prefix; NULL with candidates or a suggestion in the error. */
const struct setting *setting_find(const char *name, struct err *e);
/* Checks and stores `text`; `who` (0, 1) matters for per-trainer settings. On failure nothing changes and the error says
 * what was given, what is allowed, the nearest choice and the value that stays:
 * `baseline takes off or mean, got "fasle". did you mean off? unchanged: off`. */
bool setting_store(const struct setting *s, struct config *c, int who, const char *text, struct err *e);
/* The value by its type alone, for `read` of odd settings. False: it is none, and nothing changed. */
bool setting_read(const struct setting *s, struct config *c, int who, const char *text);
/* The value as one would type it. */
void setting_print(const struct setting *s, const struct config *c, int who, struct str *to);
/* Whether both configs have the same value, as one would type it. */
bool setting_same(const struct setting *s, const struct config *a, const struct config *b, int who);
/* What may be given: `off or mean`, `a number above 0, up to 1000`. */
void setting_takes(const struct setting *s, struct str *to);
/* log of the support line: log alpha, -log budget; -C log N or log F - N log k, less 1e-12 of it for rounding. Needs a
 * budget when alpha is `budget`: see config_check. */
double config_log_alpha(const struct config *c);
/* log of the token line F/k: a next token that q0 gives less is rare on its own. */
double config_log_token_line(const struct config *c);
/* What single settings cannot know: false with a reason (`alpha budget needs a budget: ...`). */
bool config_check(const struct config *c, struct err *e);

/* Appends the settings that updates of trainer `who` are made with where `other` has another value: `lr 0.2, budget 20000`. */
void config_differences(const struct config *c, const struct config *other, int who, struct str *to);

/* Odd settings (setting-odd.c), for the table. */
bool odd_read_alpha(const struct setting *s, struct config *c, int who, const char *text);
bool odd_print_alpha(const struct config *c, int who, struct str *to);
bool odd_read_behavior(const struct setting *s, struct config *c, int who, const char *text);
bool odd_print_behavior(const struct config *c, int who, struct str *to);
bool odd_read_clip(const struct setting *s, struct config *c, int who, const char *text);
bool odd_print_clip(const struct config *c, int who, struct str *to);

#endif
