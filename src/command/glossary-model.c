/* The policy and the base model: what they give a response, and pre-training. */
#include "command/glossary.h"

const struct gloss glossary_model[] = {
	{ .word = "base", .also = { "q0", "base model" },
	  .text = "The base model q0: the policy at the end of pre-training, frozen from then on. Trainers start "
		  "from it, and every likelihood in columns base or p0 is under it. base[i] is its probability of "
		  "the correct response to prompt i.",
	  .formula = "base[i] = q0(y* | x_i)",
	  .now = { "base[#]", "pretrain.steps", "pretrain.skip" },
	  .seen = { "prompts", "base", "look" },
	  .role = "It sets the price of outcome rewards; frozen, mixture, alg1 and alg2 draw from it.",
	  .paper = "[MHE26, sec. 1, Prop. 2.2]" },
	{ .word = "entropy", .also = { "nats" },
	  .text = "How open the response to a prompt still is: the entropy of the policy over all k^N responses, in "
		  "nats, exact. 0: always the same response; N log k: the uniform policy.",
	  .formula = "H = - sum over y of p(y|x) log p(y|x)",
	  .now = { "entropy[#]", "k", "N" },
	  .seen = { "inspect", "panel inspect" },
	  .role = "Near 0 the policy always answers the same: it explores no more by itself.",
	  .paper = "[MHE26, sec. 5]" },
	{ .word = "err", .also = { "error", "test error" },
	  .text = "Test error: one minus the mean probability of the correct response. Exact over all listed "
		  "prompts, by weight; for a task that draws its prompts it is over test.size prompts drawn once, "
		  "every test.every updates. iterate says of which weights.",
	  .formula = "err = 1 - mean of p(y*|x)",
	  .now = { "err", "test.size", "test.every" },
	  .seen = { "compare", "plot", "bound" },
	  .role = "The theorems' measure: bound and scale say what it costs to bring it to eps.",
	  .paper = "[MHE26, sec. 3.1, sec. 4]" },
	{ .word = "k", .also = { "alphabet" },
	  .text = "The number of tokens that a position can have: the size of the alphabet. Uniform guessing gives a "
		  "token 1 / k, a response k^-N.",
	  .formula = "k tokens: a, b, c, .. or 0 .. k-1",
	  .now = { "k", "N" },
	  .seen = { "new", "task" },
	  .role = "With N it sets what blind search costs: k^N responses, or N k tokens.",
	  .paper = "[MHE26, sec. 1]" },
	{ .word = "kl",
	  .text = "How far the policy has moved from the base model on a prompt: the divergence of the two laws over "
		  "whole responses, in nats, exact. 0 at update 0.",
	  .formula = "KL(p || q0) = sum over y of p(y|x) log( p(y|x) / q0(y|x) )",
	  .now = { "kl[#]" },
	  .seen = { "inspect", "panel inspect" },
	  .role = "It tells forgetting from learning: both move the policy away from the base model.",
	  .paper = "[MHE26, sec. 5]" },
	{ .word = "likelihood", .also = { "p", "lik", "now" },
	  .text = "The probability that the policy as it is now answers a prompt with its correct response, all N "
		  "tokens right. Computed exactly, not estimated from samples: given a prompt the policy is a finite "
		  "Markov chain.",
	  .formula = "p(y*|x) = product over i of p(y*_i | x, y*_1..y*_i-1)",
	  .now = { "likelihood[#]", "base[#]" },
	  .seen = { "prompts", "plot", "compare" },
	  .role = "It is what training is for; from .9 on the prompt is learned.",
	  .paper = "[MHE26, sec. 1, sec. 5]" },
	{ .word = "N", .also = { "length" },
	  .text = "The length of a response, in tokens. Every response has N of them; what is shorter in a prompt "
		  "file is filled up with the end token, a dot.",
	  .formula = "y = y_1 .. y_N",
	  .now = { "N", "k" },
	  .seen = { "new", "task" },
	  .role = "Outcome rewards pay k^N at worst, process rewards N k.",
	  .paper = "[MHE26, sec. 1]" },
	{ .word = "p0", .also = { "running p0", "1/p0" },
	  .text = "The base model's probability of the correct response to a prompt, exact. 1/p0 is the number of "
		  "base samples until one hit, on average. Two prompts of one p0 can differ much for process "
		  "rewards: see worst. Shared weights can raise or lower a prompt without any hit of its own. "
		  "running p0: the same of the response up to a token; where it falls below alpha, the support ends.",
	  .formula = "p0 = q0(y*|x) = product over i of q0(y*_i | x, y*_1..y*_i-1)",
	  .now = { "base[#]", "worst[#]", "alpha" },
	  .seen = { "prompts", "inspect", "panel positions" },
	  .role = "Below alpha the prompt is OUT!; 1/p0 samples a hit.",
	  .paper = "[MHE26, sec. 2]" },
	{ .word = "policy",
	  .text = "The model that answers: for a prompt x and the tokens so far, a softmax over the k next tokens, "
		  "linear in the weights. What it sees of the tokens so far is a state, one of finitely many (of the "
		  "features markov: the token before), so a prompt is a Markov chain. Prompts whose features meet "
		  "share weights.",
	  .formula = "p(y_i | x, state) = softmax of the scores; markov: W1'x + W2 column of y_i-1",
	  .now = { "k", "N", "d" },
	  .seen = { "panel next", "probs", "sample" },
	  .role = "All that training changes is its weights.",
	  .paper = "[MHE26, sec. 1]" },
	{ .word = "pretrain", .also = { "pre-training", "pretraining" },
	  .text = "Making the base model: gradient steps on the log-probability of correct responses, from uniform "
		  "weights or from the present base model. Prompts in skip are never shown. Post-training then has "
		  "rewards only.",
	  .formula = "loss = - mean of log p(y*_i | x, y*_1..y*_i-1)",
	  .now = { "pretrain.steps", "pretrain.lr", "pretrain.batch", "pretrain.skip" },
	  .seen = { "pretrain", "base" },
	  .role = "It decides what is on the support.",
	  .paper = "[MHE26, Prop. 2.2, sec. 4]" },
	{ .word = "pretrain.batch", .kind = "a setting",
	  .text = "Labelled prompts in a step of pre-training. 0 takes the whole table each time; of a task that "
		  "draws its prompts, each step draws as many fresh ones.",
	  .formula = "g = mean over them of the loss's gradient",
	  .now = { "pretrain.batch", "pretrain.steps" },
	  .seen = { "pretrain", "set" },
	  .role = "Steps times batch are the labelled samples that the base model has cost.",
	  .paper = "[MHE26, sec. 4]" },
	{ .word = "pretrain.lr", .kind = "a setting",
	  .text = "The learning rate of pre-training, for its own optimizer.",
	  .formula = "adagrad: w -= lr g / (sqrt(a) + 1e-10); sgd: w -= lr g",
	  .now = { "pretrain.lr", "pretrain.optimizer" },
	  .seen = { "pretrain", "set" },
	  .role = "How far the base model comes in its steps.",
	  .paper = "[MHE26, sec. 4]" },
	{ .word = "pretrain.optimizer", .kind = "a setting",
	  .text = "The optimizer of pre-training; it begins afresh with each pretrain.",
	  .formula = "see adagrad, sgd, sgd-adaptive",
	  .now = { "pretrain.optimizer", "pretrain.lr" },
	  .seen = { "pretrain", "set" },
	  .role = "sgd-adaptive, one pair at a time, is the theorem's.",
	  .paper = "[MHE26, Prop. 2.2]" },
	{ .word = "pretrain.skip", .kind = "a setting", .also = { "skip" },
	  .text = "Listed prompts that pre-training never shows: numbers and ranges, none, or file for what a prompt "
		  "file says.",
	  .formula = "none, it is a list of prompts",
	  .now = { "pretrain.skip" },
	  .seen = { "pretrain", "set", "inspect" },
	  .role = "What is left out is likely to be off the support: x5 of preset barrier is.",
	  .paper = "[MHE26, 5.5]" },
	{ .word = "pretrain.steps", .kind = "a setting",
	  .text = "How many gradient steps pretrain does when no number stands behind it.",
	  .formula = "pretrain STEPS",
	  .now = { "pretrain.steps" },
	  .seen = { "pretrain", "set", "base" },
	  .role = "More steps raise the likelihood quantile, at its low end slowly: preset authors-lq.",
	  .paper = "[MHE26, Prop. 2.2, Figure 2b]" },
	{ .word = "prompt", .also = { "context", "x" },
	  .text = "A context x with one correct response y*. x0, x1, .. are the tracked ones: all prompts that are "
		  "listed (table, lock, repeat, a file), the centres of a mixture, some that were drawn once for a "
		  "hypercube. Prompts of a table share nothing but the transitions between tokens.",
	  .formula = "x_i, drawn with its weight from a finite task, else fresh",
	  .now = { "prompts", "d" },
	  .seen = { "prompts", "task", "inspect" },
	  .role = "Rewards, hits and likelihoods are counted prompt by prompt.",
	  .paper = "[MHE26, sec. 1]" },
	{ .word = "token", .also = { "position" },
	  .text = "One of the k symbols a response is made of, shown as a letter or, with tokens digits, as a "
		  "number. Positions are t1 to tN. token[i,t] is the probability, now, of the right token at "
		  "position t of prompt i after a correct prefix.",
	  .formula = "token[i,t] = p(y*_t | x_i, y*_1..y*_t-1)",
	  .now = { "token[#,1]", "k", "tokens" },
	  .seen = { "panel tokens", "probs", "inspect" },
	  .role = "A response is learned token by token: process rewards pay so.",
	  .paper = "[MHE26, sec. 1]" },
	{ .word = "worst", .also = { "rarest" },
	  .text = "The rarest token of the correct response under the base model, given the correct prefix, and its "
		  "position. It tells more about process rewards than p0 does: that token must be met before "
		  "anything behind it is paid. It is a scale, not a law, where prompts share weights.",
	  .formula = "worst[i] = min over t of q0(y*_t | x_i, y*_1..y*_t-1)",
	  .now = { "worst[#]", "worst[#].pos", "worst[#].now" },
	  .seen = { "prompts", "inspect", "panel prompts" },
	  .role = "The scale of what process rewards pay for the prompt; see tlq.",
	  .paper = "[MHE26, sec. 2, Thm. 4.1]" },
	{ .word = "y*", .also = { "target", "ystar", "correct" },
	  .text = "The correct response of a prompt: N tokens, exactly one a prompt. It is pinned, read from a file, "
		  "or the greedy answer of the true weights W*: at each position the token with the largest score, "
		  "the smallest on a tie.",
	  .formula = "greedy: y*_i = argmax over y of the true score of y behind y*_1..y*_i-1",
	  .now = { "N", "k" },
	  .seen = { "task", "prompts", "panel positions" },
	  .role = "Rewards compare with it, and with nothing else.",
	  .paper = "[MHE26, sec. 1]" },
	{ 0 },
};
