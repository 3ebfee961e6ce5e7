/* What is looked at: plain data that commands change and panels read. */
#ifndef OUTPOST_RUN_VIEW_H
#define OUTPOST_RUN_VIEW_H

#include <stdbool.h>

struct plot_spec {
	char metric[64]; /* "": the likelihood of the selected prompt */
	bool by_update;  /* x axis: updates, not reward queries       */
	bool linear;     /* y axis: linear, not logarithmic           */
};

enum view_depth {
	VIEW_ALL,    /* all prompts                                   */
	VIEW_PROMPT, /* the selected prompt                           */
	VIEW_TOKENS, /* the selected prompt, token by token           */
	VIEW_SAMPLE, /* one response of the last update to it         */
};

struct view {
	int who;      /* the trainer in focus: 0 A, 1 B */
	int prompt;   /* the selected prompt            */
	int position; /* the selected position, from 0  */
	int sample;   /* the selected sample, from 0: the newest; may lie behind the last one */
	enum view_depth depth;
	bool zoom;    /* the panel in focus alone       */
	struct plot_spec plot;
};

#endif
