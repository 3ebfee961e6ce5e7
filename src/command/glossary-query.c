/* What was asked and paid, and what came of it. */
#include "command/glossary.h"

const struct gloss glossary_query[] = {
	{ .word = "allwrong", .also = { "allright" },
	  .text = "allwrong counts the prompts whose responses in the last update were all wrong, allright those "
		  "whose responses were all right; allwrong[5] is 1 when x5 is one of them. Without a baseline and "
		  "with rewards 0 or 1 an all-wrong prompt teaches outcome rewards nothing: every reward is 0. After "
		  "20 such updates in a row the prompt has stalled.",
	  .formula = "allwrong[i] = 1: x_i was asked, and no response to it was right",
	  .now = { "allwrong", "allright", "allwrong[#]", "allright[#]" },
	  .seen = { "break", "panel console" },
	  .role = "All-right prompts teach nothing either, with a baseline.",
	  .paper = "ours" },
	{ .word = "budget", .kind = "a setting",
	  .text = "The reward queries to spend. continue stops when a trainer first reaches it, and may be told to "
		  "go on. With alpha budget it also sets the support line: 1 / budget.",
	  .formula = "alpha = 1 / budget",
	  .now = { "budget", "queries" },
	  .seen = { "set", "panel queries", "continue" },
	  .role = "It ends continue, and may set the support line.",
	  .paper = "ours" },
	{ .word = "count.off", .kind = "a setting",
	  .text = "Whether responses outside the support are counted in every update, or only in the one that is "
		  "looked at.",
	  .formula = "none, it is a choice",
	  .now = { "count.off", "offsupport" },
	  .seen = { "set" },
	  .role = "A walk along each response under the base model is saved: preset authors.",
	  .paper = "ours" },
	{ .word = "discovery", .also = { "discovered", "DISCOVERY" },
	  .text = "A sampled response that is wholly correct although it lies outside the base model's support. "
		  "Below the line an outcome reward is seen only through a discovery; process rewards need none, "
		  "they are paid on the way. The first one of each prompt is said when it happens: at which query, "
		  "and how many times below alpha.",
	  .formula = "y = y* and q0(y*|x) < alpha",
	  .now = { "discovery", "alpha" },
	  .seen = { "break", "panel console", "goto" },
	  .role = "It is what base-model sampling cannot be expected to show; a mark keeps the moment.",
	  .paper = "[MHE26, sec. 2]" },
	{ .word = "end", .kind = "a metric", .also = { "END" },
	  .text = "An event that lasts: the queries have reached the budget. As a word of the status line: they "
		  "have, and continue goes on all the same.",
	  .formula = "queries >= budget",
	  .now = { "end", "queries", "budget" },
	  .seen = { "continue", "break" },
	  .role = "continue stops there once for each trainer.",
	  .paper = "ours" },
	{ .word = "hits", .also = { "hit", "first hit", "per hit" },
	  .text = "Responses to a prompt that were wholly correct, over the whole run of a trainer. Both kinds of "
		  "reward are counted so. Per hit: the queries asked so far, shared out among the hits.",
	  .formula = "hits[i] = number of sampled y with y = y*(x_i)",
	  .now = { "hits[#]", "queries" },
	  .seen = { "prompts", "panel prompts", "compare" },
	  .role = "The first one of a prompt below alpha is a discovery.",
	  .paper = "[MHE26, sec. 1]" },
	{ .word = "learned", .also = { "forgot", "forgotten" },
	  .text = "A prompt is learned when its likelihood comes up to .9, and forgotten when it falls below a tenth "
		  "of p0: shared weights move prompts without a reward of their own. The metrics learned and forgot "
		  "count the prompts to which that has happened in the last update, so as conditions they hold after "
		  "that update only: continue until forgot[2].",
	  .formula = "learned: p < .9, then p >= .9; forgot: p >= p0/10, then p < p0/10",
	  .now = { "learned", "forgot", "likelihood[#]", "base[#]" },
	  .seen = { "break", "continue", "step" },
	  .role = "step counts them; break learned stops at each.",
	  .paper = "ours" },
	{ .word = "off", .also = { "offsupport", "off-support" },
	  .text = "Sampled responses outside the base model's support: their base likelihood is below alpha. Most of "
		  "them are simply wrong. OUT! at t7 names the first token at which the running base likelihood "
		  "falls below the line. Tasks with count.off seen count them only in the update that is looked at.",
	  .formula = "q0(y_1..y_i | x) < alpha for some i",
	  .now = { "offsupport", "alpha", "count.off" },
	  .seen = { "panel samples", "break", "plot" },
	  .role = "How much of the training happens beyond what the base model shows.",
	  .paper = "[MHE26, sec. 2]" },
	{ .word = "perhit", .kind = "a metric",
	  .text = "Queries so far for each wholly correct response.",
	  .formula = "queries / hits of all prompts",
	  .now = { "perhit", "queries" },
	  .seen = { "panel queries", "plot" },
	  .role = "Outcome rewards on one prompt that is not learned: about 1/p0.",
	  .paper = "ours" },
	{ .word = "queries", .also = { "query" },
	  .text = "Calls of the reward function, the clock of every comparison here. Outcome: one a response. "
		  "Process: one a token, up to and with the first wrong one (query.count prefix), or all N "
		  "(query.count all). A behavior that asks while it draws (alg1, alg2, best-of-m) pays for every "
		  "try. Updates are a poor clock: one costs a process trainer several times the queries of an "
		  "outcome trainer.",
	  .formula = "outcome: 1 a response; process, prefix: 1 + sum over i < N of P(first i tokens right), on "
		     "average",
	  .now = { "queries", "update", "query.count", "budget" },
	  .seen = { "panel queries", "compare", "info" },
	  .role = "The axis of every comparison: plot, goto queries=N, sync.",
	  .paper = "[MHE26, sec. 1]" },
	{ .word = "query.count", .kind = "a setting",
	  .text = "What a response with process rewards costs. prefix: a prefix reward that is 0 stays 0, so nothing "
		  "behind the first wrong token is asked. all: every one of the N tokens is asked. A whole response "
		  "that outcome rewards look at costs one query either way.",
	  .formula = "prefix: index of the first wrong token, or N; all: N",
	  .now = { "query.count", "queries" },
	  .seen = { "set", "panel queries" },
	  .role = "all is the authors' rule, N times as dear as outcome rewards.",
	  .paper = "[MHE26, sec. 1, sec. 4]" },
	{ .word = "reach", .kind = "a metric",
	  .text = "Tokens of the longest prefix of a prompt that has been rewarded so far. Process rewards pay every "
		  "right prefix, so reach climbs token by token. An outcome is paid for a whole response: 0 until "
		  "the first hit, then N; the same of alg1. best-of-m and alg2 ask about each token that they keep, "
		  "whatever the reward.",
	  .formula = "reach[i] = the largest t with r(x_i, y_1..y_t) = 1 so far",
	  .now = { "reach[#]", "hits[#]", "N" },
	  .seen = { "inspect", "panel next" },
	  .role = "It tells a prompt that is on its way from one that has not begun.",
	  .paper = "[MHE26, sec. 1]" },
	{ .word = "responses", .kind = "a metric",
	  .text = "Responses that the last update drew: the batch, and 0 before the first update.",
	  .formula = "B of the update",
	  .now = { "responses", "batch" },
	  .seen = { "plot", "export" },
	  .role = "Shares of an update, such as rewarded, are out of it.",
	  .paper = "ours" },
	{ .word = "rewarded", .kind = "a metric",
	  .text = "Responses of the last update that were wholly correct; so they are counted for process rewards, "
		  "too.",
	  .formula = "number of y = y*",
	  .now = { "rewarded", "responses" },
	  .seen = { "step", "plot", "panel samples" },
	  .role = "0 with outcome rewards and without a baseline: the update has moved nothing.",
	  .paper = "[MHE26, sec. 3]" },
	{ .word = "stalled", .also = { "dry", "stall", "no reward", "STALLED" },
	  .text = "A prompt stalls when 20 updates in a row have asked about it and rewarded none of its responses. "
		  "Updates that draw no response to it do not count. It is an event, of the twentieth update alone; "
		  "the first one of a trainer is said, with 1/p0: the samples that the base model takes for one "
		  "right response, on average. More updates, process rewards, or another prompt that is learned and "
		  "shares weights can end it.",
	  .formula = "allwrong[i] in 20 updates that asked",
	  .now = { "stalled", "hits[#]", "reach[#]", "base[#]" },
	  .seen = { "break", "panel console" },
	  .role = "It is the moment to look at p0 and worst.",
	  .paper = "ours" },
	{ 0 },
};
