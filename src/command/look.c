/* The panels of the screen by name. */
#include "command/look.h"

#include <stdio.h>
#include <string.h>

#include "base/given.h"
#include "base/near.h"
#include "base/str.h"

const struct look_panel look_table[] = {
	{ "prompts", 1, "prompts", { NULL }, "every prompt: base and now, hits, support, worst token",
	  FRAME_PROMPTS | FRAME_STATUS, look_prompts },
	{ "curve", 2, "likelihood", { "plot" }, "what is plotted: ends, extremes, where it crossed alpha and .9, ten points",
	  FRAME_CURVE | FRAME_STATUS, look_curve },
	{ "tokens", 3, "tokens", { NULL }, "the selected prompt: every next token at every position",
	  FRAME_PROMPTS | FRAME_TOKENS, look_tokens },
	{ "samples", 4, "newest samples", { NULL }, "its responses of the last update", FRAME_SAMPLES | FRAME_STATUS,
	  look_samples },
	{ "console", 5, "console", { NULL }, "what was typed and answered", 0, look_console },
	{ "lesson", 6, "lesson", { NULL }, "the page of the lesson: text, questions, answers", FRAME_LESSON, look_lesson },
	{ "quantile", 7, "likelihood quantile", { "lq" }, "LQ(eps) and its token-level form, base and now, with their cost",
	  FRAME_QUANTILES | FRAME_STATUS, look_quantile },
	{ "watches", 8, "watches and breaks", { "breaks" }, "every break and watch: state, hits, values",
	  FRAME_STOPS | FRAME_STATUS, look_stops },
	{ "queries", 9, "queries", { NULL }, "what was paid: queries, hits, budget",
	  FRAME_PROMPTS | FRAME_STATUS | FRAME_SCALES, look_queries },
	{ "ladder", 10, "support ladder", { "support" }, "the prompts between k^-N and 1, and which are below alpha",
	  FRAME_PROMPTS | FRAME_STATUS | FRAME_LADDER, look_ladder },
	{ "inspect", 0, "inspect", { NULL }, "the verdict on the selected prompt", FRAME_PROMPTS | FRAME_TOKENS | FRAME_SPREAD,
	  look_inspect },
	{ "positions", 0, "token by token", { NULL }, "its correct response, with the running p0", FRAME_PROMPTS | FRAME_TOKENS,
	  look_positions },
	{ "next", 0, "next token", { NULL }, "all tokens at the selected position, and what was paid there",
	  FRAME_PROMPTS | FRAME_TOKENS | FRAME_SAMPLES | FRAME_STATUS, look_next },
	{ "sample", 0, "sample", { NULL }, "the selected response of the last update: rewards, advantages, what became of it",
	  FRAME_SAMPLES | FRAME_PATH | FRAME_STATUS, look_sample },
};
const int look_count = sizeof look_table / sizeof *look_table;

/* ---- names */

static bool is_named(const struct look_panel *l, const char *text)
{
	char number[16];

	snprintf(number, sizeof number, "%d", l->number);
	if (l->number > 0 && strcmp(number, text) == 0)
		return true;
	for (int i = 0; i < 2 && l->also[i]; i++)
		if (strcmp(l->also[i], text) == 0)
			return true;
	return strcmp(l->word, text) == 0 || strcmp(l->name, text) == 0;
}

/* What of its names begins so, NULL: none. */
static const char *beginning(const struct look_panel *l, const char *text)
{
	size_t n = strlen(text);

	return strncmp(l->word, text, n) == 0 ? l->word : strncmp(l->name, text, n) == 0 ? l->name : NULL;
}

static void refuse(const char *text, struct err *e)
{
	const char *near = near_find(text, look_table, look_count, sizeof *look_table);
	struct str list = { 0 };
	char got[GIVEN_TEXT];

	for (int i = 0; i < look_count; i++)
		str_addf(&list, "%s%s", i ? ", " : "", look_table[i].word);
	if (near)
		err_set(e, "no panel \"%s\". did you mean: %s?", given(got, text), near);
	else
		err_set(e, "no panel \"%s\": a number, or one of %s", given(got, text), str_text(&list));
	str_done(&list);
}

/* The only one that begins so. */
static const struct look_panel *find_beginning(const char *text, struct err *e)
{
	const struct look_panel *found = NULL;
	struct str all = { 0 };
	char got[GIVEN_TEXT];
	int n = 0;

	for (int i = 0; i < look_count && *text; i++) {
		const char *name = beginning(&look_table[i], text);
		if (!name)
			continue;
		found = &look_table[i];
		str_addf(&all, "%s%s", n++ ? ", " : "", name);
	}
	if (n == 0)
		refuse(text, e);
	else if (n > 1)
		err_set(e, "\"%s\" is ambiguous: %s", given(got, text), str_text(&all));
	str_done(&all);
	return n == 1 ? found : NULL;
}

const struct look_panel *look_find(const char *text, struct err *e)
{
	for (int i = 0; i < look_count; i++)
		if (is_named(&look_table[i], text))
			return &look_table[i];
	return find_beginning(text, e);
}
