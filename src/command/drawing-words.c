/* Words of pictures. */
#include "command/drawing-words.h"

#include "base/given.h"

bool drawing_words(const struct args *a, struct drawing_words *to, struct err *e)
{
	int axis = 0, keep = -1;

	if (!args_choice(a, "x", &axis, e) || !args_choice(a, "keep", &keep, e))
		return false;
	*to = (struct drawing_words){ axis == 1, keep == 0 };
	return true;
}

bool drawing_metrics(const struct session *s, const struct args *a, int from, int end, struct metric_ref *m,
		     struct err *e)
{
	char got[GIVEN_TEXT];

	for (int i = from; i < end; i++) {
		size_t n = metric_parse(s, a->word[i], &m[i - from], e);
		if (n == 0)
			return false;
		if (a->word[i][n])
			return err_set(e, "one word is one metric, got \"%s\"", given(got, a->word[i]));
	}
	return true;
}

bool drawing_is(const char *path)
{
	enum figure_format format;

	return drawing_format(path, &format);
}
