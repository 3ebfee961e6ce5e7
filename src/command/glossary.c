/* The glossary, sorted by word. Formulas as in [MHE26]: y* is the correct response, q0 the base model, p the policy
 * now. */
#include "command/glossary.h"

const struct gloss glossary[] = {
	{ .word = "advantage",
	  .text = "What a token of a sampled response is reinforced with: the coded reward minus the "
		  "baseline. With outcome rewards all tokens of a response have the same one; with process "
		  "rewards token i has that of the prefix that ends with it.",
	  .formula = "outcome: A_i = r(x, y) - b;  process: A_i = r(x, y_1..y_i) - b_i",
	  .now = { "code", "baseline" } },
	{ .word = "allwrong", .also = { "allright" },
	  .text = "allwrong counts the prompts whose responses in the last update were all wrong, allright "
		  "those whose responses were all right. Without a baseline and with rewards 0 or 1 an "
		  "all-wrong prompt teaches outcome rewards nothing: every reward is 0.",
	  .now = { "allwrong", "allright" } },
	{ .word = "alpha", .also = { "line" },
	  .text = "The support line: a prompt or a response whose likelihood under the base model is below "
		  "alpha counts as outside the support. It is a choice, not a wall in the model. alpha "
		  "budget is 1 / budget: what the base model shows less than once, on average, in as many "
		  "samples as there are queries to spend. Moving alpha relabels everything at once and "
		  "changes no training.",
	  .formula = "OUT!  when  q0(y|x) < alpha", .now = { "alpha", "budget", "base[#]" } },
	{ .word = "alpha.token", .also = { "token line" },
	  .text = "F of the token line F / k: a next token whose base probability is below F / k is rare "
		  "on its own, whatever came before it. The uniform policy gives 1 / k to every token. "
		  "inspect marks such tokens of y* with < token line; sample says rare token t3 where a "
		  "response has its first one. alpha is the other line: it bounds whole responses.",
	  .formula = "q0(y_i | x, y_1..y_i-1) < F / k", .now = { "alpha.token", "k", "worst[#]" } },
	{ .word = "base", .also = { "q0", "base model" },
	  .text = "The base model q0: the policy at the end of pre-training, frozen from then on. Trainers "
		  "start from it, and every likelihood in columns base or p0 is under it. base[i] is its "
		  "probability of the correct response to prompt i.",
	  .formula = "base[i] = q0(y* | x_i)", .now = { "base[#]", "pretrain.steps", "pretrain.skip" } },
	{ .word = "baseline",
	  .text = "What is taken from a reward before it becomes an advantage. mean: the mean reward of "
		  "the batch, for process rewards one mean a position. A baseline that does not depend on "
		  "the response leaves the expected gradient as it is and changes its noise; the batch's "
		  "mean includes the response itself and scales the expected gradient by 1 - 1/B. With a "
		  "baseline wrong tokens have negative advantages.",
	  .formula = "b = (1/B) sum of r", .now = { "baseline", "batch" } },
	{ .word = "batch",
	  .text = "Responses an update. A batch is that many pairs: a prompt, drawn by weight from a "
		  "finite task or fresh from a generator, and one response sampled from the policy as it "
		  "is.",
	  .now = { "batch", "responses" } },
	{ .word = "budget",
	  .text = "The reward queries to spend. continue stops when a trainer first reaches it, and may be "
		  "told to go on. With alpha budget it also sets the support line: 1 / budget.",
	  .formula = "alpha = 1 / budget", .now = { "budget", "queries" } },
	{ .word = "code",
	  .text = "How a reward becomes a number: 01 counts wrong 0 and right 1, pm1 counts wrong -1 and "
		  "right 1. Without a baseline pm1 doubles the expected on-policy gradient of 01 and is "
		  "noisier; with baseline mean it is exactly twice 01, response by response.",
	  .formula = "pm1 = 2 r - 1", .now = { "code", "baseline" } },
	{ .word = "discovery", .also = { "discovered" },
	  .text = "A sampled response that is wholly correct although it lies outside the base model's "
		  "support. Below the line an outcome reward is seen only through a discovery; process "
		  "rewards need none, they are paid on the way. The first one of each prompt is said when "
		  "it happens: at which query, and how many times below alpha.",
	  .formula = "y = y*  and  q0(y*|x) < alpha", .now = { "discovery", "alpha" } },
	{ .word = "entropy", .also = { "nats" },
	  .text = "How open the response to a prompt still is: the entropy of the policy over all k^N "
		  "responses, in nats, exact. 0: always the same response; N log k: the uniform policy.",
	  .formula = "H = - sum over y of p(y|x) log p(y|x)", .now = { "entropy[#]", "k", "N" } },
	{ .word = "eps",
	  .text = "The share of prompts that the likelihood quantile leaves out, 0 to 1. eps 0.1: the "
		  "least likely tenth of the prompts may be anything, all others are at least as likely as "
		  "LQ.",
	  .now = { "eps", "lq[.1]" } },
	{ .word = "err", .also = { "error", "test error" },
	  .text = "Test error: one minus the mean probability of the correct response. Exact over all "
		  "prompts of a table; for a task that draws its prompts it is over test.size prompts "
		  "drawn once, every test.every updates.",
	  .formula = "err = 1 - mean of p(y*|x)", .now = { "err", "test.size", "test.every" } },
	{ .word = "gradnorm",
	  .text = "The Euclidean norm of the last update's gradient. It is 0 when no response has an "
		  "advantage, and for a rarely rewarded prompt it is mostly noise. The optimizer scales "
		  "steps: compare gradnorm only within one setting.",
	  .now = { "gradnorm", "optimizer" } },
	{ .word = "hash",
	  .text = "A fingerprint of everything an update changes: weights, optimizer, counters. Equal hashes mean equal "
		  "states, bit for bit, on one machine and build, for any number of threads: info state." },
	{ .word = "hits", .also = { "hit", "first hit", "per hit" },
	  .text = "Responses to a prompt that were wholly correct, over the whole run of a trainer. Both "
		  "kinds of reward are counted so. Per hit: the queries asked so far, shared out among the hits.",
	  .formula = "hits[i] = number of sampled y with y = y*(x_i)", .now = { "hits[#]", "queries" } },
	{ .word = "kl",
	  .text = "How far the policy has moved from the base model on a prompt: the divergence of the two "
		  "laws over whole responses, in nats, exact. 0 at update 0.",
	  .formula = "KL(p || q0) = sum over y of p(y|x) log( p(y|x) / q0(y|x) )", .now = { "kl[#]" } },
	{ .word = "likelihood", .also = { "p", "lik", "now" },
	  .text = "The probability that the policy as it is now answers a prompt with its correct "
		  "response, all N tokens right. Computed exactly, not estimated from samples: given a "
		  "prompt the policy is a finite Markov chain.",
	  .formula = "p(y*|x) = product over i of p(y*_i | x, y*_1..y*_i-1)",
	  .now = { "likelihood[#]", "base[#]" } },
	{ .word = "loss",
	  .text = "A policy-gradient loss is only a device to get the gradient: its value depends on the "
		  "batch it is sampled from, is near 0 at the start when few responses are rewarded, and "
		  "does not fall as training succeeds. It is not shown. Look at err, likelihood and "
		  "queries.",
	  .formula = "-(mean of A_i log p(y_i | x, y_1..y_i-1))", .now = { "err", "likelihood[#]" } },
	{ .word = "lq", .also = { "quantile", "likelihood quantile", "LQ" },
	  .text = "Likelihood quantile: all but an eps share of the prompts have a correct response of at "
		  "least this likelihood. With outcome rewards its reciprocal, at the base model, is the "
		  "scale of the queries that post-training needs: the base model barrier. Constants and "
		  "logarithms are left out.",
	  .formula = "LQ(eps) = sup { a : P( q(y*|x) <= a ) <= eps }",
	  .now = { "lq[.1].base", "lq[.1]", "eps" } },
	{ .word = "lr", .also = { "learning rate" },
	  .text = "The learning rate: what a step of the optimizer is multiplied with. adagrad divides "
		  "each weight's step by the root of its past squared gradients, sgd does not: their rates "
		  "are not comparable.",
	  .formula = "adagrad: a += g^2;  w -= lr g / (sqrt(a) + 1e-10)", .now = { "lr", "optimizer" } },
	{ .word = "mixture",
	  .text = "A task whose prompts are drawn: a centre, chosen evenly, plus noise, scaled to length "
		  "sqrt(d). Every update sees fresh prompts. x0, x1, .. on the screen are the centres "
		  "without noise; a fresh prompt counts under its own centre.",
	  .now = { "prompts", "sigma", "test.size" } },
	{ .word = "off", .also = { "offsupport", "off-support" },
	  .text = "Sampled responses outside the base model's support: their base likelihood is below "
		  "alpha. Most of them are simply wrong. OUT! at t7 names the first token at which the "
		  "running base likelihood falls below the line. Tasks with count.off seen count them only "
		  "in the update that is looked at.",
	  .formula = "q0(y_1..y_i | x) < alpha for some i", .now = { "offsupport", "alpha", "count.off" } },
	{ .word = "optimizer", .also = { "adagrad", "sgd" },
	  .text = "How a gradient moves the weights. adagrad: each weight has its own shrinking step; the "
		  "gradient is the mean over batch and positions. sgd: a plain step; the gradient is the "
		  "mean over the batch of the sum over positions, as in the theorems.",
	  .formula = "adagrad: a += g^2;  w -= lr g / (sqrt(a) + 1e-10).  sgd: w -= lr g",
	  .now = { "optimizer", "lr" } },
	{ .word = "outcome",
	  .text = "Outcome rewards: one reward for the whole response, paid when it is right to its last "
		  "token. One query a response. A prompt is reinforced only when its correct response is "
		  "sampled: about 1 in 1/p samples. Below the support that is the barrier: 1/LQ queries.",
	  .formula = "r(x, y) = 1 if y = y*, else 0", .now = { "reward", "likelihood[#]", "queries" } },
	{ .word = "p0", .also = { "running p0" },
	  .text = "The base model's probability of the correct response to a prompt, exact. 1/p0 is the "
		  "number of base samples until one hit, on average. Two prompts of one p0 can differ much "
		  "for process rewards: see worst. Shared weights can raise or lower a prompt without any "
		  "hit of its own. running p0: the same of the response up to a token; where it falls below "
		  "alpha, the support ends.",
	  .formula = "p0 = q0(y*|x) = product over i of q0(y*_i | x, y*_1..y*_i-1)",
	  .now = { "base[#]", "worst[#]", "alpha" } },
	{ .word = "policy",
	  .text = "The model that answers: for a prompt x and the tokens so far, a softmax over the k next "
		  "tokens, linear in the weights. Only the token before matters, given x, so a prompt is a "
		  "Markov chain with k states. Prompts whose contexts or transitions meet share weights.",
	  .formula = "p(y_i | x, y_1..y_i-1) = softmax( W1'x + W2 column of y_i-1 )",
	  .now = { "k", "N", "d" } },
	{ .word = "pretrain", .also = { "pre-training", "pretraining" },
	  .text = "Making the base model: gradient steps on the log-probability of correct responses, from "
		  "uniform weights or from the present base model. Prompts in skip are never shown. "
		  "Post-training then has rewards only.",
	  .formula = "loss = - mean of log p(y*_i | x, y*_1..y*_i-1)",
	  .now = { "pretrain.steps", "pretrain.lr", "pretrain.batch", "pretrain.skip" } },
	{ .word = "process",
	  .text = "Process rewards: every prefix of the response is tested and paid as long as it is "
		  "right. The first tokens are learned first and carry the later ones within reach, so "
		  "what is needed follows its single tokens, not their product. A response costs one query "
		  "a token tested: see query.count.",
	  .formula = "r(x, y_1..y_i) = 1 if y_1..y_i = y*_1..y*_i, else 0",
	  .now = { "reward", "worst[#]", "queries" } },
	{ .word = "prompt", .also = { "context", "x" },
	  .text = "A context x with one correct response y*. x0, x1, .. are the tracked ones: all prompts "
		  "of a table, the centres of a mixture. Prompts of a table share nothing but the "
		  "transitions between tokens.",
	  .now = { "prompts", "d" } },
	{ .word = "queries", .also = { "query" },
	  .text = "Calls of the reward function, the clock of every comparison here. Outcome: one a "
		  "response. Process: one a token, up to and with the first wrong one (query.count "
		  "prefix), or all N (query.count all). Updates are a poor clock: one costs a process "
		  "trainer several times the queries of an outcome trainer.",
	  .formula = "process, prefix: 1 + sum over i < N of P(first i tokens right), on average a response",
	  .now = { "queries", "update", "query.count", "budget" } },
	{ .word = "query.count",
	  .text = "What a response with process rewards costs. prefix: a prefix reward that is 0 stays 0, "
		  "so nothing behind the first wrong token is asked. all: every one of the N tokens is "
		  "asked. Outcome rewards cost one query either way.",
	  .formula = "prefix: index of the first wrong token, or N;  all: N",
	  .now = { "query.count", "queries" } },
	{ .word = "reward",
	  .text = "What is asked about a response: outcome, one answer for the whole of it; process, one "
		  "answer for each prefix. Every call is a query.",
	  .now = { "reward", "code", "query.count" } },
	{ .word = "sample", .also = { "response" },
	  .text = "One response drawn token by token from the policy. + wholly correct, - wrong, and where "
		  "first. The command sample draws some to look at: they cost no queries and change "
		  "nothing.",
	  .now = { "responses", "rewarded" } },
	{ .word = "seed", .also = { "task.seed" },
	  .text = "Two seeds. task.seed: truth, contexts, pre-training and test prompts. seed: the prompts "
		  "and responses that trainers draw. A random number is found by seed, update, response "
		  "and position, so a run repeats exactly and trainers A and B meet the same prompts and "
		  "numbers.",
	  .now = { "seed", "task.seed" } },
	{ .word = "state", .also = { "ready", "run", "paused", "end", "status" },
	  .text = "The last word of the screen's status line. READY: nothing was trained yet. RUN 4/s or "
		  "RUN max: a run is going, at that speed. PAUSED: it is not. END: the budget of queries "
		  "is spent; continue goes on all the same. DISCOVERY x5: the first correct response to a "
		  "prompt outside the support has just been sampled.",
	  .now = { "update", "queries", "budget" } },
	{ .word = "support", .also = { "OUT!", "in", "out" },
	  .text = "What the base model can be expected to show: a prompt is on its support when q0 of the "
		  "correct response is at least alpha, and OUT! below. A softmax is never 0: outside the "
		  "support does not mean impossible, it means rarer than alpha, and waiting for a reward "
		  "costs about 1/p0 samples. Uniform guessing has k^-N. Single tokens have a line of their "
		  "own, the token line F / k: see alpha.token.",
	  .formula = "in:  q0(y*|x) >= alpha", .now = { "alpha", "budget", "alpha.token", "base[#]" } },
	{ .word = "table",
	  .text = "A task with listed prompts. Contexts are one-hot unless a file brought them: a prompt "
		  "has its own row of weights, and shares only the transitions between tokens with the "
		  "others. That sharing is how training on one prompt raises or lowers another.",
	  .now = { "prompts", "k", "N" } },
	{ .word = "tlq", .also = { "token-level", "TLQ" },
	  .text = "Token-level likelihood quantile: all but an eps share of the prompts have no token "
		  "along the correct response that is rarer than this. Never below LQ. The theory's method "
		  "for process rewards needs queries on the scale of N times its reciprocal, or N k if "
		  "that is less, in place of 1/LQ.",
	  .formula = "the quantile of min over i of q(y*_i | x, y*_1..y*_i-1)",
	  .now = { "tlq[.1].base", "tlq[.1]", "lq[.1].base" } },
	{ .word = "token", .also = { "position" },
	  .text = "One of the k symbols a response is made of, shown as a letter or, with tokens digits, "
		  "as a number. Positions are t1 to tN. token[i,t] is the probability, now, of the right "
		  "token at position t of prompt i after a correct prefix.",
	  .formula = "token[i,t] = p(y*_t | x_i, y*_1..y*_t-1)", .now = { "token[#,1]", "k", "tokens" } },
	{ .word = "trainer", .also = { "A", "B" },
	  .text = "What changes the policy: rewards, advantages, an optimizer. There are up to two, A and "
		  "B, on the same base model, the same prompts and random numbers. Commands mean the one "
		  "named last; @a, @b and @ab name them.",
	  .now = { "reward", "update@a", "queries@a" } },
	{ .word = "update", .also = { "step" },
	  .text = "One step of a trainer: draw a batch of prompts and responses, ask for rewards, turn "
		  "them into advantages, add up the gradient, move the weights once.",
	  .formula = "g = mean of A_i grad log p(y_i | x, y_1..y_i-1)",
	  .now = { "update", "queries", "batch" } },
	{ .word = "worst", .also = { "rarest" },
	  .text = "The rarest token of the correct response under the base model, given the correct "
		  "prefix, and its position. It tells more about process rewards than p0 does: that token "
		  "must be met before anything behind it is paid. It is a scale, not a law, where prompts "
		  "share weights.",
	  .formula = "worst[i] = min over t of q0(y*_t | x_i, y*_1..y*_t-1)",
	  .now = { "worst[#]", "worst[#].pos", "worst[#].now" } },
	{ .word = "y*", .also = { "target", "ystar", "correct" },
	  .text = "The correct response of a prompt: N tokens, exactly one a prompt. It is pinned, read "
		  "from a file, or the greedy answer of the true weights W*: at each position the token "
		  "with the largest score, the smallest on a tie.",
	  .now = { "N", "k" } },
};
const int glossary_count = sizeof glossary / sizeof *glossary;
