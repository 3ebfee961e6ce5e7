/* A frame: finished numbers for whoever shows them, panels and text commands alike. No policy, no session. Built for the
 * parts named in `need`, valid until the next
 * build or change of the session: new tasks, trainers and settings forget it. */
#ifndef OUTPOST_RUN_FRAME_H
#define OUTPOST_RUN_FRAME_H

#include <stdbool.h>
#include <stdint.h>

enum frame_need {
	FRAME_PROMPTS = 1, /* the prompts and how they stand                              */
	FRAME_TOKENS = 2,  /* the selected prompt along y*                                */
	FRAME_SAMPLES = 4, /* responses of the last update on the selected prompt         */
	FRAME_CURVE = 8,   /* series of the plotted metric                                */
};

struct frame_prompt {
	char target[40];     /* y*, cut with ~                                          */
	double lp0, lp;      /* log q0(y*|x), log p(y*|x)                                */
	double worst;        /* log of the base model's worst token ..                   */
	int worst_at;        /* .. and its position, from 0                              */
	uint64_t queries, responses, hits, off, first_hit;
	bool out, seen;      /* outside the support; seen in pre-training                */
};
struct frame_sample {
	const uint8_t *y;
	int right, left;     /* length of the correct prefix; position where it left the support, -1: in */
	double lq0, lp;      /* under the base model, and when it was drawn              */
};
struct series {
	int who, n;
	const double *x, *y; /* NaN: a gap                                              */
};

struct frame {
	unsigned need;
	int k, N, ntracked, who;
	double log_alpha;
	const struct frame_prompt *prompts; /* (ntracked)                                        */
	int prompt;                         /* the selected one ..                               */
	const uint8_t *ystar;               /* (N) .. its y*                                     */
	const double *lp_base, *lp_now;     /* (N, k) log of the next-token laws along y*        */
	double entropy, kl, kl_reverse;     /* of its response now, KL(p||q0), KL(q0||p), in nats  */
	const struct frame_sample *sample;  /* newest first                                      */
	int nsample;
	const struct series *curve;
	int ncurve;
	const char *curve_name;
	bool curve_log, curve_by_update, curve_probability;
	double curve_line;                  /* log alpha for likelihoods, NaN: no line           */
};

struct session;
/* Lent until the next build on this session. `who`: whose numbers. FRAME_CURVE plots `s->view.plot`. */
const struct frame *frame_build(struct session *s, int who, unsigned need);
void frame_forget(struct session *s);

#endif
