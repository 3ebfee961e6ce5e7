/* Tasks, feature maps, and where random numbers come from. */
#include "command/glossary.h"

const struct gloss glossary_task[] = {
	{ .word = "coin", .also = { "coins", "random number" },
	  .text = "A random number with an address: seed, purpose, update, response, attempt, position. It is looked "
		  "up, not consumed, so that any update can be made again, in any order and by any number of "
		  "threads, and A and B meet the same prompts and chances.",
	  .formula = "Threefry 4x32-20 of key (seed) and counter (position / 4, response, update, purpose and "
		     "attempt)",
	  .now = { "seed", "threads" },
	  .seen = { "info", "back", "fork" },
	  .role = "back, goto and rcontinue are exact by it; what you look at uses coins of its own and disturbs "
		  "nothing.",
	  .paper = "ours" },
	{ .word = "d", .kind = "a setting",
	  .text = "The length of a context x, in numbers. Contexts of a listed task are one-hot, so there it is the "
		  "number of prompts.",
	  .formula = "x in R^d",
	  .now = { "d", "prompts" },
	  .seen = { "new", "task" },
	  .role = "Weights: d k of the context, in markov and position.",
	  .paper = "[MHE26, sec. 1, sec. 4]" },
	{ .word = "features", .also = { "feature map" },
	  .text = "What a score of a next token is a sum of: the policy trains one weight for each feature. Maps are "
		  "markov, position and lock; own is what the kind of task comes with, a prompt file brings "
		  "templates. Which prompts learn from each other is decided here.",
	  .formula = "log p(y | x, prefix) = <w, phi(x, prefix, y)> - log of the sum over tokens",
	  .now = { "features", "task" },
	  .seen = { "new", "task", "margin" },
	  .role = "What shares features learns together, and gets in each other's way.",
	  .paper = "[MHE26, sec. 1, Assumption 2.1]" },
	{ .word = "file", .kind = "a task", .also = { "prompt file" },
	  .text = "A task whose prompts, responses, weights and features come from a prompt file: text, shown as "
		  "text.",
	  .formula = "y* as the file has it",
	  .now = { "task", "features", "prompts" },
	  .seen = { "task", "preset" },
	  .role = "Own prompts, and real ones: preset addition.",
	  .paper = "ours" },
	{ .word = "hypercube", .kind = "a task",
	  .text = "A task whose prompts are drawn: every number of a context is +1 or -1, a fair coin each. Every "
		  "update sees fresh prompts. x0, x1, .. on the screen are prompts that were drawn once (track says "
		  "how many); fresh ones count under none of them, so their hits stay 0.",
	  .formula = "x uniform on {-1, +1}^d",
	  .now = { "d", "track", "test.size" },
	  .seen = { "new", "task", "pretrain" },
	  .role = "The task of Figure 2b: preset authors-lq.",
	  .paper = "[MHE26, sec. 4, Figure 2b]" },
	{ .word = "lock", .kind = "a task",
	  .text = "A task of combination locks, the hard case of the paper's lower bounds: listed prompts with "
		  "random responses. Its features give every prompt and position weights of their own. From a "
		  "uniform base model outcome rewards find a response after k^N queries on average, process rewards "
		  "with algorithm 2 after N k.",
	  .formula = "y*_j(x_i) uniform over the k tokens, independent",
	  .now = { "k", "N", "prompts", "features" },
	  .seen = { "new", "task" },
	  .role = "Nothing that is learned helps elsewhere: costs are those of the lower bounds.",
	  .paper = "[MHE26, sec. 5, 5.3-5.5]" },
	{ .word = "lock", .kind = "a feature map",
	  .text = "A weight for each prompt, position and token: nothing is shared, so nothing is learned by "
		  "accident. Its margin is known.",
	  .formula = "score of y = w[x, i, y]; gamma^2 = k / ((k-1) N prompts)",
	  .now = { "features", "gamma" },
	  .seen = { "new", "margin" },
	  .role = "The map of the lower bounds; presets lock and worst-token.",
	  .paper = "[MHE26, 5.3-5.5]" },
	{ .word = "markov", .kind = "a feature map", .also = { "transition", "transitions" },
	  .text = "The feature map of the experiments: a weight for each number of the context and token, and one "
		  "for each pair of a token and the one before it. Prompts share the transitions.",
	  .formula = "score of y = (x' W1)_y + W2(y, y_i-1)",
	  .now = { "features", "d", "k" },
	  .seen = { "new", "base", "blame" },
	  .role = "Shared transitions carry what one prompt learns to others, for better and worse: preset "
		  "interference.",
	  .paper = "[MHE26, sec. 4]" },
	{ .word = "mixture", .kind = "a task",
	  .text = "A task whose prompts are drawn: a centre, chosen evenly, plus noise, scaled to length sqrt(d). "
		  "Every update sees fresh prompts. x0, x1, .. on the screen are the centres without noise; a fresh "
		  "prompt counts under its own centre.",
	  .formula = "x = sqrt(d) (e_c + noise) / |e_c + noise|, |noise| <= sigma",
	  .now = { "prompts", "sigma", "test.size" },
	  .seen = { "new", "task" },
	  .role = "The task of Figure 1: preset authors.",
	  .paper = "[MHE26, sec. 4, Figure 1]" },
	{ .word = "own", .kind = "a feature map",
	  .text = "The value of features that leaves the choice to the task: markov for table, mixture and "
		  "hypercube, lock for lock and repeat, templates for a file.",
	  .formula = "none, it is a choice",
	  .now = { "features", "task" },
	  .seen = { "new", "task" },
	  .role = "new with a kind goes back to it.",
	  .paper = "ours" },
	{ .word = "position", .kind = "a feature map",
	  .text = "A feature map: a score is the sum of a weight of context and token and one of position and token. "
		  "The tokens of a response are then independent, given the prompt. All prompts share the weights of "
		  "a position.",
	  .formula = "score of y at position i = (x' W1)_y + P_iy",
	  .now = { "features", "d", "N" },
	  .seen = { "new", "base" },
	  .role = "Right tokens behind a wrong one are not worth less there: no token changes the next one's law.",
	  .paper = "ours" },
	{ .word = "prompts", .kind = "a setting",
	  .text = "How many prompts are listed, or how many centres a mixture has.",
	  .formula = "none, it is a number",
	  .now = { "prompts", "d" },
	  .seen = { "new", "task", "prompts" },
	  .role = "A batch is shared out among them: the more there are, the rarer each is met.",
	  .paper = "[MHE26, sec. 4]" },
	{ .word = "repeat", .kind = "a task",
	  .text = "A task of listed prompts whose response is one token, all a or all b, N times over: a fair coin a "
		  "prompt. Its features share nothing, so a prompt that pre-training has not seen stays at k^-N. And "
		  "yet two guesses are right on every prompt: a low likelihood alone does not make a task hard.",
	  .formula = "y*(x) = (B, .., B), B one of the first two tokens",
	  .now = { "k", "N", "prompts", "features" },
	  .seen = { "new", "task" },
	  .role = "It shows that a low quantile alone is not hardness: repeat.op.",
	  .paper = "[MHE26, 5.5]" },
	{ .word = "seed",
	  .text = "Two seeds. task.seed: truth, contexts, pre-training and test prompts. seed: the prompts and "
		  "responses that trainers draw. A random number is found by seed, update, response and position, so "
		  "a run repeats exactly and trainers A and B meet the same prompts and numbers.",
	  .formula = "coin = Threefry(seed; purpose, update, response, attempt, position)",
	  .now = { "seed", "task.seed" },
	  .seen = { "seed", "show", "info" },
	  .role = "Other seeds, other luck: a story that holds for one of them is none.",
	  .paper = "ours" },
	{ .word = "sigma", .kind = "a setting",
	  .text = "How far a context of a mixture lies from its centre at most, before all are scaled to length "
		  "sqrt(d).",
	  .formula = "noise normal with sd sigma, its norm clipped to sigma",
	  .now = { "sigma" },
	  .seen = { "new", "task" },
	  .role = "With 0 the prompts are the centres themselves.",
	  .paper = "[MHE26, sec. 4]" },
	{ .word = "table", .kind = "a task",
	  .text = "A task with listed prompts. Contexts are one-hot unless a file brought them: a prompt has its own "
		  "row of weights, and shares only the transitions between tokens with the others. That sharing is "
		  "how training on one prompt raises or lowers another.",
	  .formula = "x_i = e_i; y* pinned, or greedy under W*",
	  .now = { "prompts", "k", "N" },
	  .seen = { "new", "task" },
	  .role = "The small task to look at: presets barrier and support.",
	  .paper = "ours" },
	{ .word = "task",
	  .text = "What is to be learned: prompts, one correct response each, and features. table, lock and repeat "
		  "list their prompts, mixture and hypercube draw fresh ones, file reads them. The command task "
		  "prints it or loads a file.",
	  .formula = "none, it is one of the kinds",
	  .now = { "task", "k", "N", "prompts" },
	  .seen = { "new", "task", "preset" },
	  .role = "Everything starts anew with a new one.",
	  .paper = "[MHE26, sec. 1]" },
	{ .word = "task.seed", .kind = "a setting",
	  .text = "The seed of the task: truth, contexts, the batches of pre-training, test prompts. new seed= and "
		  "preset seed= set it.",
	  .formula = "as of seed, with purposes of its own",
	  .now = { "task.seed", "seed" },
	  .seen = { "new", "preset", "task" },
	  .role = "Another one is another task.",
	  .paper = "ours" },
	{ .word = "template", .also = { "templates", "feature template", "bag" },
	  .text = "A prompt file has a line a prompt: prompt TAB response, its tokens with blanks between, and if "
		  "wanted TAB weight TAB skip. FILE.template beside it says what its features look at, one template "
		  "a line: y[-1] and y[-2], the tokens before; i, the position; x[i], x[i+1], x[-i], x[3], x[-1], "
		  "elements of the prompt at that position, beside it, counted from its end, or fixed; bag, each of "
		  "them. Parts in one line have to come together. Elements are words when some prompt has a blank, "
		  "else characters. Each value that some prompt shows has a weight for every token, and all prompts "
		  "that show it share it.",
	  .formula = "score of y = sum over templates of w[their value here][y]",
	  .now = { "features", "pretrain.skip" },
	  .seen = { "task", "panel prompts" },
	  .role = "They decide which prompts learn from each other.",
	  .paper = "[MHE26, sec. 1]" },
	{ .word = "test.every", .kind = "a setting",
	  .text = "Updates from one measure of err on the test prompts to the next. A listed task's err is exact at "
		  "every update.",
	  .formula = "err after updates 0, e, 2e, ..",
	  .now = { "test.every", "err" },
	  .seen = { "set", "plot", "export" },
	  .role = "Conditions on err can become true at these updates only.",
	  .paper = "[MHE26, sec. 4]" },
	{ .word = "test.size", .kind = "a setting",
	  .text = "Test prompts of a task that draws its prompts: drawn once from task.seed, never trained on as "
		  "such.",
	  .formula = "err = mean over them of 1 - p(y*|x)",
	  .now = { "test.size", "err" },
	  .seen = { "new", "lq", "hist" },
	  .role = "err, LQ and hist are over them; LQ(eps) needs well over 1/eps.",
	  .paper = "[MHE26, sec. 4]" },
	{ .word = "track", .kind = "a setting",
	  .text = "Prompts of a hypercube that are drawn once and then looked at: x0, x1, .. on the screen. The "
		  "centres of a mixture, and listed prompts, are tracked all of them.",
	  .formula = "none, it is a number",
	  .now = { "track" },
	  .seen = { "new", "prompts" },
	  .role = "It is what is shown, not what is trained on.",
	  .paper = "ours" },
	{ 0 },
};
