/* new: a task from settings. */
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/given.h"
#include "base/xalloc.h"
#include "command/assign.h"
#include "command/cmd.h"
#include "command/interp.h"
#include "command/say.h"
#include "run/recipe.h"

static const char *const new_keys[] = { "k", "N", "d", "prompts", "features", "sigma", "seed", "track", "test.size",
					"responses", NULL };
static const char *const new_words[] = { "table", "lock", "repeat", "mixture", "hypercube", NULL };

/* Given here, or by whoever loads the preset that this line stands in. */
static bool is_given(const struct args *a, const char *key)
{
	return args_key(a, key) || interp_overridden(a->interp, setting_of_key(a->command, key, NULL));
}

/* A new kind comes with its own map, unless another is asked for. */
static bool store_kind(struct session *s, const struct args *a, struct err *e)
{
	if (!assign_name(s, a, "task", 0, a->word[0], e))
		return false;
	if (!is_given(a, "features"))
		assign_default(s, a, "features");
	return true;
}

static bool store_keys(struct session *s, const struct args *a, struct err *e)
{
	if (a->n > 0 && !store_kind(s, a, e))
		return false;
	for (int i = 0; i < a->nkeys; i++)
		if (strcmp(a->key[i], "responses") != 0 &&
		    !assign(s, a, setting_of_key(a->command, a->key[i], NULL), 0, a->value[i], e))
			return false;
	return true;
}

/* Token of a letter (a..z, A..Z) or a digit, -1: neither. */
static int token_of(char c)
{
	if (c >= 'a' && c <= 'z')
		return c - 'a';
	if (c >= 'A' && c <= 'Z')
		return c - 'A' + 26;
	return c >= '0' && c <= '9' ? c - '0' : -1;
}

/* The token of `n` bytes: a letter or a digit, or else a number; TASK_TOKENS_MOST when it is larger, -1: neither. */
static int read_token(const char *text, size_t n, bool number)
{
	int token = 0;

	if (!number)
		return token_of(*text);
	for (size_t i = 0; i < n; i++) {
		if (!ascii_is_digit(text[i]))
			return -1;
		if (token < TASK_TOKENS_MOST)
			token = 10 * token + (text[i] - '0');
	}
	return n == 0 ? -1 : token < TASK_TOKENS_MOST ? token : TASK_TOKENS_MOST;
}

static int refuse_token(const char *word, size_t n, int position, const char *text, size_t bytes, bool numbers, int k,
			struct err *e)
{
	char response[GIVEN_TEXT], got[GIVEN_TEXT];

	return err_set(e, "response \"%s\": \"%s\" at t%d is none of the k=%d tokens (%s)", given_bytes(response, word, n),
		       given_bytes(got, text, bytes), position, k,
		       numbers ? "numbers from 0, with - between them" : "a, b, c, .. or 0, 1, 2, ..");
}

/* One response, n bytes: letters, digits, or numbers with - between them. Returns its length, 0 with a reason. */
static int read_response(const char *word, size_t n, int k, uint8_t to[TASK_LENGTH_MOST], struct err *e)
{
	bool numbers = memchr(word, '-', n) != NULL;
	size_t at = 0, bytes;
	int length = 0;

	if (n == 0)
		return err_set(e, "a response is empty: responses=cacacaca,badbadba");
	do {
		int token;
		if (length == TASK_LENGTH_MOST)
			return err_set(e, "a response has at most %d tokens", TASK_LENGTH_MOST);
		for (bytes = !numbers; numbers && at + bytes < n && word[at + bytes] != '-';)
			bytes++;
		token = read_token(word + at, bytes, numbers);
		if (token < 0 || token >= k)
			return refuse_token(word, n, length + 1, word + at, bytes, numbers, k, e);
		to[length++] = (uint8_t)token;
		at += bytes + numbers;
	} while (at < n || (numbers && at == n)); /* behind the last - a token is missing */
	return length;
}

static int count_responses(const char *list)
{
	int n = 1;

	for (; *list; list++)
		n += *list == ',';
	return n;
}

/* y (rows, N) of `responses=cacacaca,badbadba`; NULL with a reason. The first one's length is N. */
static uint8_t *read_responses(const char *list, int k, int *rows, int *N, struct err *e)
{
	uint8_t *y = NULL, one[TASK_LENGTH_MOST];
	char got[GIVEN_TEXT];

	*rows = count_responses(list);
	if (*rows > TASK_PROMPTS_MOST) {
		err_set(e, "a table has at most %d prompts", TASK_PROMPTS_MOST);
		return NULL;
	}
	for (int i = 0; i < *rows; i++) {
		size_t n = strcspn(list, ",");
		int length = read_response(list, n, k, one, e);
		if (i == 0)
			*N = length;
		if (length > 0 && length != *N)
			length = err_set(e, "all responses have one length: \"%s\" has %d token%s, the first %d",
					 given_bytes(got, list, n), length, plural((uint64_t)length), *N);
		if (length == 0) {
			free(y);
			return NULL;
		}
		if (!y)
			y = xcalloc((size_t)*rows * (size_t)*N, 1);
		memcpy(y + (size_t)i * (size_t)*N, one, (size_t)*N);
		list += n + 1;
	}
	return y;
}

/* The responses' own numbers, where nothing else was asked for. */
static bool fit_responses(struct session *s, const struct args *a, int rows, int N, struct err *e)
{
	if (is_given(a, "N") && s->config.N != N)
		return err_set(e, "the responses have %d token%s, N is %d", N, plural((uint64_t)N), s->config.N);
	if (is_given(a, "prompts") && s->config.prompts != rows)
		return err_set(e, "responses: %d, but prompts is %d", rows, s->config.prompts);
	return assign_number(s, a, "N", N, e) && assign_number(s, a, "prompts", rows, e);
}

/* Kinds that need a file, and keys that have no meaning for a kind. */
static bool check_keys(const struct session *s, const struct args *a, struct err *e)
{
	const struct task_type *type = task_types[s->config.kind];
	const char *list = args_key(a, "responses");
	int i = 0;

	while (new_words[i] && strcmp(new_words[i], type->name) != 0)
		i++;
	if (!new_words[i])
		return err_set(e, "the prompts of kind %s come from a file: task load FILE, or name another KIND",
			       type->name);
	if (list && type != &task_table && type != &task_lock)
		return err_set(e, "only a table or a lock has responses of its own: new table responses=%s", list);
	if (type == &task_hypercube && args_key(a, "prompts"))
		return err_set(e, "hypercube lists no prompts: track= says how many are shown, test.size= how many are "
				  "measured");
	return true;
}

static bool make_task(struct session *s, const struct args *a, struct err *e)
{
	const char *list = args_key(a, "responses");
	struct task_data data = { 0 };
	uint8_t *y = NULL;
	int rows, N;
	bool good;

	if (!check_keys(s, a, e) || (list && !(y = read_responses(list, s->config.k, &rows, &N, e))))
		return false;
	data.responses = y;
	good = (!list || fit_responses(s, a, rows, N, e)) &&
	       (!task_types[s->config.kind]->listed || is_given(a, "d") ||
		assign_number(s, a, "d", s->config.prompts, e)) &&
	       session_new_task(s, &data, e);
	free(y);
	return good;
}

/* A prompt file's number of prompts, and its contexts without numbers, are no start for another task. */
static void forget_file(struct session *s, const struct args *a)
{
	if (!session_ready(s) || !s->task->texts)
		return;
	assign_default(s, a, "prompts");
	assign_default(s, a, "d");
}

static bool new_run(struct session *s, const struct args *a, struct err *e)
{
	struct kept kept;

	if (a->n + a->nkeys == 0)
		return err_set(e, "new makes a task: new table k=4 N=8 prompts=6, new lock k=4 N=6 prompts=8, new "
				  "hypercube k=10 N=100 d=32, or another kind (help new)");
	settings_keep(s, &kept);
	forget_file(s, a);
	if (!settings_settle(s, &kept, store_keys(s, a, e) && make_task(s, a, e)))
		return false;
	assign_default(s, a, "pretrain.skip"); /* its prompts were those of the task before */
	if (!s->in_preset)
		s->preset[0] = '\0';
	recipe_start_new(s, args_key(a, "responses"));
	say_summary(s);
	return true;
}

const struct command cmd_new = {
	.name = "new", .synopsis = "new [KIND] [k= N= d= prompts= features= sigma= seed= responses=Y,..]",
	.summary = "make a task, with a uniform base model",
	.help = "Listed prompts: table, lock and repeat. Fresh ones in every update: mixture and\n"
		"hypercube. explain KIND says more. What is not given stays as it is, but a KIND\n"
		"has its own features unless features= names others. responses= pins y* of a\n"
		"table or a lock, one a prompt. seed= is the task's. Trainers start anew.",
	.example = { "new lock k=4 N=6 prompts=8 seed=3", "new table k=4 responses=abab,cdcd,dddd" },
	.group = GROUP_SETUP, .moves = true, .max = 1, .takes_keys = true, .complete = { COMPLETE_WORDS }, .words = new_words,
	.prefix = "task.", .keys = new_keys, .run = new_run,
};
