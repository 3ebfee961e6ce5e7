/* Neighbours of training by rewards: the laws that it is compared with. */
#include "command/glossary.h"

const struct gloss glossary_align[] = {
	{ .word = "best-of-n", .also = { "bon", "win rate", "d_n" },
	  .text = "Draw n responses and keep the one of the highest reward, of equals one at random. Its KL is at "
		  "most log n - (n-1)/n, and that only where no two responses are alike in reward and none is "
		  "likely; with outcome rewards, of two values, it is less. d_n estimates it from the best ones drawn: e is the "
		  "probability of all responses with the reward of the one that was kept, for ties count together. "
		  "Win rate: how often it is better than one response, ties being half.",
	  .formula = "P(r <= v) = F(v)^n, F of the policy; d_n = (1-e)^n (log n + (n-1) log(1-e) - (n-1)/n) + "
		     "(1-(1-e)^n) log((1-(1-e)^n)/e)",
	  .now = { "likelihood[#]" },
	  .seen = { "bon", "tilt", "frontier" },
	  .role = "More reward without training, at the price of n responses each time.",
	  .paper = "[Beirami et al. 2024]" },
	{ .word = "frontier",
	  .text = "The most reward that a law of responses can have for each KL from the base model: that of the tilt, "
		  "from the base model's own at beta inf to the highest there is at beta 0. It rises ever more slowly, "
		  "by beta for a nat. No trainer is above it, and no best-of-n; where the reward has two values, "
		  "best-of-n is on it.",
	  .formula = "max over p with KL(p || q) <= K of E_p r; its slope is beta",
	  .now = { "likelihood[#]", "base[#]" },
	  .seen = { "frontier", "tilt", "bon" },
	  .role = "How far a trainer is from the most that its KL could buy.",
	  .paper = "[Yang et al. 2024]" },
	{ .word = "loglik", .also = { "sharpening" },
	  .text = "A reward of tilt and bon: the log-likelihood of the response under the base model, without any "
		  "oracle. Tilted to it, the base model becomes its own power, sharper than it was: as beta goes to "
		  "0 only the response that it finds most likely is left, right or wrong.",
	  .formula = "r(y) = log q0(y|x); tilted, q0(y|x)^(1 + 1/beta) / Z",
	  .now = { "base[#]", "likelihood[#]" },
	  .seen = { "tilt", "bon", "frontier" },
	  .role = "It shows what can be had without knowing y*.",
	  .paper = "ours" },
	{ .word = "tilt", .also = { "tilted", "KL-regularised optimum", "beta" },
	  .text = "Of all laws of a response, the one with the highest expected reward less beta times the KL from "
		  "the policy: each response gains by the exponential of its reward. No other law of that KL has more "
		  "reward, so training with a KL penalty ends there at best. It need not be in reach of the "
		  "weights, which share scores among prompts and positions. With outcome rewards it leaves alone "
		  "what comes behind a wrong token, and best-of-n is a tilt, of another beta for each prompt.",
	  .formula = "p(y) = q(y) e^(r(y)/beta) / Z; outcome: p(y*) = L (1+E) / (1 + E L), L = q(y*|x), E = e^(1/beta) - 1",
	  .now = { "likelihood[#]", "base[#]" },
	  .seen = { "tilt", "bon", "frontier" },
	  .role = "The most reward that there is for a given KL.",
	  .paper = "[Yang et al. 2024]" },
	{ 0 },
};
