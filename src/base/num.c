/* Reading checks the word's shape by hand, because strtod() also takes blanks, hex, inf and nan; a suffix moves
 * the decimal exponent rather than multiplying, so that 1.001k is 1001 and not 1000.9999999999999. */
#include "base/num.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

/* A word taken apart: `mantissa` bytes of sign, digits and point; then the exponent of ten, suffix included. */
struct number {
	size_t mantissa;
	long exponent;
	bool whole; /* no sign and no point, neither in the exponent */
};

static size_t digits(const char *at)
{
	return strspn(at, "0123456789");
}

/* Adds the power of ten that a suffix stands for. */
static bool suffix(const char *at, long *exponent)
{
	static const struct {
		const char *text;
		long exponent;
	} list[] = {{"", 0}, {"k", 3}, {"M", 6}, {"%", -2}};
	size_t i;

	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		if (strcmp(at, list[i].text) == 0) {
			*exponent += list[i].exponent;
			return true;
		}
	return false;
}

static bool take_apart(const char *word, struct number *n)
{
	/* Far beyond any double, and far from overflow when a suffix is added. */
	const long far = 100000000;
	const char *at = word;
	size_t before, after = 0;

	*n = (struct number){.whole = true};
	if (*at == '-') {
		n->whole = false;
		at++;
	}
	before = digits(at);
	at += before;
	if (*at == '.') {
		n->whole = false;
		after = digits(++at);
		at += after;
	}
	if (before + after == 0)
		return false;
	n->mantissa = (size_t)(at - word);
	if (*at == 'e' || *at == 'E') {
		const char *sign = ++at;

		if (*at == '-' || *at == '+') {
			n->whole = false;
			at++;
		}
		if (!digits(at))
			return false;
		n->exponent = strtol(sign, NULL, 10); /* saturates */
		n->exponent = n->exponent > far ? far : n->exponent < -far ? -far : n->exponent;
		at += digits(at);
	}
	return suffix(at, &n->exponent);
}

bool num_parse(const char *word, double *value)
{
	struct str text = {0};
	struct number n;
	double v;

	if (!take_apart(word, &n))
		return false;
	str_add_bytes(&text, word, n.mantissa);
	str_addf(&text, "e%ld", n.exponent);
	v = strtod(text.text, NULL);
	str_done(&text);
	if (!isfinite(v))
		return false;
	*value = v;
	return true;
}

bool num_parse_count(const char *word, uint64_t *value)
{
	struct number n;
	uint64_t v = 0;
	size_t i;

	if (!take_apart(word, &n) || !n.whole || n.exponent < 0)
		return false;
	for (i = 0; i < n.mantissa; i++)
		if (__builtin_mul_overflow(v, 10, &v) ||
			__builtin_add_overflow(v, (uint64_t)(word[i] - '0'), &v))
			return false;
	for (; v && n.exponent > 0; n.exponent--)
		if (__builtin_mul_overflow(v, 10, &v))
			return false;
	*value = v;
	return true;
}

char *num_count(char to[NUM_TEXT], uint64_t n)
{
	char plain[NUM_TEXT];
	int len, i, at = 0;

	len = snprintf(plain, sizeof(plain), "%" PRIu64, n);
	for (i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			to[at++] = ',';
		to[at++] = plain[i];
	}
	to[at] = '\0';
	return to;
}

char *num_amount(char to[NUM_TEXT], double v)
{
	const double huge = 1e15; /* from here on the digits are longer than they are worth */
	double whole = rint(fabs(v));
	char count[NUM_TEXT];

	if (isnan(v))
		strcpy(to, "-");
	else if (whole >= huge)
		snprintf(to, NUM_TEXT, "%.1e", v);
	else
		snprintf(to, NUM_TEXT, "%s%.32s", v < 0 && whole > 0 ? "-" : "",
			num_count(count, (uint64_t)whole));
	return to;
}

/* exp(lp) with `places` digits behind the point, by way of its decimal logarithm: the exponent may lie far outside a
 * double's. */
static void tiny(char to[NUM_TEXT], double lp, int places)
{
	double scale = pow(10.0, places), lg = lp / M_LN10, e = floor(lg), m;

	/* Past this no digit of the mantissa is left in the logarithm. */
	if (fabs(lg) > 1e14) {
		strcpy(to, lg < 0 ? "0" : "inf");
		return;
	}
	m = rint(pow(10.0, lg - e + places));
	if (m >= 10.0 * scale) {
		m = scale;
		e += 1.0;
	}
	snprintf(to, NUM_TEXT, "%.*fe%+03.0f", places, m / scale, e);
}

static char *prob(char to[NUM_TEXT], double lp, int decimals, int digits)
{
	if (isnan(lp))
		strcpy(to, "-");
	else if (lp > 1.0 || lp < log(0.01))
		tiny(to, lp, digits);
	else
		snprintf(to, NUM_TEXT, "%.*f", decimals, exp(lp));
	return to;
}

char *num_prob(char to[NUM_TEXT], double lp)
{
	return prob(to, lp, 3, 1);
}

/* Sums of logarithms miss that of 1 by rounding. */
double num_uncertain(double lp)
{
	return lp < -1e-9 && lp > log(.99) ? log(.99) : lp;
}

char *num_prob2(char to[NUM_TEXT], double lp)
{
	return prob(to, num_uncertain(lp), 2, 0);
}

char *num_prob4(char to[NUM_TEXT], double p)
{
	double mille = rint(1000.0 * p);

	if (isnan(p))
		strcpy(to, "-");
	else if (mille >= 1000.0) /* a sum of probabilities may pass 1 by rounding */
		strcpy(to, "1.00");
	else
		snprintf(to, NUM_TEXT, ".%03d", mille > 0.0 ? (int)mille : 0);
	return to;
}

char *num_prob3(char to[NUM_TEXT], double p)
{
	double percent = rint(100.0 * p);

	if (isnan(p))
		strcpy(to, "-");
	else if (percent >= 100.0)
		strcpy(to, "1.0");
	else
		snprintf(to, NUM_TEXT, ".%02d", percent > 0.0 ? (int)percent : 0);
	return to;
}

char *num_token(char to[NUM_TEXT], double lp)
{
	return lp < log(0.0005) ? num_prob(to, lp) : num_prob4(to, exp(lp));
}

char *num_times(char to[NUM_TEXT], double l)
{
	if (l < log(9.95))
		snprintf(to, NUM_TEXT, "%.1f", exp(l));
	else if (l < 34.0) /* e^34 = 5.8e14 */
		num_amount(to, exp(l));
	else
		num_prob(to, l);
	return to;
}

char *num_ratio(char to[NUM_TEXT], double l)
{
	if (!(l >= log(0.01)))
		num_prob(to, l);
	else if (l < log(9.95))
		snprintf(to, NUM_TEXT, "%.2g", exp(l));
	else
		num_times(to, l);
	return to;
}

char *num_signed(char to[NUM_TEXT], double v)
{
	snprintf(to, NUM_TEXT, v == 0.0 ? "0" : "%+.3g", v);
	return to;
}

char *num_line(char to[NUM_TEXT], double l)
{
	char *e, *end;

	if (!(l < log(0.001)) || isinf(l)) {
		snprintf(to, NUM_TEXT, "%.3g", exp(l));
		return to;
	}
	tiny(to, l, 2);
	if (!(e = end = strchr(to, 'e')))
		return to;
	while (end[-1] == '0')
		end--;
	end -= end[-1] == '.';
	memmove(end, e, strlen(e) + 1);
	return to;
}

char *num_exact(char to[NUM_TEXT], double v)
{
	int n;

	if (isnan(v))
		strcpy(to, "");
	else if (v == rint(v) && fabs(v) < 1e15) /* %g writes 100000 as 1e+05 */
		snprintf(to, NUM_TEXT, "%.0f", v);
	else
		for (n = 1; n <= 17; n++) {
			snprintf(to, NUM_TEXT, "%.*g", n, v);
			if (strtod(to, NULL) == v)
				break;
		}
	return to;
}

char *num_short(char to[NUM_TEXT], double v)
{
	if (isnan(v))
		strcpy(to, "-");
	else
		snprintf(to, NUM_TEXT, "%.6g", v + 0.0); /* -0 + 0 is 0 */
	return to;
}
