/* Reading conditions, by recursive descent:
 *
 *     or         := and { '||' and }
 *     and        := not { '&&' not }
 *     not        := '!' not | '(' or ')' | comparison
 *     comparison := METRIC OP NUMBER | METRIC OP 'alpha' | METRIC 'changed' | EVENT */
#include "run/expr.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/given.h"
#include "base/num.h"
#include "base/xalloc.h"
#include "run/expr-node.h"

/* Two characters before one: ">=" is not ">". */
static const struct operator {
	const char *text;
	enum op op;
} operators[] = {
	{ ">=", OP_LEAST }, { "<=", OP_MOST }, { "==", OP_EQUAL },
	{ "!=", OP_OTHER }, { ">", OP_ABOVE }, { "<", OP_BELOW },
};
enum { OPERATORS = sizeof operators / sizeof operators[0], NODES_MOST = 500, DEPTH_MOST = 50 };

struct parser {
	const struct session *s;
	const char *at;
	struct expr *x;
	int depth;
	struct err *e;
};

static int parse_or(struct parser *p);

static void skip_blanks(struct parser *p)
{
	while (ascii_is_space(*p->at))
		p->at++;
}

static bool take(struct parser *p, const char *word)
{
	skip_blanks(p);
	if (strncmp(p->at, word, strlen(word)) != 0)
		return false;
	p->at += strlen(word);
	return true;
}

/* The same, where nothing follows that would make it another word. */
static bool take_word(struct parser *p, const char *word)
{
	size_t n = strlen(word);

	skip_blanks(p);
	return !(strncmp(p->at, word, n) == 0 && (ascii_is_word(p->at[n]) || p->at[n] == '_')) && take(p, word);
}

/* Bytes of a word that is no metric: up to a blank or an operator, at least one byte unless the text ends. */
static size_t word_bytes(const char *at)
{
	size_t n = strcspn(at, " \t\r\n\v\f&|()!<>=");

	return n > 0 || *at == '\0' ? n : 1;
}

/* `got "ten"`, or `got the end`. */
static const char *got_here(struct parser *p, char to[GIVEN_TEXT + 8])
{
	char got[GIVEN_TEXT];

	skip_blanks(p);
	if (*p->at == '\0')
		strcpy(to, "got the end");
	else
		snprintf(to, GIVEN_TEXT + 8, "got \"%s\"", given_bytes(got, p->at, word_bytes(p->at)));
	return to;
}

/* Adds a node; -1 with a reason when there are too many. */
static int add_node(struct parser *p, const struct node *node)
{
	struct expr *x = p->x;

	if (x->n == NODES_MOST) {
		err_set(p->e, "a condition has at most %d comparisons and operators", NODES_MOST);
		return -1;
	}
	x->node = xresize(x->node, (size_t)x->n + 1, sizeof *x->node);
	x->node[x->n] = *node;
	return x->n++;
}

/* Whether some value in low..high compares true. */
static bool can_be_true(enum op op, double value, double low, double high)
{
	switch (op) {
	case OP_ABOVE:
		return high > value;
	case OP_LEAST:
		return high >= value;
	case OP_BELOW:
		return low < value;
	case OP_MOST:
		return low <= value;
	case OP_EQUAL:
		return low <= value && value <= high;
	case OP_OTHER:
		return low != high || low != value;
	}
	return true;
}

static bool check_range(struct parser *p, const struct node *c, const char *from)
{
	char lows[NUM_TEXT], highs[NUM_TEXT], got[GIVEN_TEXT];
	double low, high;
	size_t n = (size_t)(p->at - from);

	metric_range(p->s, &c->metric, &low, &high);
	if (can_be_true(c->op, c->value, low, high))
		return true;
	given_bytes(got, from, n);
	num_short(lows, low);
	num_short(highs, high);
	if (isinf(high))
		return err_set(p->e, "%s can never be true: %s is %s or more", got, c->metric.metric->name, lows);
	return err_set(p->e, "%s can never be true: %s%s%s lies in %s to %s", got, c->metric.metric->name,
		       c->metric.field ? "." : "",
		       c->metric.field ? c->metric.metric->field[c->metric.field - 1] : "", lows, highs);
}

/* False, with the reason. */
static bool refuse_number(struct parser *p, const char *op, const struct metric_ref *m, const char *word)
{
	char got[GIVEN_TEXT + 8];

	got_here(p, got);
	if (strcmp(word, "alpha") == 0)
		return err_set(p->e, "expected a number after \"%s\", %s: %s is no probability", op, got, m->text);
	return err_set(p->e, "expected a number after \"%s\", %s", op, got);
}

/* A number or, for a probability, the word alpha. */
static bool read_right(struct parser *p, const char *op, struct node *to)
{
	bool good;
	char *word;
	size_t n;

	skip_blanks(p);
	n = strcspn(p->at, " \t\r\n\v\f&|()!<>=");
	word = xstrndup(p->at, n);
	to->alpha = metric_is_probability(&to->metric) && strcmp(word, "alpha") == 0;
	good = to->alpha || num_parse(word, &to->value) || refuse_number(p, op, &to->metric, word);
	free(word);
	p->at += good ? n : 0;
	return good;
}

static const struct operator *take_operator(struct parser *p)
{
	for (int i = 0; i < OPERATORS; i++)
		if (take(p, operators[i].text))
			return &operators[i];
	return NULL;
}

/* A metric without an operator behind it: an event, or something is missing. */
static bool alone(struct parser *p, struct node *c)
{
	const struct metric_ref *m = &c->metric;
	char got[GIVEN_TEXT + 8];

	skip_blanks(p);
	if (m->metric->event && !m->field && *p->at != '=') {
		c->op = OP_ABOVE;
		c->value = 0.0;
		return true;
	}
	if (*p->at == '\0' || strchr("&|)", *p->at))
		return err_set(p->e, "%s is a number, not an event: compare it, such as %s>0.5", m->text, m->text);
	return err_set(p->e, "expected > >= < <= == != or changed after \"%s\", %s", m->text, got_here(p, got));
}

static int parse_comparison(struct parser *p)
{
	struct node c = { .kind = NODE_COMPARE };
	const struct operator *op;
	const char *from;
	size_t n;

	skip_blanks(p);
	from = p->at;
	n = metric_parse(p->s, p->at, &c.metric, p->e);
	if (n == 0)
		return -1;
	p->at += n;
	if (c.metric.set == SET_EACH) {
		err_set(p->e, "%s is a value a prompt: name one prompt, or a set such as out or all", c.metric.text);
		return -1;
	}
	if (take_word(p, "changed")) {
		c.kind = NODE_CHANGED;
		return add_node(p, &c);
	}
	op = take_operator(p);
	if (!op)
		return alone(p, &c) ? add_node(p, &c) : -1;
	c.op = op->op;
	if (!read_right(p, op->text, &c) || (!c.alpha && !check_range(p, &c, from)))
		return -1;
	return add_node(p, &c);
}

static int parse_not_or_group(struct parser *p)
{
	struct node not = { .kind = NODE_NOT };
	char got[GIVEN_TEXT + 8];
	int inner;

	if (++p->depth > DEPTH_MOST) {
		err_set(p->e, "a condition has at most %d parentheses and ! within each other", DEPTH_MOST);
		return -1;
	}
	if (take(p, "!")) {
		not.left = parse_not_or_group(p);
		p->depth--;
		return not.left < 0 ? -1 : add_node(p, &not);
	}
	if (!take(p, "(")) {
		p->depth--;
		return parse_comparison(p);
	}
	inner = parse_or(p);
	p->depth--;
	if (inner >= 0 && !take(p, ")")) {
		err_set(p->e, "expected \")\", %s: a parenthesis is not closed", got_here(p, got));
		return -1;
	}
	return inner;
}

/* One or more of `next` with `word` between them. */
static int parse_list(struct parser *p, const char *word, enum node_kind kind, int (*next)(struct parser *))
{
	int left = next(p);

	while (left >= 0 && take(p, word)) {
		struct node both = { .kind = kind, .left = left, .right = next(p) };
		left = both.right < 0 ? -1 : add_node(p, &both);
	}
	return left;
}

static int parse_and(struct parser *p)
{
	return parse_list(p, "&&", NODE_AND, parse_not_or_group);
}

static int parse_or(struct parser *p)
{
	return parse_list(p, "||", NODE_OR, parse_and);
}

/* The text without the blanks around it. */
static char *trimmed(const char *text)
{
	size_t n;

	while (ascii_is_space(*text))
		text++;
	n = strlen(text);
	while (n > 0 && ascii_is_space(text[n - 1]))
		n--;
	return xstrndup(text, n);
}

struct expr *expr_parse(const struct session *s, const char *text, struct err *e)
{
	struct expr *x = xcalloc(1, sizeof *x);
	struct parser p = { .s = s, .x = x, .e = e };
	char got[GIVEN_TEXT + 8];

	p.at = x->text = trimmed(text);
	x->root = session_ready(s) ? parse_or(&p) : -1;
	if (!session_ready(s))
		err_set(e, "there is nothing to measure yet: preset or new makes a task");
	skip_blanks(&p);
	if (x->root >= 0 && *p.at == '\0')
		return x;
	if (x->root >= 0 && *p.at == ')')
		err_set(e, "this \")\" closes nothing: a \"(\" is missing");
	else if (x->root >= 0)
		err_set(e, "expected && or ||, %s", got_here(&p, got));
	expr_free(x);
	return NULL;
}
