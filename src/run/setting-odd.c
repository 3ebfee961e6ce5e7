/* Settings whose values are more than a number or a word: alpha, behavior, clip. */
#include "run/setting.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "core/behave.h"

/* ---- alpha: a likelihood, budget, poly C or floor F; poly:C and floor:F where a blank would end the value */

/* The text behind `name` and blanks or one colon, NULL: `text` does not begin so. */
static const char *behind(const char *text, const char *name)
{
	size_t n = strlen(name), gap;

	if (strncmp(text, name, n) != 0)
		return NULL;
	gap = text[n] == ':' ? 1 : strspn(text + n, " \t");
	return gap > 0 ? text + n + gap : NULL;
}

static bool read_factor(struct config *c, enum alpha_kind kind, const char *text)
{
	double v;

	if (!num_parse(text, &v) || !(v > 0.0))
		return false;
	c->alpha = v;
	c->alpha_kind = kind;
	return true;
}

bool odd_read_alpha(const struct setting *s, struct config *c, int who, const char *text)
{
	const char *poly = behind(text, "poly"), *floor = behind(text, "floor");

	if (poly)
		return read_factor(c, ALPHA_POLY, poly);
	if (floor)
		return read_factor(c, ALPHA_FLOOR, floor);
	if (!setting_read(s, c, who, text))
		return false;
	c->alpha_kind = strcmp(text, s->word) == 0 ? ALPHA_BUDGET : ALPHA_NUMBER;
	return true;
}

bool odd_print_alpha(const struct config *c, int who, struct str *to)
{
	char text[NUM_TEXT];

	(void)who;
	if (c->alpha_kind == ALPHA_POLY || c->alpha_kind == ALPHA_FLOOR)
		str_addf(to, "%s %s", c->alpha_kind == ALPHA_POLY ? "poly" : "floor", num_exact(text, c->alpha));
	return c->alpha_kind == ALPHA_POLY || c->alpha_kind == ALPHA_FLOOR;
}

/* ---- behavior: a word of behave_types, or frozen:FILE */

static int frozen_index(void)
{
	int i = 0;

	while (behave_types[i] && strcmp(behave_types[i]->name, "frozen") != 0)
		i++;
	return behave_types[i] ? i : -1;
}

/* The name stands in replies: no control characters. */
static bool is_name(const char *text)
{
	size_t n = strnlen(text, SETTING_TEXT);

	if (n == 0 || n == SETTING_TEXT)
		return false;
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == 0x7f)
			return false;
	return true;
}

bool odd_read_behavior(const struct setting *s, struct config *c, int who, const char *text)
{
	static const char frozen[] = "frozen:";
	struct trainer_config *t = &c->trainer[who];
	const char *name = text + strlen(frozen);

	if (strncmp(text, frozen, strlen(frozen)) != 0) {
		if (!setting_read(s, c, who, text))
			return false;
		memset(t->frozen, 0, sizeof t->frozen);
		return true;
	}
	if (frozen_index() < 0 || !is_name(name))
		return false;
	t->behavior = frozen_index();
	memset(t->frozen, 0, sizeof t->frozen);
	memcpy(t->frozen, name, strlen(name));
	t->frozen_read = ++c->readings;
	return true;
}

bool odd_print_behavior(const struct config *c, int who, struct str *to)
{
	const struct trainer_config *t = &c->trainer[who];

	if (t->frozen[0])
		str_addf(to, "frozen:%s", t->frozen);
	return t->frozen[0] != '\0';
}

/* ---- clip: a number, off, or inf for weights as they are */

bool odd_read_clip(const struct setting *s, struct config *c, int who, const char *text)
{
	if (strcmp(text, "inf") != 0)
		return setting_read(s, c, who, text);
	c->trainer[who].clip = INFINITY;
	return true;
}

bool odd_print_clip(const struct config *c, int who, struct str *to)
{
	bool endless = isinf(c->trainer[who].clip);

	if (endless)
		str_add(to, "inf");
	return endless;
}
