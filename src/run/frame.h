/* A frame: finished numbers for whoever shows them, panels and text commands alike. No policy, no session. Built for the
 * parts named in `need`, valid until the next build for the same trainer or change of the session: new tasks, trainers and
 * settings forget it. */
#ifndef OUTPOST_RUN_FRAME_H
#define OUTPOST_RUN_FRAME_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum frame_need {
	FRAME_PROMPTS = 1, /* the prompts and how they stand                              */
	FRAME_TOKENS = 2,  /* the selected prompt along y*                                */
	FRAME_SAMPLES = 4, /* responses of the last update on the selected prompt         */
	FRAME_CURVE = 8,   /* series of the plotted metric                                */
	FRAME_STATUS = 16, /* the trainers and what they are doing                        */
	FRAME_SPREAD = 32, /* with the tokens: entropy and divergences, which cost more   */
	FRAME_SCALES = 64, /* with the status: the scales of the theory, once the margin is known */
	FRAME_QUANTILES = 128, /* likelihood quantiles of the base model and of now       */
	FRAME_STOPS = 256, /* breaks and watches                                          */
	FRAME_LADDER = 512, /* with the prompts: their order by base likelihood           */
	FRAME_PATH = 1024, /* with the samples: the selected one, token by token           */
	FRAME_LESSON = 2048, /* the page of the lesson, line by line                        */
};

struct frame_prompt {
	char target[160];    /* y*, cut with ~ at 39 columns                            */
	const char *text;    /* the prompt itself, of a prompt file; NULL: it has none  */
	double lp0, lp;      /* log q0(y*|x), log p(y*|x)                                */
	double lp_of[2];     /* the latter of each trainer, NaN: it is not there         */
	double worst;        /* log of the base model's worst token ..                   */
	int worst_at;        /* .. and its position, from 0                              */
	uint64_t queries, responses, hits, off, first_hit;
	uint64_t reach;      /* tokens of the longest prefix that a reward was ever paid for */
	bool out, seen;      /* outside the support; seen in pre-training                */
};
struct frame_sample {
	const uint8_t *y;
	int length;          /* of its tokens: N, or fewer where it got stuck, a wrong one at its end */
	int right, left;     /* length of the correct prefix; position where it left the support, -1: in */
	bool stuck;          /* no right token was found at position `right` to go on with       */
	int64_t asked;       /* queries asked while it was drawn, 0: none                */
	double lq0, lp;      /* under the base model, and when it was drawn              */
	int prompt;          /* that it counts under, -1: one of those that are drawn anew */
	const char *text;    /* of its own prompt, NULL: it has none                     */
};
/* One share of prompts that a quantile leaves out. */
struct frame_quantile {
	double eps;
	bool set;            /* it is the setting eps                                   */
	double lq, tlq;      /* logs of the likelihood quantile and the token-level one */
	int at, token_at;    /* the prompts that set them, -1: none ..                  */
	int position;        /* .. and where the latter's worst token is, from 0        */
};
enum { FRAME_QUANTILE_MOST = 4 };
struct frame_quantiles {
	struct frame_quantile q[FRAME_QUANTILE_MOST]; /* (neps) by eps                  */
	const double *lp;    /* (ncrowd) log-likelihoods of the prompts, and ..         */
	const size_t *order; /* (ncrowd) .. these from the least likely on              */
};
/* A break or a watch. */
struct frame_stop {
	int number, who;     /* who: the only trainer that it is for, -1: it is for both */
	bool watch, enabled;
	bool once, stopped;  /* of a break: goes after its first stop; the trainers stand at it */
	uint64_t hits, ignore; /* likewise: how often it fired, and still does not stop  */
	char text[96];       /* its condition or metric as typed, cut with ~            */
	char does[96];       /* commands that are due when it stops, "": none           */
	char value[2][96];   /* of each trainer: a watch's value, or those behind a break's condition; "": not shown .. */
	char then[2][40];    /* .. and what a watch's was before time moved last; "": that reads the same */
};
/* The samples at one position of the response. */
struct frame_place {
	int reached, paid;   /* came here with a correct prefix; of these, were rewarded for their token here */
	bool signal;         /* some of these have an advantage other than 0 here              */
};
/* One token of a sample. */
struct frame_token {
	int y;
	double lq0, lp;      /* log p(y_i | x, y_{1:i-1}) under the base model, and when it was drawn  */
	double change;       /* what the update that it was drawn for made of lp: after minus before   */
	double reward;       /* coded; NaN: none is paid for this token, but one at the end            */
	double advantage, weight; /* by whose product it was reinforced                                 */
};
struct frame_path {
	int sample, length;  /* which one, from 0; length 0: there is none                   */
	int right, left;     /* as of the sample                                             */
	bool stuck;
	bool weighed;        /* weights are importance weights; else all are 1               */
	int rarest;          /* where the base model gives it least, -1: all are alike     */
	int correct;         /* the token that would have been right at position `right`, -1: none */
	const struct frame_token *token; /* (length)                                          */
	double change;       /* of log p(y|x): the sum                                       */
};
/* A page of a lesson: paragraphs, to be wrapped by whoever shows them. */
enum frame_line_kind {
	FRAME_LINE_HEAD,     /* which page it is                                             */
	FRAME_LINE_TEXT,
	FRAME_LINE_KEPT,     /* not to be wrapped                                            */
	FRAME_LINE_ASK,      /* a question                                                   */
	FRAME_LINE_CHOICE,
	FRAME_LINE_YOU,      /* what the student has said                                    */
	FRAME_LINE_HAPPENED, /* and what came of it                                          */
	FRAME_LINE_COMMAND,  /* to be typed                                                  */
	FRAME_LINE_HINT,
	FRAME_LINE_NEXT,     /* what can be done now                                         */
};
struct frame_line {
	enum frame_line_kind kind;
	bool gap;            /* an empty row stands before it                                */
	int indent;          /* columns that its later rows begin with                       */
	char *text;          /* blanks of the first row included                             */
};
struct frame_lesson {
	int number, page, pages; /* the page that is shown, from 1                           */
	const char *title;
	const char *state;   /* type of the page: "predict"; or "play"                       */
	bool locked;         /* nothing may run until its questions are answered             */
	bool asks_why;       /* .. or it waits for an explanation                            */
	bool hints, back;    /* there are more hints, there is a page before it              */
	const struct frame_line *line; /* (nlines) FRAME_LESSON                              */
	int nlines;
};
struct series {
	int who, n;
	const double *x, *y; /* NaN: a gap                                              */
};

struct frame_count {
	uint64_t queries, responses, hits;
	uint64_t off;        /* responses outside the support; without a meaning unless off_known      */
	bool off_known;
};
struct frame_trainer {
	bool exists;
	const char *reward;  /* "outcome" ..                                                           */
	const char *price;   /* .. and what an answer costs: "1 query per response"; NULL: its behaviour asks for more */
	const char *behavior; /* that the responses of the next update come from; NULL: the policy itself */
	const char *drawn_by; /* those of the last update, likewise                                    */
	char differs[96];    /* its other settings that differ from the other trainer's: "lr 0.5, m 4"; ends between two */
	const char *iterate; /* that likelihood and err speak of; NULL: the last                       */
	uint64_t update, end; /* that is looked at, and the latest that was trained on from there     */
	bool mark_before, mark_after; /* there are marks on its timeline                                      */
	struct frame_count run, last; /* since update 0, and of the last update                         */
	double log_scale;    /* FRAME_SCALES: log of the scale of its queries, NaN: the paper has none  */
};
enum frame_state {
	FRAME_READY,         /* at update 0                                                            */
	FRAME_RUN,           /* a goal is being worked at                                              */
	FRAME_PAUSED,
	FRAME_END,           /* the budget of queries is spent                                         */
	FRAME_BREAK,         /* a break stopped it, and nothing has moved since                        */
};

/* Without a task (k = 0) only `preset`, `state` and the two log lines hold. */
struct frame {
	unsigned need;
	int k, N, ntracked, who;
	double log_alpha, log_token_line;
	const char (*token)[16];            /* (k) names of the tokens                           */
	const char *preset;                 /* "" without one                                    */
	uint64_t seed, budget;              /* budget 0: none                                    */
	bool alpha_is_budget;               /* the support line is 1 / budget                    */
	/* FRAME_STATUS */
	enum frame_state state;
	int at_break;                       /* FRAME_BREAK: its number                           */
	bool undo;                          /* there is something to take back                   */
	const char *job;                    /* what is being done, NULL: training ..             */
	int job_percent;                    /* .. and how much of it is, -1: not known           */
	int speed;                          /* updates a second, 0: as fast as it goes           */
	int layout;                         /* setting `layout`, 1: auto                         */
	bool present;                       /* for a projector                                   */
	bool split;                         /* A and B are to be shown side by side ..           */
	const char *sync;                   /* .. and held together: "queries", "updates", "off" */
	struct frame_trainer trainer[2];
	int discovered;                     /* the prompt of the latest discovery, -1: none      */
	uint64_t discoveries;               /* of the session: a change is a moment to show      */
	int stalled;                        /* the prompt that has stalled in this run or with the last update, -1: none */
	double eps;                         /* the setting                                       */
	/* FRAME_SCALES */
	bool scales;                        /* the margin is known; else nothing of this holds   */
	double log_lq;                      /* log LQ(eps) of the base model, eps the err to reach */
	/* the rest, by name */
	const struct frame_prompt *prompts; /* (ntracked)                                        */
	int prompt;                         /* the selected one ..                               */
	const uint8_t *ystar;               /* (N) .. its y*                                     */
	const char *seen;                   /* was it in pre-training: "yes", "never", ..        */
	const double *lp_base, *lp_now;     /* (N, k) log of the next-token laws along y*        */
	int leaves_at;                      /* where the base model's product along y* falls below alpha, -1: nowhere */
	int rarest_at;                      /* where the base model's token of y* is least likely, -1: all are alike  */
	double entropy, kl, kl_reverse;     /* FRAME_SPREAD: of its response now, KL(p||q0), KL(q0||p), in nats  */
	bool samples_kept;                  /* the last update's are at hand: not before the first, nor after a broken one */
	const struct frame_sample *sample;  /* newest first                                      */
	int nsample;
	const struct frame_sample *any;     /* newest first, of all prompts: where the selected one has none .. */
	int nany;                           /* .. else 0                                         */
	bool pays_tokens;                   /* they were rewarded token by token, not once at the end    */
	const struct frame_place *place;    /* (N), NULL unless samples_kept                           */
	struct frame_path path;             /* FRAME_PATH: that of view.sample, or of the last one */
	const struct series *curve;
	int ncurve;
	const char *curve_name;             /* never "": the metric in full                      */
	bool curve_log, curve_by_update;
	double curve_line;                  /* log alpha for likelihoods, NaN: no line           */
	int neps, ncrowd;                   /* FRAME_QUANTILES: how many shares; prompts that they are of .. */
	bool crowd_drawn;                   /* .. which are test prompts of a generator, without names       */
	uint64_t crowd_update;              /* the update at which those of now were measured                */
	struct frame_quantiles base_quantiles, now_quantiles;
	const struct frame_lesson *lesson;  /* NULL: none is going on                            */
	const struct frame_stop *stop;      /* (nstops) by number                                */
	int nstops;
	const int *ladder;                  /* (ntracked) FRAME_LADDER: the likeliest under the base model first */
	double log_uniform;                 /* log k^-N: what the uniform policy gives every response */
};

/* What readers call learned: a likelihood of .9 or more. */
static inline bool frame_is_learned(double lp)
{
	return lp >= log(0.9);
}
/* .. and about as likely: within a factor of 1.5. */
static inline bool frame_is_alike(double lp, double lp0)
{
	return fabs(lp - lp0) < log(1.5);
}

struct session;
/* Lent until the next build on this session for `who`: whose numbers. FRAME_CURVE plots `s->view.plot`. Asked for one thing
 * after another, a frame of a session without a task is empty: k = 0. */
const struct frame *frame_build(struct session *s, int who, unsigned need);
/* The one built last for this trainer, NULL: there is none, or it was forgotten. */
const struct frame *frame_latest(const struct session *s, int who);
void frame_forget(struct session *s);

#endif
