/* Trainers, rewards, gradients and steps. */
#include "command/glossary.h"

const struct gloss glossary_training[] = {
	{ .word = "adagrad", .kind = "an optimizer",
	  .text = "Each weight has its own shrinking step: a gradient is divided by the root of that weight's past "
		  "squared ones. The first step of a weight is about lr, however small its gradient, so even a "
		  "single reward is felt.",
	  .formula = "a += g^2; w -= lr g / (sqrt(a) + 1e-10)",
	  .now = { "optimizer", "lr" },
	  .seen = { "trainer", "pretrain" },
	  .role = "The experiments use it, the theorems do not.",
	  .paper = "[MHE26, sec. 4]" },
	{ .word = "advantage",
	  .text = "What a token of a sampled response is reinforced with: the coded reward minus the baseline. With "
		  "outcome rewards all tokens of a response have the same one; with process rewards token i has that "
		  "of the prefix that ends with it.",
	  .formula = "outcome: A_i = r(x, y) - b; process: A_i = r(x, y_1..y_i) - b_i",
	  .now = { "code", "baseline" },
	  .seen = { "panel sample", "inspect" },
	  .role = "Its sign says whether a token becomes likelier or rarer.",
	  .paper = "[MHE26, sec. 3]" },
	{ .word = "baseline", .also = { "mean" },
	  .text = "What is taken from a reward before it becomes an advantage. mean: the mean reward of the batch, "
		  "for process rewards one mean a position. A baseline that does not depend on the response leaves "
		  "the expected gradient as it is and changes its noise; the batch's mean includes the response "
		  "itself and scales the expected gradient by 1 - 1/B. With a baseline wrong tokens have negative "
		  "advantages.",
	  .formula = "b = (1/B) sum of r",
	  .now = { "baseline", "batch" },
	  .seen = { "trainer", "panel sample" },
	  .role = "Less noise, and negative advantages; Algorithms 1 and 2 refuse it.",
	  .paper = "[MHE26, sec. 4, sec. 5]" },
	{ .word = "batch",
	  .text = "Responses an update. A batch is that many pairs: a prompt, drawn by weight from a finite task or "
		  "fresh from a generator, and one response drawn by its behavior.",
	  .formula = "g = mean over B responses, those without a reward counted as 0",
	  .now = { "batch", "responses" },
	  .seen = { "trainer", "panel samples" },
	  .role = "A larger one has less noise and costs more queries; the theorems take 1.",
	  .paper = "[MHE26, sec. 3, sec. 4]" },
	{ .word = "blame", .also = { "first order", "remainder" },
	  .text = "Which tokens of the last update's responses moved a likelihood. Scores are linear in the weights, "
		  "and the step is a sum over the tokens, so the first-order change of log p splits among them "
		  "exactly; the remainder is what steps of that length bend. Tokens are added up by the prompt of "
		  "their response and by transition: x1 b->c, token c after b. Prompts that share features move each "
		  "other: raising the rivals of a token lowers it.",
	  .formula = "sum over tokens of A_i (z(y_i) - E_p z) / divisor, z: scores under D grad log p(y*|x)",
	  .now = { "likelihood[#]", "gradnorm", "optimizer" },
	  .seen = { "blame" },
	  .role = "It names who moved a prompt: its own rewards, or another prompt's.",
	  .paper = "ours" },
	{ .word = "code", .also = { "01", "pm1" },
	  .text = "How a reward becomes a number: 01 counts wrong 0 and right 1, pm1 counts wrong -1 and right 1. "
		  "Without a baseline pm1 doubles the expected on-policy gradient of 01 and is noisier; with "
		  "baseline mean it is exactly twice 01, response by response.",
	  .formula = "pm1 = 2 r - 1",
	  .now = { "code", "baseline" },
	  .seen = { "trainer", "panel sample" },
	  .role = "With pm1 wrong responses push their tokens down.",
	  .paper = "[MHE26, sec. 4]" },
	{ .word = "gradnorm",
	  .text = "The Euclidean norm of the last update's gradient. It is 0 when no response has an advantage, and "
		  "for a rarely rewarded prompt it is mostly noise. The optimizer scales steps: compare gradnorm "
		  "only within one setting.",
	  .formula = "|g|; sgd-adaptive: | mean of eta g |",
	  .now = { "gradnorm", "optimizer" },
	  .seen = { "plot", "panel curve" },
	  .role = "0 means that no response of the last update had an advantage.",
	  .paper = "ours" },
	{ .word = "iterate", .also = { "average", "random iterate", "last", "random" },
	  .text = "Which weights likelihood and err speak of. last: the present ones. random: those of an update so "
		  "far, each as likely as another; the exact mean of the measure over all of them, and what the "
		  "theorems are about. average: the measure at the mean of those weights. It changes what is "
		  "reported, never what is trained; token, entropy, kl, quantiles, hist, passk and snr are always of "
		  "the last weights, and say so.",
	  .formula = "random: (1/T) sum over t < T of p_w_t(y*|x); average: p at (1/T) sum over t < T of w_t",
	  .now = { "iterate", "update", "likelihood[#]", "err" },
	  .seen = { "trainer", "compare", "bound" },
	  .role = "The theorems speak of random.",
	  .paper = "[MHE26, Prop. 2.2, sec. 3.1]" },
	{ .word = "loss",
	  .text = "A policy-gradient loss is only a device to get the gradient: its value depends on the batch it is "
		  "sampled from, is near 0 at the start when few responses are rewarded, and does not fall as "
		  "training succeeds. It is not shown. Look at err, likelihood and queries.",
	  .formula = "-(mean of A_i log p(y_i | x, y_1..y_i-1))",
	  .now = { "err", "likelihood[#]" },
	  .seen = { "plot" },
	  .role = "Nothing: it is not shown, and plot knows no metric of that name.",
	  .paper = "[MHE26, sec. 3]" },
	{ .word = "lr", .also = { "learning rate" },
	  .text = "The learning rate: what a step of the optimizer is multiplied with. adagrad divides each weight's "
		  "step by the root of its past squared gradients, sgd does not: their rates are not comparable.",
	  .formula = "adagrad: a += g^2; w -= lr g / (sqrt(a) + 1e-10)",
	  .now = { "lr", "optimizer" },
	  .seen = { "trainer", "set", "plot" },
	  .role = "Too small learns nothing in the budget, too large forgets what was known.",
	  .paper = "[MHE26, sec. 4]" },
	{ .word = "optimizer", .also = { "adaptive" },
	  .text = "How a gradient moves the weights: adagrad, sgd or sgd-adaptive. adagrad takes the mean over batch "
		  "and positions, the other two the mean over the batch of the sum over positions, as in the "
		  "theorems.",
	  .formula = "w -= step(g); see adagrad, sgd, sgd-adaptive",
	  .now = { "optimizer", "lr" },
	  .seen = { "trainer", "blame" },
	  .role = "What one reward moves, and whether steps shrink.",
	  .paper = "[MHE26, sec. 3, sec. 4]" },
	{ .word = "outcome",
	  .text = "Outcome rewards: one reward for the whole response, paid when it is right to its last token. One "
		  "query a response. A prompt is reinforced only when its correct response is sampled: about 1 in "
		  "1/p samples. Below the support that is the barrier: 1/LQ queries.",
	  .formula = "r(x, y) = 1 if y = y*, else 0",
	  .now = { "reward", "likelihood[#]", "queries" },
	  .seen = { "trainer", "split" },
	  .role = "Its scale is the base model barrier, 1/LQ.",
	  .paper = "[MHE26, sec. 1, sec. 3.1]" },
	{ .word = "phase", .also = { "phases", "apply" },
	  .text = "One of the four parts of an update, which step phase does one by one: sample draws the batch, "
		  "reward asks the oracle, gradient adds up what each token is reinforced with, apply moves the "
		  "weights and counts the queries. Only apply changes anything; step does the phases that are left. "
		  "Four phases and one step give the same bits. Another setting in between gives the update in "
		  "progress up.",
	  .formula = "sample, reward, gradient, apply",
	  .now = { "update", "batch" },
	  .seen = { "step" },
	  .role = "It shows an update from inside, at no cost.",
	  .paper = "ours" },
	{ .word = "process",
	  .text = "Process rewards: every prefix of the response is tested and paid as long as it is right. The "
		  "first tokens are learned first and carry the later ones within reach, so what is needed follows "
		  "its single tokens, not their product. A response costs one query a token tested: see query.count.",
	  .formula = "r(x, y_1..y_i) = 1 if y_1..y_i = y*_1..y*_i, else 0",
	  .now = { "reward", "worst[#]", "queries" },
	  .seen = { "trainer", "split" },
	  .role = "Its scale is N/TLQ, at most N k.",
	  .paper = "[MHE26, sec. 1, Thm. 4.1]" },
	{ .word = "reward",
	  .text = "What is asked about a response: outcome, one answer for the whole of it; process, one answer for "
		  "each prefix. Every call is a query.",
	  .formula = "see outcome, process",
	  .now = { "reward", "code", "query.count" },
	  .seen = { "trainer", "panel sample" },
	  .role = "It decides what a prompt costs: 1/LQ or N/TLQ queries.",
	  .paper = "[MHE26, sec. 1]" },
	{ .word = "sgd", .kind = "an optimizer", .also = { "constant step" },
	  .text = "A plain step along the gradient; its rate must be small enough for the longest response.",
	  .formula = "w -= lr g",
	  .now = { "optimizer", "lr" },
	  .seen = { "trainer", "pretrain" },
	  .role = "A safe constant step costs a factor N over the adaptive one.",
	  .paper = "[MHE26, Prop. 2.2]" },
	{ .word = "sgd-adaptive", .kind = "an optimizer", .also = { "adaptive step" },
	  .text = "The theorems' step: each response's gradient g has a step of its own, short where the gradient is "
		  "long; lr is not asked. R is the largest norm of a feature vector.",
	  .formula = "eta = 1 / (4 R^2 + 2 |g|^2); w += mean of eta g",
	  .now = { "optimizer", "batch" },
	  .seen = { "trainer", "pretrain", "bound" },
	  .role = "The scales of bound speak of it.",
	  .paper = "[MHE26, Prop. 2.2, sec. 3.1]" },
	{ .word = "snr", .also = { "signal", "noise", "signal to noise" },
	  .text = "The length of the mean gradient against the spread of one response's gradient about it. For "
		  "outcome rewards it falls as the root of p(y*|x): below the support the mean is there, and "
		  "drowned. Process rewards pay on the way, and keep it. Rewards of +-1 double the mean and let "
		  "every wrong response push. A batch of B has sqrt(B) times the ratio.",
	  .formula = "snr = |E g| / sqrt(E |g - E g|^2) = sqrt(p / (1 - p)) for outcome rewards 0 and 1",
	  .now = { "likelihood[#]", "batch", "code" },
	  .seen = { "snr" },
	  .role = "Below about 1 / sqrt(batch) an update is noise.",
	  .paper = "[MHE26, sec. 5]" },
	{ .word = "threads", .kind = "a setting",
	  .text = "Threads that share out an update, in chunks of 64 responses.",
	  .formula = "none, results do not depend on it",
	  .now = { "threads", "batch" },
	  .seen = { "set" },
	  .role = "Speed alone: equal hashes for any number.",
	  .paper = "ours" },
	{ .word = "trainer", .also = { "A", "B" },
	  .text = "What changes the policy: rewards, advantages, an optimizer. There are up to two, A and B, on the "
		  "same base model, the same prompts and random numbers. Commands mean the one named last; @a, @b "
		  "and @ab name them.",
	  .formula = "none, it is a bundle of settings",
	  .now = { "reward", "update@a", "queries@a" },
	  .seen = { "trainer", "show", "split" },
	  .role = "Two of them on the same coins are a controlled experiment.",
	  .paper = "ours" },
	{ .word = "transfer", .also = { "interference", "shared features" },
	  .text = "What a reward on one prompt does to another one that shares weights with it. Transfer: the other "
		  "needs the same token where its features are the same, and becomes likelier. Interference: it needs "
		  "another token there, and what the rewarded one gains is taken from it. Prompts with features of "
		  "their own have neither. blame says whose responses moved a likelihood.",
	  .formula = "from x' to x: the row x' of blame likelihood[x], first order",
	  .now = { "features", "likelihood[#]", "base[#]" },
	  .seen = { "blame" },
	  .role = "Why a prompt can rise or fall without a reward of its own.",
	  .paper = "ours" },
	{ .word = "update", .also = { "step" },
	  .text = "One step of a trainer: draw a batch of prompts and responses, ask for rewards, turn them into "
		  "advantages, add up the gradient, move the weights once.",
	  .formula = "g = mean of A_i grad log p(y_i | x, y_1..y_i-1)",
	  .now = { "update", "queries", "batch" },
	  .seen = { "step", "continue", "panel console" },
	  .role = "Time's unit; what it costs in queries differs between trainers.",
	  .paper = "[MHE26, sec. 3]" },
	{ 0 },
};
