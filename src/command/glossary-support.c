/* The support line, likelihood quantiles, and what samples can tell of them. */
#include "command/glossary.h"

const struct gloss glossary_support[] = {
	{ .word = "alpha", .kind = "a setting", .also = { "line" },
	  .text = "The support line: a prompt or a response whose likelihood under the base model is below alpha "
		  "counts as outside the support. It is a choice, not a wall in the model. alpha budget is 1 / "
		  "budget: what the base model shows less than once, on average, in as many samples as there are "
		  "queries to spend. poly C is a polynomial in the length, floor F a multiple of uniform guessing. "
		  "Moving alpha relabels everything at once and changes no training.",
	  .formula = "OUT! when q0(y|x) < alpha; poly C: N^-C; floor F: F k^-N",
	  .now = { "alpha", "budget", "base[#]" },
	  .seen = { "set", "panel ladder", "panel likelihood" },
	  .role = "It decides who is OUT!, what is a discovery, and what stands under the line.",
	  .paper = "[MHE26, sec. 2]" },
	{ .word = "alpha.token", .kind = "a setting", .also = { "token line" },
	  .text = "F of the token line F / k: a next token whose base probability is below F / k is rare on its own, "
		  "whatever came before it. The uniform policy gives 1 / k to every token. inspect marks such tokens "
		  "of y* with < token line; sample says rare token t3 where a response has its first one. alpha is "
		  "the other line: it bounds whole responses.",
	  .formula = "q0(y_i | x, y_1..y_i-1) < F / k",
	  .now = { "alpha.token", "k", "worst[#]" },
	  .seen = { "set", "panel positions", "sample" },
	  .role = "It marks rare tokens; nothing is trained by it.",
	  .paper = "[MHE26, sec. 2]" },
	{ .word = "eps", .kind = "a setting",
	  .text = "The share of prompts that the likelihood quantile leaves out, 0 to 1. eps 0.1: the least likely "
		  "tenth of the prompts may be anything, all others are at least as likely as LQ. m auto follows it. "
		  "The key eps of trainer is another one, behavior.eps.",
	  .formula = "share of prompts, by weight, that may be below LQ(eps)",
	  .now = { "eps", "lq[.1]", "m" },
	  .seen = { "set", "lq", "panel quantile" },
	  .role = "The error that one puts up with: lq, bound and m auto are for all but this share.",
	  .paper = "[MHE26, sec. 2]" },
	{ .word = "exit", .also = { "sequence exit", "token exit", "<==", "below alpha", "rare token" },
	  .text = "Where a response leaves the support. Sequence exit: the first token at which its running base "
		  "likelihood is below alpha (OUT! at t7, <== below alpha). Token exit: its first token below the "
		  "token line (rare token t3, < token line).",
	  .formula = "first i: q0(y_1..y_i|x) < alpha; first i: q0(y_i|..) < F/k",
	  .now = { "alpha", "alpha.token" },
	  .seen = { "sample", "panel samples", "panel positions" },
	  .role = "The two differ: many likely tokens in a row can be unlikely, one rare token need not be.",
	  .paper = "[MHE26, sec. 2]" },
	{ .word = "hist", .kind = "a command", .also = { "histogram" },
	  .text = "The prompts counted by likelihood, in powers of ten, under the base model or now.",
	  .formula = "prompts with 10^j <= p(y*|x) < 10^(j+1), by weight",
	  .now = { "base[#]", "likelihood[#]", "alpha" },
	  .seen = { "hist" },
	  .role = "Two heaps, one near 1 and one far below alpha, are the barrier at a glance.",
	  .paper = "[MHE26, Figure 2b]" },
	{ .word = "interval", .also = { "95%", "confidence", "estimate", "Clopper-Pearson" },
	  .text = "What n responses say about a likelihood: of c right ones, c / n is the estimate, and the interval "
		  "of Clopper and Pearson holds the likelihood in at least 95 of 100 such draws, whatever it is. "
		  "Without a right one it reaches from 0 to about 3.7 / n: a likelihood below about 1 / n reads as "
		  "0, and k^-N cannot be told from 1e-6. Of a set of prompts (lq sampled, passk) the intervals are "
		  "so wide that all hold together in 95 of 100 draws: the lowest of many estimates is low by "
		  "selection.",
	  .formula = "P(C >= c | low) = P(C <= c | high) = .025, C binomial of n",
	  .now = { "base[#]" },
	  .seen = { "sample", "lq", "passk" },
	  .role = "It says when sampling cannot tell: k^-N from 1e-6.",
	  .paper = "[MHE26, Figure 2a]" },
	{ .word = "lq", .also = { "quantile", "likelihood quantile", "LQ" },
	  .text = "Likelihood quantile: all but an eps share of the prompts have a correct response of at least this "
		  "likelihood. With outcome rewards its reciprocal, at the base model, is the scale of the queries "
		  "that post-training needs: the base model barrier. Constants and logarithms are left out.",
	  .formula = "LQ(eps) = sup { a : P( q(y*|x) <= a ) <= eps }",
	  .now = { "lq[.1].base", "lq[.1]", "eps" },
	  .seen = { "lq", "panel quantile", "bound" },
	  .role = "The base model barrier: lower bounds of all outcome methods hold it.",
	  .paper = "[MHE26, sec. 2, 5.3-5.5]" },
	{ .word = "pass@k", .also = { "passk", "pass@1", "coverage" },
	  .text = "The chance that at least one of k responses is right. Its mean over the prompts and the LQ curve "
		  "are two views of one law: with F the share of prompts at or below a likelihood (the curve's cdf), "
		  "1 - pass@n is the mean of F at U, the smallest of n uniform random numbers. With k = 3/LQ(eps) "
		  "responses pass@k is at least .95 - eps. From c right of n responses the second formula estimates "
		  "it without bias.",
	  .formula = "1 - pass@n = mean of (1-p)^n = integral of n (1-u)^(n-1) F(u) du; 1 - C(n-c,k) / C(n,k)",
	  .now = { "likelihood[#]", "lq[.1]" },
	  .seen = { "passk" },
	  .role = "What more responses a question buy, from base model or trainer.",
	  .paper = "[MHE26, sec. 5]" },
	{ .word = "support", .also = { "OUT!", "in", "out" },
	  .text = "What the base model can be expected to show: a prompt is on its support when q0 of the correct "
		  "response is at least alpha, and OUT! below. A softmax is never 0: outside the support does not "
		  "mean impossible, it means rarer than alpha, and waiting for a reward costs about 1/p0 samples. "
		  "Uniform guessing has k^-N. Single tokens have a line of their own, the token line F / k: see "
		  "alpha.token.",
	  .formula = "in: q0(y*|x) >= alpha",
	  .now = { "alpha", "budget", "alpha.token", "base[#]" },
	  .seen = { "prompts", "panel ladder", "inspect" },
	  .role = "Off it outcome rewards are a matter of waiting, 1/p0 samples a hit.",
	  .paper = "[MHE26, sec. 2]" },
	{ .word = "tlq", .also = { "token-level", "TLQ" },
	  .text = "Token-level likelihood quantile: all but an eps share of the prompts have no token along the "
		  "correct response that is rarer than this. Never below LQ. The theory's method for process rewards "
		  "needs queries on the scale of N times its reciprocal, or N k if that is less, in place of 1/LQ.",
	  .formula = "the quantile of min over i of q(y*_i | x, y*_1..y*_i-1)",
	  .now = { "tlq[.1].base", "tlq[.1]", "lq[.1].base" },
	  .seen = { "lq", "panel quantile", "bound" },
	  .role = "What Algorithm 2 pays, N/TLQ or N k: for process rewards the barrier is this low.",
	  .paper = "[MHE26, sec. 2, Thm. 4.1]" },
	{ 0 },
};
