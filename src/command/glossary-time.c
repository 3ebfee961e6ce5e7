/* Breaks, places in time, what is kept, two trainers side by side. */
#include "command/glossary.h"

const struct gloss glossary_time[] = {
	{ .word = "branch", .also = { "future", "run1" },
	  .text = "Another future. Who goes back and changes a setting is on a new timeline from there on, and the "
		  "old future stays as a mark, run1 and so on.",
	  .formula = "none, it is a place in time",
	  .now = { "update" },
	  .seen = { "back", "marks", "goto" },
	  .role = "What if, without losing what was.",
	  .paper = "ours" },
	{ .word = "break", .also = { "breaks", "stop", "breakpoint", "BREAK", "once" },
	  .text = "A condition at which continue stops. It is looked at after every update: a comparison stops when "
		  "it becomes true, so that continue goes on from there; what names an event of an update "
		  "(offsupport, discovery) stops whenever it happens. once: it goes after its first stop. Each "
		  "trainer makes it true by itself; of two that run together both stop. step heeds none.",
	  .formula = "stops after t when it holds at t and not at t - 1; an event, when it holds at t",
	  .now = { "update", "queries", "likelihood[#]" },
	  .seen = { "break", "info", "panel watches" },
	  .role = "It stops a run at the moment that matters.",
	  .paper = "ours" },
	{ .word = "changed",
	  .text = "In a condition, behind a metric: its value is not what it was after the update before. "
		  "likelihood[5] changed is true after nearly every update, reach[5] changed only when a longer "
		  "prefix than ever was rewarded. Of a metric that had no value before it is false. expect looks at "
		  "one moment and takes no changed.",
	  .formula = "v after update t != v after update t-1",
	  .now = { "reach[#]" },
	  .seen = { "break", "watch" },
	  .role = "It finds the update that did something.",
	  .paper = "ours" },
	{ .word = "fork", .kind = "a command",
	  .text = "A copy of a trainer, with its past, in place of the other one.",
	  .formula = "none, it is a copy",
	  .now = { "update" },
	  .seen = { "fork", "split" },
	  .role = "One setting changed from there on: fork; set lr 1 @b.",
	  .paper = "ours" },
	{ .word = "hash",
	  .text = "A fingerprint of everything an update changes: weights, optimizer, counters. Equal hashes mean "
		  "equal states, bit for bit, on one machine and build, for any number of threads: info state.",
	  .formula = "none, equal hashes tell equal states",
	  .now = { "update", "threads" },
	  .seen = { "info", "expect" },
	  .role = "expect hash shows that a course leads to the same state.",
	  .paper = "ours" },
	{ .word = "ignore", .also = { "disable", "enable" },
	  .text = "ignore 2 5: break 2 does not stop the next five times, and counts them as hits all the same. "
		  "disable leaves a break or a watch in the list, without effect until enable. The number behind "
		  "continue is that of a break, never a count.",
	  .formula = "none, it is a count",
	  .seen = { "ignore", "disable", "enable", "info" },
	  .role = "It passes over what is known, and stops at the next.",
	  .paper = "ours" },
	{ .word = "keyframe", .also = { "keyframes" },
	  .text = "A state that is kept whole, so that back and goto need not make a run from its beginning: they "
		  "take the keyframe in front of the place and make the rest again. There are fewer of them the "
		  "longer a run is.",
	  .formula = "none, it is a copy",
	  .now = { "update" },
	  .seen = { "back", "goto", "save" },
	  .role = "Moving in time takes milliseconds; run files hold them.",
	  .paper = "ours" },
	{ .word = "log.samples", .kind = "a setting",
	  .text = "Whether run files hold every response that is drawn, with its reward and likelihoods: large.",
	  .formula = "none, it is a switch",
	  .now = { "log.samples" },
	  .seen = { "set", "save" },
	  .role = "For other programs: the table sample of a run file.",
	  .paper = "ours" },
	{ .word = "mark", .also = { "marks" },
	  .text = "A name for a place in time: timeline and update. mark makes one; a first discovery, reset, seed "
		  "new, trainer and a branch make their own.",
	  .formula = "none, it is a name",
	  .now = { "update", "queries" },
	  .seen = { "mark", "marks", "goto" },
	  .role = "goto leads back to it, bit for bit.",
	  .paper = "ours" },
	{ .word = "onerror", .kind = "a setting",
	  .text = "What a script does behind a command that failed: stop, or continue with the next line. Presets "
		  "always stop.",
	  .formula = "none, it is a choice",
	  .now = { "onerror" },
	  .seen = { "set", "source" },
	  .role = "The exit status is 3 either way.",
	  .paper = "ours" },
	{ .word = "repeat", .kind = "a setting",
	  .text = "Whether an empty line repeats what was typed last, where that was step, continue, back or the "
		  "like: the prompt then says again.",
	  .formula = "none, it is a switch",
	  .now = { "repeat" },
	  .seen = { "set" },
	  .role = "Enter, Enter, Enter is update by update.",
	  .paper = "ours" },
	{ .word = "split", .also = { "side by side", "SPLIT" },
	  .text = "Trainers A and B side by side, from the same base model, on the same prompts and coins. Commands of "
		  "time are for both then, and go by rounds: who has asked fewer queries (sync queries) or made fewer "
		  "updates (sync updates) goes on until it has caught up; where they have the same, each makes one "
		  "update. With sync off they take turns. back takes rounds back. only shows and steps one; the other "
		  "one stays.",
	  .formula = "none, it is a view",
	  .now = { "split", "sync" },
	  .seen = { "split", "only" },
	  .role = "Two settings on the same prompts and chances.",
	  .paper = "ours" },
	{ .word = "sync", .kind = "a setting",
	  .text = "What split trainers have the same of. queries: a step advances the one that has asked less until "
		  "it has caught up. updates: both make one. off: each by itself.",
	  .formula = "queries: A and B are at most one update's queries apart",
	  .now = { "sync", "queries@a", "update@a" },
	  .seen = { "split", "set" },
	  .role = "Equal queries are the fair comparison.",
	  .paper = "ours" },
	{ .word = "timeline",
	  .text = "What a trainer did, update by update: spans of settings and the states on the way. A trainer "
		  "stands somewhere on it, at its end or back in time, and what lies ahead of it stays.",
	  .formula = "state(t) = f(task, base model, seed, spans, t)",
	  .now = { "update", "seed" },
	  .seen = { "info", "back", "marks" },
	  .role = "update 15 of 40: 25 updates lie ahead, and step goes through them again.",
	  .paper = "ours" },
	{ .word = "undo", .also = { "redo" },
	  .text = "Takes back what commands did to settings, breaks and watches, the newest first; help undo lists "
		  "these commands. Settings hold from the next update on, as ever. It never moves time (back does) and "
		  "touches no weight. A break that went by itself, being for once, stays away. A new task has nothing "
		  "to undo.",
	  .formula = "none, it is a list of changes",
	  .now = { "update" },
	  .seen = { "undo", "redo", "history" },
	  .role = "Settings come back; time does not move.",
	  .paper = "ours" },
	{ .word = "watch", .also = { "watches" },
	  .text = "A metric or a condition whose value is said whenever time has moved: watch 3 likelihood[5]: "
		  "3.6e-10 -> 2.9e-10 *. In front of the arrow is what was said the last time, * marks that it has "
		  "changed. Where there are two trainers both have a value, A and B. It stops nothing.",
	  .formula = "old -> new *, where it has changed",
	  .now = { "likelihood[#]", "worst[#]" },
	  .seen = { "watch", "info", "panel watches" },
	  .role = "A value is said without being asked for.",
	  .paper = "ours" },
	{ 0 },
};
