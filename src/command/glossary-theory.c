/* Margins, scales, bounds and laws. */
#include "command/glossary.h"

const struct gloss glossary_theory[] = {
	{ .word = "barrier", .also = { "base model barrier" },
	  .text = "The base model barrier: with outcome rewards the queries of any method grow, in the worst case, "
		  "like the reciprocal of the base model's likelihood quantile, and off the support that is k^N. "
		  "Process rewards go around it token by token.",
	  .formula = "outcome: 1/LQ; process: N min(1/TLQ, k)",
	  .now = { "lq[.1].base", "tlq[.1].base", "k", "N" },
	  .seen = { "bound", "lq" },
	  .role = "Why pre-training decides what post-training costs.",
	  .paper = "[MHE26, 5.3-5.5, Thm. 4.1]" },
	{ .word = "fit", .kind = "a metric",
	  .text = "A law through several runs: a line through points that were noted, on linear, semilog or loglog "
		  "axes. The metric is the slope, factor or exponent of the latest line.",
	  .formula = "y = a + b x; log y = a + b x; log y = a + b log x",
	  .now = { "fit" },
	  .seen = { "fit", "expect" },
	  .role = "It checks what scales say: times k a token, linear in N, exponent 2.",
	  .paper = "ours" },
	{ .word = "margin", .also = { "gamma", "separable", "not separable", "certificate" },
	  .text = "How clearly some direction of the weights tells right from wrong: along every y*, the right "
		  "token's features stand above each wrong one's by gamma or more, features scaled so that the "
		  "longest has norm 1. margin proves it from both sides: weights that reach the lower bound, and a "
		  "combination of inequalities that none can beat. Not separable: such a combination is 0, and the "
		  "prompts in it block each other. Needed by every scale, as 1/gamma^2.",
	  .formula = "gamma = max over |w| = 1 of min over x, i, y of <w, phi(.., y*_i) - phi(.., y)> / R",
	  .now = { "gamma", "features", "prompts", "N" },
	  .seen = { "margin", "bound" },
	  .role = "Every bound has 1/gamma^2; without a margin none holds.",
	  .paper = "[MHE26, Assumption 2.1]" },
	{ .word = "mistakes", .also = { "mistake", "mistake bound" },
	  .text = "What online counts: a round whose prompt the present policy would have got wrong. Expected: the "
		  "exact sum of 1 - p(y*|x) over the rounds; sampled: with one response a round. The mistake bounds "
		  "say how many there are in all, up to constants and logs: bound prints them.",
	  .formula = "k^N / gamma^2 with uniform behavior; any learner, hardest tasks: k^N / (N gamma^2)",
	  .now = { "mistakes", "k", "N" },
	  .seen = { "online", "bound" },
	  .role = "It is learning's cost where every prompt counts at once.",
	  .paper = "[MHE26, sec. 3]" },
	{ .word = "online", .also = { "online learning", "adversarial" },
	  .text = "Prompts arrive one at a time, and each one that the present policy would get wrong is a mistake. "
		  "With uniform responses a reward comes once in k^N rounds, and about 1 / gamma^2 of them are "
		  "needed; no learner makes fewer than one N-th of that. The adversary sends the prompt with the "
		  "lowest p(y*|x). online T plays it, from the base model and beside the trainers.",
	  .formula = "mistakes: O~(k^N / gamma^2), at least k^N / (N gamma^2); each round w += eta r grad log "
		     "p(y*|x)",
	  .now = { "k", "N" },
	  .seen = { "online" },
	  .role = "The worst order of prompts, instead of a fixed law.",
	  .paper = "[MHE26, sec. 3]" },
	{ .word = "scale", .also = { "scales", "bound", "query scale", "rounds" },
	  .text = "What a theorem says of rounds or queries without the constants and logs that it hides: right in "
		  "its powers, not in its number. bound prints them beside the run: near is within 3x, below and "
		  "above are outside of that. A round is one prompt met; an update is a batch of them. At least: no "
		  "trainer can do with less on the hardest tasks, whose prompts share nothing; others may be easier. "
		  "The theorems' trainer is sgd-adaptive, code 01, w = 0 or the base at first.",
	  .formula = "mixture m/(gamma^2 eps); alg1 (m + 1/eps)/gamma^2; alg2 (N a + 1/eps)/gamma^2",
	  .now = { "scale[.1]", "gamma", "eps", "lq[.1].base" },
	  .seen = { "bound", "panel queries" },
	  .role = "How costs grow, not what they are.",
	  .paper = "[MHE26, Cor. 3.4, Cor. 3.6, Thm. 4.1, 5.3-5.5]" },
	{ 0 },
};
