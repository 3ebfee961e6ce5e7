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
	{ .word = "alg1", .also = { "algorithm 1", "best of m" },
	  .text = "A behavior for outcome rewards, Algorithm 1 of the paper: one response of the policy as it is; if it "
		  "is wrong, up to m more, each from the base model or uniform by a fair coin, until one is right. "
		  "The right one is reinforced with advantage 1; without one the prompt counts 0. Every response "
		  "that is tested costs a query. What the base model shows once in 1/LQ responses is found, at that "
		  "price: m auto. No code pm1, baseline or clip.",
	  .formula = "queries a response: 1 + (1-p) (1 - (1-c)^m) / c,  c = q0(y*|x)/2 + k^-N/2",
	  .now = { "behavior", "m", "tries", "base[#]" } },
	{ .word = "alg2", .also = { "algorithm 2" },
	  .text = "A behavior for process rewards, Algorithm 2 of the paper: one response of the policy as it is, "
		  "tested whole. If it is wrong, a walk from the first position: up to m tokens, each from the base "
		  "model or uniform, one query each, until one is right; then the next position. It is stuck where "
		  "none is. The right prefix is reinforced with advantage 1. Even from uniform draws it needs about "
		  "N k queries a response, where whole responses need k^N. No code pm1, baseline or clip.",
	  .formula = "q of a draw = q0(y_i | ..)/2 + 1/(2k);  tries at a right prefix: 1/q on average, at most m",
	  .now = { "behavior", "m", "tries", "worst[#]" } },
	{ .word = "allwrong", .also = { "allright" },
	  .text = "allwrong counts the prompts whose responses in the last update were all wrong, allright "
		  "those whose responses were all right; allwrong[5] is 1 when x5 is one of them. Without a "
		  "baseline and with rewards 0 or 1 an all-wrong prompt teaches outcome rewards nothing: every "
		  "reward is 0. After 20 such updates in a row the prompt has stalled.",
	  .now = { "allwrong", "allright", "allwrong[#]" } },
	{ .word = "alpha", .also = { "line" },
	  .text = "The support line: a prompt or a response whose likelihood under the base model is below "
		  "alpha counts as outside the support. It is a choice, not a wall in the model. alpha "
		  "budget is 1 / budget: what the base model shows less than once, on average, in as many "
		  "samples as there are queries to spend. poly C is a polynomial in the length, floor F a multiple "
		  "of uniform guessing. Moving alpha relabels everything at once and changes no training.",
	  .formula = "OUT!  when  q0(y|x) < alpha;  poly C: N^-C;  floor F: F k^-N",
	  .now = { "alpha", "budget", "base[#]" } },
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
		  "finite task or fresh from a generator, and one response drawn by its behavior.",
	  .now = { "batch", "responses" } },
	{ .word = "behavior",
	  .also = { "behaviour", "on-policy", "off-policy", "onpolicy", "frozen", "uniform", "teacher", "best-of-m" },
	  .text = "What the responses of an update are drawn from. onpolicy: the policy as it is. frozen: the base "
		  "model, or a saved one (frozen:FILE). uniform: 1/k each token. mixture: base model or uniform, "
		  "one fair coin a response. eps: the policy, each token uniform with probability behavior.eps. "
		  "best-of-m: up to m tokens a position until one is right; it keeps the last and goes on. teacher: "
		  "y* itself. See alg1 and alg2. Off-policy the mean update has q in the place of p: see clip.",
	  .formula = "y ~ q(y | x); expected update: q(y*|x) grad log p(y*|x) for outcome rewards 0 and 1",
	  .now = { "behavior", "m", "behavior.eps", "tries" } },
	{ .word = "blame", .also = { "first order", "remainder" },
	  .text = "Which tokens of the last update's responses moved a likelihood. Scores are linear in the weights, "
		  "and the step is a sum over the tokens, so the first-order change of log p splits among them "
		  "exactly; the remainder is what steps of that length bend. Tokens are added up by the prompt of "
		  "their response and by transition: x1 b->c, token c after b. Prompts that share features move "
		  "each other: raising the rivals of a token lowers it.",
	  .formula = "sum over tokens of A_i (z(y_i) - E_p z) / divisor,  z: scores under D grad log p(y*|x)",
	  .now = { "likelihood[#]", "gradnorm", "optimizer" } },
	{ .word = "break", .also = { "breaks", "stop", "breakpoint" },
	  .text = "A condition at which continue stops. It is looked at after every update: a comparison stops when it "
		  "becomes true, so that continue goes on from there; what names an event of an update (offsupport, "
		  "discovery) stops whenever it happens. once: it goes after its first stop. Each trainer makes it "
		  "true by itself; of two that run together both stop. step heeds none.",
	  .formula = "stops after t when it holds at t and not at t - 1;  an event, when it holds at t",
	  .now = { "update", "queries", "likelihood[#]" } },
	{ .word = "budget",
	  .text = "The reward queries to spend. continue stops when a trainer first reaches it, and may be "
		  "told to go on. With alpha budget it also sets the support line: 1 / budget.",
	  .formula = "alpha = 1 / budget", .now = { "budget", "queries" } },
	{ .word = "changed",
	  .text = "In a condition, behind a metric: its value is not what it was after the update before. "
		  "likelihood[5] changed is true after nearly every update, reach[5] changed only when a longer "
		  "prefix than ever was rewarded. Of a metric that had no value before it is false. expect looks at one moment "
		  "and takes no changed.",
	  .formula = "v after update t != v after update t-1", .now = { "reach[#]" } },
	{ .word = "clip", .also = { "importance", "importance weight", "weight", "zeta" },
	  .text = "Importance weights make up for responses that are not drawn from the policy itself: what is "
		  "reinforced is multiplied by p/q, of the whole response for outcome rewards, of the prefix for "
		  "process rewards, clipped to 1/clip .. clip. off: no weights. inf: not clipped, unbiased, and often "
		  "useless: one response in very many outweighs all others. A note says when the standard deviation "
		  "on a prompt is above 100 times the mean; weightvar is the variance.",
	  .formula = "min( max( p(y|x) / q(y|x), 1/clip ), clip );  weightvar = mean of (p/q)^2 under q, - 1",
	  .now = { "clip", "behavior", "weightvar[#]" } },
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
		  "LQ. m auto follows it. (The key eps of trainer is another one: behavior.eps.)",
	  .now = { "eps", "lq[.1]", "m" } },
	{ .word = "err", .also = { "error", "test error" },
	  .text = "Test error: one minus the mean probability of the correct response. Exact over all "
		  "listed prompts, by weight; for a task that draws its prompts it is over test.size prompts "
		  "drawn once, every test.every updates. iterate says of which weights.",
	  .formula = "err = 1 - mean of p(y*|x)", .now = { "err", "test.size", "test.every" } },
	{ .word = "features", .also = { "feature map", "markov" },
	  .text = "What a score of a next token is a sum of: the policy trains one weight for each feature. "
		  "markov: context with token, and token before with token. position: context with token, "
		  "and position with token. lock: prompt and position together with token, so that nothing "
		  "is shared. Which prompts learn from each other is decided here. A prompt file brings "
		  "its own templates; own is what the kind of task comes with.",
	  .formula = "log p(y | x, prefix) = <w, phi(x, prefix, y)> - log of the sum over tokens",
	  .now = { "features", "task" } },
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
	{ .word = "hypercube",
	  .text = "A task whose prompts are drawn: every number of a context is +1 or -1, a fair coin each. "
		  "Every update sees fresh prompts. x0, x1, .. on the screen are prompts that were drawn "
		  "once (track says how many); fresh ones count under none of them, so their hits stay 0.",
	  .now = { "d", "track", "test.size" } },
	{ .word = "ignore", .also = { "disable", "enable" },
	  .text = "ignore 2 5: break 2 does not stop the next five times, and counts them as hits all the same. "
		  "disable leaves a break or a watch in the list, without effect until enable. The number behind "
		  "continue is that of a break, never a count." },
	{ .word = "interval", .also = { "95%", "confidence", "estimate", "Clopper-Pearson" },
	  .text = "What n responses say about a likelihood: of c right ones, c / n is the estimate, and the "
		  "interval of Clopper and Pearson holds the likelihood in at least 95 of 100 such draws, "
		  "whatever it is. Without a right one it reaches from 0 to about 3.7 / n: a likelihood "
		  "below about 1 / n reads as 0, and k^-N cannot be told from 1e-6. Of a set of prompts (lq "
		  "sampled, passk) the intervals are so wide that all hold together in 95 of 100 draws: the "
		  "lowest of many estimates is low by selection.",
	  .formula = "P(C >= c | low) = P(C <= c | high) = .025,  C binomial of n", .now = { "base[#]" } },
	{ .word = "iterate", .also = { "average", "random iterate" },
	  .text = "Which weights likelihood and err speak of. last: the present ones. random: those of an update so "
		  "far, each as likely as another; the exact mean of the measure over all of them, and what the "
		  "theorems are about. average: the measure at the mean of those weights. It changes what is "
		  "reported, never what is trained; token, entropy, kl, quantiles, hist, passk and snr are always of the "
		  "last weights, and say so.",
	  .formula = "random: (1/T) sum over t < T of p_w_t(y*|x);  average: p at (1/T) sum over t < T of w_t",
	  .now = { "iterate", "update", "likelihood[#]", "err" } },
	{ .word = "kl",
	  .text = "How far the policy has moved from the base model on a prompt: the divergence of the two "
		  "laws over whole responses, in nats, exact. 0 at update 0.",
	  .formula = "KL(p || q0) = sum over y of p(y|x) log( p(y|x) / q0(y|x) )", .now = { "kl[#]" } },
	{ .word = "ladder", .also = { "support ladder" },
	  .text = "All prompts on one axis of likelihood, from k^-N, a uniform guess, up to 1. Each stands on the rung that the "
		  "base model gives it (o), those outside the support below the dotted line alpha; training moves its "
		  "letter (A, B) up to 1 or away from it. Where not all rungs fit, the last two rows count the prompts in "
		  "each column, # from ten on. // parts k^-N from an axis that would have no room for it.",
	  .now = { "alpha", "base[#]", "likelihood[#]" } },
	{ .word = "learned", .also = { "forgot", "forgotten" },
	  .text = "A prompt is learned when its likelihood comes up to .9, and forgotten when it falls below a tenth of "
		  "p0: shared weights move prompts without a reward of their own. The metrics learned and forgot count "
		  "the prompts to which that has happened in the last update, so as conditions they hold after that "
		  "update only: continue until forgot[2].",
	  .formula = "learned: p < .9, then p >= .9;  forgot: p >= p0/10, then p < p0/10",
	  .now = { "learned", "forgot", "likelihood[#]", "base[#]" } },
	{ .word = "lesson",
	  .text = "A story in pages, told in the prompt: read, do, predict, observe, say why. What a page shows is computed "
		  "as it is shown. Predictions are locked before the run that answers them, and stand beside what happened; "
		  "play leaves a lesson for a while and next comes back to the exact place. lesson lists them." },
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
	{ .word = "lock",
	  .text = "A task of combination locks, the hard case of the paper's lower bounds: listed prompts with "
		  "random responses. Its features give every prompt and position weights of their own, so "
		  "nothing that is learned helps anywhere else. From a uniform base model outcome rewards "
		  "find a response after k^N queries on average, process rewards with algorithm 2 after N k.",
	  .now = { "k", "N", "prompts", "features" } },
	{ .word = "m",
	  .text = "How often best-of-m, alg1 and alg2 try before they give up. auto takes it from the base model, "
		  "anew when that or eps changes. alg1: the reciprocal of LQ(eps), at most k^N. alg2 and best-of-m: "
		  "so many tokens a position that all N right ones are found with probability 1 - eps/2, for all but "
		  "an eps share of the prompts; one draw of alg2 is right with probability 1/(2a) or more, "
		  "one of best-of-m, at first, with TLQ(eps).",
	  .formula = "alg1: min(1/LQ, k^N);  alg2: 2 a log(2N/eps), a = min(1/TLQ, k);  best-of-m: log(2N/eps)/TLQ",
	  .now = { "m", "behavior", "eps", "lq[.1].base" } },
	{ .word = "margin", .also = { "gamma", "separable", "not separable", "certificate" },
	  .text = "How clearly some direction of the weights tells right from wrong: along every y*, the right "
		  "token's features stand above each wrong one's by gamma or more, features scaled so that the "
		  "longest has norm 1. margin proves it from both sides: weights that reach the lower bound, and "
		  "a combination of inequalities that none can beat. Not separable: such a combination is 0, "
		  "and the prompts in it block each other. Needed by every scale, as 1/gamma^2.",
	  .formula = "gamma = max over |w| = 1 of min over x, i, y of <w, phi(.., y*_i) - phi(.., y)> / R",
	  .now = { "gamma", "features", "prompts", "N" } },
	{ .word = "mistakes", .also = { "mistake", "mistake bound" },
	  .text = "What online counts: a round whose prompt the present policy would have got wrong. Expected: the "
		  "exact sum of 1 - p(y*|x) over the rounds; sampled: with one response a round. The mistake "
		  "bounds say how many there are in all, up to constants and logs: bound prints them.",
	  .formula = "k^N / gamma^2 with uniform behavior;  any learner, hardest tasks: k^N / (N gamma^2)",
	  .now = { "k", "N" } },
	{ .word = "mixture",
	  .text = "A task whose prompts are drawn: a centre, chosen evenly, plus noise, scaled to length "
		  "sqrt(d). Every update sees fresh prompts. x0, x1, .. on the screen are the centres "
		  "without noise; a fresh prompt counts under its own centre. (For the behavior of this "
		  "name see behavior.)",
	  .now = { "prompts", "sigma", "test.size" } },
	{ .word = "off", .also = { "offsupport", "off-support" },
	  .text = "Sampled responses outside the base model's support: their base likelihood is below "
		  "alpha. Most of them are simply wrong. OUT! at t7 names the first token at which the "
		  "running base likelihood falls below the line. Tasks with count.off seen count them only "
		  "in the update that is looked at.",
	  .formula = "q0(y_1..y_i | x) < alpha for some i", .now = { "offsupport", "alpha", "count.off" } },
	{ .word = "online", .also = { "online learning", "adversarial" },
	  .text = "Prompts arrive one at a time, and each one that the present policy would get wrong is a "
		  "mistake. With uniform responses a reward comes once in k^N rounds, and about 1 / gamma^2 "
		  "of them are needed; no learner makes fewer than one N-th of that. The adversary sends "
		  "the prompt with the lowest p(y*|x). online T plays it, from the base model and beside "
		  "the trainers.",
	  .formula = "mistakes: O~(k^N / gamma^2), at least k^N / (N gamma^2); each round w += eta r grad log p(y*|x)",
	  .now = { "k", "N" } },
	{ .word = "optimizer", .also = { "adagrad", "sgd", "sgd-adaptive", "adaptive" },
	  .text = "How a gradient moves the weights. adagrad: each weight has its own shrinking step; the "
		  "gradient is the mean over batch and positions. sgd: a plain step; the gradient is the "
		  "mean over the batch of the sum over positions, as in the theorems. sgd-adaptive: each "
		  "response's gradient g has a step of its own, eta, and lr is not asked; R is the largest norm "
		  "of a feature vector.",
	  .formula = "adagrad: a += g^2;  w -= lr g / (sqrt(a) + 1e-10).  sgd: w -= lr g.  sgd-adaptive: "
		     "eta = 1/(4 R^2 + 2 |g|^2)",
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
	{ .word = "pass@k", .also = { "passk", "pass@1", "coverage" },
	  .text = "The chance that at least one of k responses is right. Its mean over the prompts and the "
		  "LQ curve are two views of one law: with F the share of prompts at or below a likelihood "
		  "(the curve's cdf), 1 - pass@n is the mean of F at U, the smallest of n uniform random "
		  "numbers. With k = 3/LQ(eps) responses pass@k is at least .95 - eps. From c right of n "
		  "responses the second formula estimates it without bias.",
	  .formula = "1 - pass@n = mean of (1-p)^n = integral of n (1-u)^(n-1) F(u) du;  1 - C(n-c,k) / C(n,k)",
	  .now = { "likelihood[#]", "lq[.1]" } },
	{ .word = "phase", .also = { "phases", "apply" },
	  .text = "One of the four parts of an update, which step phase does one by one: sample draws the batch, "
		  "reward asks the oracle, gradient adds up what each token is reinforced with, apply moves the "
		  "weights and counts the queries. Only apply changes anything; step does the phases that are "
		  "left. Four phases and one step give the same bits. Another setting in between gives the update "
		  "in progress up.",
	  .now = { "update", "batch" } },
	{ .word = "policy",
	  .text = "The model that answers: for a prompt x and the tokens so far, a softmax over the k next "
		  "tokens, linear in the weights. What it sees of the tokens so far is a state, one of finitely "
		  "many (of the features markov: the token before), so a prompt is a Markov chain. Prompts whose "
		  "features meet share weights.",
	  .formula = "p(y_i | x, state) = softmax of the scores;  markov: W1'x + W2 column of y_i-1",
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
	{ .word = "position",
	  .text = "A feature map: a score is the sum of a weight of context and token and one of position "
		  "and token. The tokens of a response are then independent, given the prompt. All "
		  "prompts share the weights of a position.",
	  .formula = "score of y at position i = (x' W1)_y + P_iy", .now = { "features" } },
	{ .word = "prompt", .also = { "context", "x" },
	  .text = "A context x with one correct response y*. x0, x1, .. are the tracked ones: all prompts "
		  "that are listed (table, lock, repeat, a file), the centres of a mixture, some that were drawn once for a "
		  "hypercube. Prompts of a table share nothing but the transitions between tokens.",
	  .now = { "prompts", "d" } },
	{ .word = "queries", .also = { "query" },
	  .text = "Calls of the reward function, the clock of every comparison here. Outcome: one a "
		  "response. Process: one a token, up to and with the first wrong one (query.count "
		  "prefix), or all N (query.count all). A behavior that asks while it draws (alg1, alg2, "
		  "best-of-m) pays for every try. Updates are a poor clock: one costs a process "
		  "trainer several times the queries of an outcome trainer.",
	  .formula = "process, prefix: 1 + sum over i < N of P(first i tokens right), on average a response",
	  .now = { "queries", "update", "query.count", "budget" } },
	{ .word = "query.count",
	  .text = "What a response with process rewards costs. prefix: a prefix reward that is 0 stays 0, "
		  "so nothing behind the first wrong token is asked. all: every one of the N tokens is "
		  "asked. A whole response that outcome rewards look at costs one query either way.",
	  .formula = "prefix: index of the first wrong token, or N;  all: N",
	  .now = { "query.count", "queries" } },
	{ .word = "reach",
	  .text = "Tokens of the longest prefix of a prompt that has been rewarded so far. Process rewards pay every "
		  "right prefix, so reach climbs token by token. An outcome is paid for a whole response: 0 until the "
		  "first hit, then N; the same of alg1. best-of-m and alg2 ask about each token that they keep, whatever "
		  "the reward.",
	  .formula = "reach[i] = the largest t with r(x_i, y_1..y_t) = 1 so far",
	  .now = { "reach[#]", "hits[#]", "N" } },
	{ .word = "repeat",
	  .text = "A task of listed prompts whose response is one token, all a or all b, N times over: a "
		  "fair coin a prompt. Its features share nothing, so a prompt that pre-training has not "
		  "seen stays at k^-N. And yet two guesses are right on every prompt: a low likelihood "
		  "alone does not make a task hard. (The setting repeat is about empty lines.)",
	  .formula = "y*(x) = (B, .., B), B one of the first two tokens", .now = { "k", "N", "prompts", "features" } },
	{ .word = "reward",
	  .text = "What is asked about a response: outcome, one answer for the whole of it; process, one "
		  "answer for each prefix. Every call is a query.",
	  .now = { "reward", "code", "query.count" } },
	{ .word = "sample", .also = { "response" },
	  .text = "One response drawn token by token from the policy. + wholly correct, - wrong, and where "
		  "first. The command sample draws some to look at: they cost no queries and change "
		  "nothing.",
	  .now = { "responses", "rewarded" } },
	{ .word = "scale", .also = { "scales", "bound", "query scale", "rounds" },
	  .text = "What a theorem says of rounds or queries without the constants and logs that it hides: right "
		  "in its powers, not in its number. bound prints them beside the run: near is within 3x, below "
		  "and above are outside of that. A round is one prompt met; an update is a batch of them. At "
		  "least: no trainer can do with less on the hardest tasks, whose prompts share nothing; others "
		  "may be easier. The theorems' trainer is sgd-adaptive, code 01, w = 0 or the base at first.",
	  .formula = "mixture m/(gamma^2 eps);  alg1 (m + 1/eps)/gamma^2;  alg2 (N a + 1/eps)/gamma^2",
	  .now = { "eps", "lq[.1].base", "tlq[.1].base", "queries" } },
	{ .word = "seed", .also = { "task.seed" },
	  .text = "Two seeds. task.seed: truth, contexts, pre-training and test prompts. seed: the prompts "
		  "and responses that trainers draw. A random number is found by seed, update, response "
		  "and position, so a run repeats exactly and trainers A and B meet the same prompts and "
		  "numbers.",
	  .now = { "seed", "task.seed" } },
	{ .word = "snr", .also = { "signal", "noise", "signal to noise" },
	  .text = "The length of the mean gradient against the spread of one response's gradient about it. "
		  "For outcome rewards it falls as the root of p(y*|x): below the support the mean is "
		  "there, and drowned. Process rewards pay on the way, and keep it. Rewards of +-1 double "
		  "the mean and let every wrong response push. A batch of B has sqrt(B) times the ratio.",
	  .formula = "snr = |E g| / sqrt(E |g - E g|^2) = sqrt(p / (1 - p)) for outcome rewards 0 and 1",
	  .now = { "likelihood[#]", "batch", "code" } },
	{ .word = "split", .also = { "sync", "only" },
	  .text = "Trainers A and B side by side, from the same base model, on the same prompts and coins. Commands of "
		  "time are for both then, and go by rounds: who has asked fewer queries (sync queries) or made fewer "
		  "updates (sync updates) goes on until it has caught up; where they have the same, each makes one update. "
		  "With sync off they take turns. back takes rounds back. only shows and steps one; the other one stays.",
	  .now = { "split", "sync", "queries", "update" } },
	{ .word = "stalled", .also = { "dry", "stall", "no reward" },
	  .text = "A prompt stalls when 20 updates in a row have asked about it and rewarded none of its responses. "
		  "Updates that draw no response to it do not count. It is an event, of the twentieth update alone; the "
		  "first one of a trainer is said, with 1/p0: the samples that the base model takes for one right "
		  "response, on average. More updates, process rewards, or another prompt that is learned and shares "
		  "weights can end it.",
	  .formula = "allwrong[i] in 20 updates that asked", .now = { "stalled", "hits[#]", "reach[#]", "base[#]" } },
	{ .word = "state", .also = { "ready", "run", "paused", "end", "status", "BREAK" },
	  .text = "The last word of the screen's status line. READY: nothing was trained yet. RUN 4/s or "
		  "RUN max: a run is going, at that speed. PAUSED: it is not. END: the budget of queries "
		  "is spent; continue goes on all the same. BREAK 2: break 2 stopped it, and nothing has moved since. "
		  "DISCOVERY x5: the first correct response to a prompt outside the support has just been sampled. "
		  "STALLED x5: 20 updates in a row had no reward for it.",
	  .now = { "update", "queries", "budget" } },
	{ .word = "strip", .also = { "heat strip" },
	  .text = "All positions of a response in one row, where a panel has no room for each of them: the fuller a cell, the "
		  "likelier its token. With more positions than cells (min of 3) a cell has the least likely of several, for "
		  "a barrier is one token. Below it > is the selected position, ! is where the support ends, and the "
		  "rarest token has its name.",
	  .now = { "worst[#]" } },
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
	{ .word = "template", .also = { "templates", "feature template", "prompt file", "bag" },
	  .text = "A prompt file has a line a prompt: prompt TAB response, its tokens with blanks between, and if "
		  "wanted TAB weight TAB skip. FILE.template beside it says what its features look at, one "
		  "template a line: y[-1] and y[-2], the "
		  "tokens before; i, the position; x[i], x[i+1], x[-i], x[3], x[-1], elements of the prompt at "
		  "that position, beside it, counted from its end, or fixed; bag, each of them. Parts in one "
		  "line have to come together. Elements are words when some prompt has a blank, else "
		  "characters. Each value that some prompt shows has a weight for every token, and all prompts "
		  "that show it share it.",
	  .formula = "score of y = sum over templates of w[their value here][y]",
	  .now = { "pretrain.skip" } },
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
	{ .word = "tries", .also = { "try", "stuck" },
	  .text = "Queries that were asked while one response was drawn: best-of-m, alg1 and alg2 test what they draw "
		  "and try again. The samples panel shows them for each response, the metric their mean in the last "
		  "update. stuck at t4: none of the m tokens tried there was right, so alg2 ends the response in "
		  "front of it.",
	  .now = { "tries", "m", "queries" } },
	{ .word = "undo", .also = { "redo" },
	  .text = "Takes back what commands did to settings, breaks and watches, the newest first; help undo lists "
		  "these commands. Settings hold from the next update on, as ever. It never moves time (back does) and "
		  "touches no weight. A break that went by itself, being for once, stays away. A new task has nothing "
		  "to undo." },
	{ .word = "update", .also = { "step" },
	  .text = "One step of a trainer: draw a batch of prompts and responses, ask for rewards, turn "
		  "them into advantages, add up the gradient, move the weights once.",
	  .formula = "g = mean of A_i grad log p(y_i | x, y_1..y_i-1)",
	  .now = { "update", "queries", "batch" } },
	{ .word = "watch", .also = { "watches" },
	  .text = "A metric or a condition whose value is said whenever time has moved: watch 3 likelihood[5]: "
		  "3.6e-10 -> 2.9e-10 *. In front of the arrow is what was said the last time, * marks that it has "
		  "changed. Where there are two trainers both have a value, A and B. It stops nothing.",
	  .now = { "likelihood[#]", "worst[#]" } },
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
