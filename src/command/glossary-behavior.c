/* What responses are drawn from, and what makes up for it. */
#include "command/glossary.h"

const struct gloss glossary_behavior[] = {
	{ .word = "alg1", .kind = "a behavior", .also = { "algorithm 1", "best of m" },
	  .text = "A behavior for outcome rewards, Algorithm 1 of the paper: one response of the policy as it is; if "
		  "it is wrong, up to m more, each from the base model or uniform by a fair coin, until one is "
		  "right. The right one is reinforced with advantage 1; without one the prompt counts 0. Every "
		  "response that is tested costs a query. What the base model shows once in 1/LQ responses is found, "
		  "at that price: m auto. No code pm1, baseline or clip.",
	  .formula = "queries a response: 1 + (1-p) (1 - (1-c)^m) / c, c = q0(y*|x)/2 + k^-N/2",
	  .now = { "behavior", "m", "tries", "base[#]" },
	  .seen = { "trainer", "bound" },
	  .role = "Queries on the scale (m + 1/eps)/gamma^2.",
	  .paper = "[MHE26, Cor. 3.6]" },
	{ .word = "alg2", .kind = "a behavior", .also = { "algorithm 2" },
	  .text = "A behavior for process rewards, Algorithm 2 of the paper: one response of the policy as it is, "
		  "tested whole. If it is wrong, a walk from the first position: up to m tokens, each from the base "
		  "model or uniform, one query each, until one is right; then the next position. It is stuck where "
		  "none is. The right prefix is reinforced with advantage 1. Even from uniform draws it needs about "
		  "N k queries a response, where whole responses need k^N. No code pm1, baseline or clip.",
	  .formula = "q of a draw = q0(y_i | ..)/2 + 1/(2k); tries at a right prefix: 1/q on average, at most m",
	  .now = { "behavior", "m", "tries", "worst[#]" },
	  .seen = { "trainer", "bound" },
	  .role = "Queries on the scale (N a + 1/eps)/gamma^2, a = min(1/TLQ, k).",
	  .paper = "[MHE26, Thm. 4.1]" },
	{ .word = "behavior", .also = { "behaviour", "on-policy", "off-policy" },
	  .text = "What the responses of an update are drawn from: onpolicy, frozen, uniform, mixture, eps, "
		  "best-of-m, alg1, alg2 or teacher. Off-policy the mean update has q in the place of p: see clip.",
	  .formula = "y ~ q(y | x); expected update: q(y*|x) grad log p(y*|x) for outcome rewards 0 and 1",
	  .now = { "behavior", "m", "behavior.eps", "tries" },
	  .seen = { "trainer", "panel samples" },
	  .role = "Who draws decides what can be found; every try is on the meter.",
	  .paper = "[MHE26, sec. 3]" },
	{ .word = "behavior.eps", .kind = "a setting",
	  .text = "The share of uniform tokens of behavior eps; the key eps of trainer.",
	  .formula = "0: on-policy; 1: uniform",
	  .now = { "behavior.eps", "behavior" },
	  .seen = { "trainer", "set" },
	  .role = "Exploration against hits on what is known: a response has no uniform token with probability (1 - "
		  "behavior.eps)^N.",
	  .paper = "[MHE26, sec. 4]" },
	{ .word = "best-of-m", .kind = "a behavior",
	  .text = "Up to m tokens of the policy at each position, a query each, until one is right; it keeps the "
		  "last and goes on.",
	  .formula = "q of a right token = 1 - (1 - p(y*_i|..))^m",
	  .now = { "behavior", "m", "tries" },
	  .seen = { "trainer" },
	  .role = "Paid with process queries whatever the reward is.",
	  .paper = "[MHE26, sec. 4]" },
	{ .word = "clip", .also = { "importance", "importance weight", "weight", "zeta" },
	  .text = "Importance weights make up for responses that are not drawn from the policy itself: what is "
		  "reinforced is multiplied by p/q, of the whole response for outcome rewards, of the prefix for "
		  "process rewards, clipped to 1/clip .. clip. off: no weights. inf: not clipped, unbiased, and "
		  "often useless: one response in very many outweighs all others. A note says when the standard "
		  "deviation on a prompt is above 100 times the mean; weightvar is the variance.",
	  .formula = "min( max( p(y|x) / q(y|x), 1/clip ), clip )",
	  .now = { "clip", "behavior", "weightvar[#]" },
	  .seen = { "trainer" },
	  .role = "Unbiased and noisy, or clipped and biased: the rate loses zeta^2.",
	  .paper = "[MHE26, sec. 3.1]" },
	{ .word = "eps", .kind = "a behavior",
	  .text = "The policy, but each token is uniform with probability behavior.eps: exploration a token at a "
		  "time.",
	  .formula = "q(y_i|..) = (1 - behavior.eps) p(y_i|..) + behavior.eps / k",
	  .now = { "behavior", "behavior.eps" },
	  .seen = { "trainer" },
	  .role = "A single rare token is met more often; several in one response hardly.",
	  .paper = "[MHE26, sec. 4]" },
	{ .word = "frozen", .kind = "a behavior",
	  .text = "The base model, or what base save wrote (frozen:FILE); it never changes. Known prompts are "
		  "rewarded steadily, others as rarely as ever.",
	  .formula = "q = q0",
	  .now = { "behavior", "base[#]" },
	  .seen = { "trainer", "base" },
	  .role = "Rewards cost the base model's price for ever.",
	  .paper = "[MHE26, sec. 3]" },
	{ .word = "m", .also = { "auto", "m auto" },
	  .text = "How often best-of-m, alg1 and alg2 try before they give up. auto takes it from the base model, "
		  "anew when that or eps changes. alg1: the reciprocal of LQ(eps), at most k^N. alg2 and best-of-m: "
		  "so many tokens a position that all N right ones are found with probability 1 - eps/2, for all but "
		  "an eps share of the prompts; one draw of alg2 is right with probability 1/(2a) or more, one of "
		  "best-of-m, at first, with TLQ(eps).",
	  .formula = "alg1: min(1/LQ, k^N); alg2: 2 a log(2N/eps), a = min(1/TLQ, k); best-of-m: log(2N/eps)/TLQ",
	  .now = { "m", "behavior", "eps", "lq[.1].base" },
	  .seen = { "trainer", "bound" },
	  .role = "It bounds what one response may cost, and what can be found.",
	  .paper = "[MHE26, Cor. 3.4, Cor. 3.6, Thm. 4.1]" },
	{ .word = "mixture", .kind = "a behavior", .also = { "fixed mixture" },
	  .text = "A fair coin a response: all of it from the base model, or all of it uniform. No price is above "
		  "twice that of the better one.",
	  .formula = "q = q0/2 + k^-N/2",
	  .now = { "behavior", "lq[.1].base" },
	  .seen = { "trainer", "bound" },
	  .role = "Queries on the scale m/(gamma^2 eps), m = min(1/LQ, k^N).",
	  .paper = "[MHE26, Cor. 3.4]" },
	{ .word = "onpolicy", .kind = "a behavior",
	  .text = "The policy as it is. It searches where it believes already: what it hardly ever draws it hardly "
		  "ever learns.",
	  .formula = "q = p",
	  .now = { "behavior", "entropy[#]" },
	  .seen = { "trainer" },
	  .role = "Off the support it waits about 1/p0 responses for a reward.",
	  .paper = "[MHE26, sec. 3.1]" },
	{ .word = "teacher", .kind = "a behavior", .also = { "teacher forcing" },
	  .text = "The correct response itself, as in pre-training. It asks nothing and costs no query.",
	  .formula = "q(y*|x) = 1",
	  .now = { "behavior", "queries" },
	  .seen = { "trainer" },
	  .role = "What labelled data would do: adaptive.op.",
	  .paper = "[MHE26, Prop. 2.2]" },
	{ .word = "tries", .also = { "try", "stuck" },
	  .text = "Queries that were asked while one response was drawn: best-of-m, alg1 and alg2 test what they "
		  "draw and try again. The samples panel shows them for each response, the metric their mean in the "
		  "last update. stuck at t4: none of the m tokens tried there was right, so alg2 ends the response "
		  "in front of it.",
	  .formula = "queries of the last update / responses of it",
	  .now = { "tries", "m", "queries" },
	  .seen = { "plot", "panel samples" },
	  .role = "It falls to about 1 as the policy learns to be right by itself.",
	  .paper = "[MHE26, Cor. 3.6, Thm. 4.1]" },
	{ .word = "uniform", .kind = "a behavior", .also = { "k^-N" },
	  .text = "Each token with probability 1/k, whatever the base model believes. As a base model: new and base "
		  "uniform begin with it.",
	  .formula = "q(y|x) = k^-N",
	  .now = { "behavior", "k", "N" },
	  .seen = { "trainer", "base", "online" },
	  .role = "A reward comes once in k^N responses; the mistake bound is of it.",
	  .paper = "[MHE26, sec. 3]" },
	{ .word = "weightvar", .kind = "a metric",
	  .text = "The variance of the importance weight p/q of a response to a prompt, before it is clipped: exact, "
		  "of behavior mixture an upper bound.",
	  .formula = "mean of (p/q)^2 under q, - 1",
	  .now = { "weightvar[#]", "clip", "behavior" },
	  .seen = { "plot", "set" },
	  .role = "Above 1e4 a note says that a few responses outweigh all others.",
	  .paper = "[MHE26, sec. 3.1]" },
	{ 0 },
};
