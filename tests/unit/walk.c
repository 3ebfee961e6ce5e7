/* Commands by chance. */
#include "walk.h"

#include <inttypes.h>
#include <stdio.h>

#include "unit.h"

/* ---- Chance */

/* Below n. */
static unsigned draw(uint64_t *chance, unsigned n)
{
	*chance = *chance * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (unsigned)(*chance >> 33) % n;
}

static const char *pick(uint64_t *chance, const char *const *of, unsigned n)
{
	return of[draw(chance, n)];
}

#define PICK(chance, of) pick(chance, of, sizeof(of) / sizeof(of)[0])

/* ---- What they begin with */

static const char *const starts[WALK_STARTS] = {
	"preset barrier",
	"preset support",
	"preset lock",
	"preset barrier seed=3 batch=16 task.seed=5 alpha=\"poly 3\"",
	"new table k=3 N=4 prompts=5",
	"new mixture k=3 N=3 d=4 prompts=3 test.size=8; pretrain 4",
	"new hypercube k=2 N=3 d=3 track=6 test.size=8; pretrain 3 batch=8",
	"new repeat k=3 N=3 prompts=4",
	"new lock k=3 N=3 prompts=4 seed=9",
	"task load sums.tsv; pretrain 6 skip=file",
	"preset barrier; pretrain 2 lr=.3",
	"preset support; base uniform; base save w.mat; set behavior frozen:w.mat",
	"preset lock; pretrain 3 skip=none; base uniform; seed 4",
	"new mixture k=3 N=3 d=4 prompts=3 test.size=8; new table k=2 N=3 prompts=4 d=6 features=position; pretrain 1",
};

static void write_files(void)
{
	play_file("sums.tsv", "1+1\t2 .\n2+2\t4 .\t2\n3+9\t2 1\t1\tskip\n");
}

/* ---- Settings */

static const char *const of_trainers[] = {
	"lr .05", "lr .3", "lr 1", "batch 8", "batch 16", "batch 33", "behavior onpolicy", "behavior alg1",
	"behavior alg2", "behavior mixture", "behavior eps", "behavior best-of-m", "behavior uniform",
	"behavior teacher", "m auto", "m 4", "m 9", "behavior.eps .4", "code pm1", "code 01", "baseline mean",
	"baseline off", "clip 2", "clip inf", "clip off", "optimizer sgd", "optimizer sgd-adaptive",
	"optimizer adagrad", "iterate average", "iterate random", "iterate last", "reward process",
	"reward outcome", "behavior frozen:w.mat",
};
static const char *const of_nobody[] = {
	"alpha .01", "alpha budget", "alpha poly 2", "alpha floor 3", "alpha.token .2", "budget 500",
	"budget none", "budget 20k", "query.count all", "query.count prefix", "count.off seen", "count.off every",
	"test.every 3", "test.every 7", "eps .3", "eps .05", "pretrain.lr .25", "pretrain.steps 7",
	"tokens digits", "threads 2", "plot ascii",
};
static const char *const whose[] = { "", "", " @a", " @b", " @ab" };
static const char *const trainers[] = {
	"trainer @b", "trainer process @b", "trainer process lr=.4 batch=12 @a",
	"trainer outcome baseline=mean code=pm1 @b", "trainer process behavior=alg2 m=3 @b",
	"trainer process behavior=alg1 m=auto @a", "trainer outcome iterate=average @ab",
};

static void add_setting(uint64_t *chance, struct str *to)
{
	if (draw(chance, 3) > 0)
		str_addf(to, "set %s%s", PICK(chance, of_trainers), PICK(chance, whose));
	else
		str_addf(to, "set %s", PICK(chance, of_nobody));
}

/* ---- Time, marks, breaks */

static void add_move(uint64_t *chance, struct str *to)
{
	static const char *const words[] = { "step", "back", "goto" };
	unsigned most = draw(chance, 6) == 0 ? 45 : 9;
	const char *word = PICK(chance, words), *at = PICK(chance, whose);

	str_addf(to, "%s %u%s", word, 1 + draw(chance, most), at);
}

static void add_mark(uint64_t *chance, struct str *to)
{
	static const char *const marks[] = {
		"mark here", "mark there", "mark here @a", "mark x.1 @b", "marks forget there", "goto here",
		"goto there @a", "goto run1", "goto run2", "goto run3 @b", "goto previous", "goto next @b",
	};

	str_add(to, PICK(chance, marks));
}

static void add_stop(uint64_t *chance, struct str *to)
{
	static const char *const stops[] = {
		"break queries>=400", "break likelihood[0]>.5 once", "break discovery", "break offsupport[1] once @b",
		"break err<.4 or likelihood[2] < 1e-3 @a", "watch likelihood[1]", "watch err<.5 @a", "watch queries @ab",
		"on 1 do inspect 0; info state", "on 2 do prompts out", "on 1 do", "ignore 1 3", "ignore 2 1", "disable 1",
		"enable 1", "disable 2", "delete 2", "undo", "undo", "redo",
	};

	str_add(to, PICK(chance, stops));
}

static void add_rest(uint64_t *chance, struct str *to)
{
	switch (draw(chance, 6)) {
	case 0:
		str_addf(to, "continue until update>=%u%s", 1 + draw(chance, 40), PICK(chance, whose));
		break;
	case 1:
		str_add(to, PICK(chance, trainers));
		break;
	case 2:
		str_addf(to, "seed %u", 1 + draw(chance, 3));
		break;
	case 3:
		str_addf(to, "reset%s", PICK(chance, whose));
		break;
	case 4:
		str_add(to, draw(chance, 2) ? "fork @a->@b" : "fork @b->@a");
		break;
	default:
		str_add(to, "step phase; inspect 1");
	}
}

static void type_it(struct play *p, struct str *line, struct str *typed)
{
	type(p, str_text(line));
	str_addf(typed, "%s\n", str_text(line));
	str_clear(line);
}

void walk(struct play *p, unsigned n, struct str *typed)
{
	enum { COMMANDS = 30 };
	uint64_t chance = n * 977 + 5;
	struct str line = { 0 };

	write_files();
	str_addf(&line, "set threads 1; %s", starts[n % WALK_STARTS]);
	type_it(p, &line, typed);
	for (int i = 0; i < COMMANDS; i++) {
		unsigned kind = draw(&chance, 10);
		if (kind < 4)
			add_move(&chance, &line);
		else if (kind < 7)
			add_setting(&chance, &line);
		else if (kind == 7)
			add_mark(&chance, &line);
		else if (kind == 8)
			add_stop(&chance, &line);
		else
			add_rest(&chance, &line);
		type_it(p, &line, typed);
	}
	str_done(&line);
}

void walk_failed(const char *typed, const char *then, const char *why)
{
	fprintf(stderr, "%s\n%s\n%s\n", typed, then, why);
	fail_msg("%s", why);
}
