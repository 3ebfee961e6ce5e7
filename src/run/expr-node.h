/* The tree of a condition: a flat array of nodes, children before their parents. For the two files of expr.h. */
#ifndef OUTPOST_RUN_EXPR_NODE_H
#define OUTPOST_RUN_EXPR_NODE_H

#include "run/metric.h"

enum node_kind { NODE_OR, NODE_AND, NODE_NOT, NODE_COMPARE };
enum op { OP_ABOVE, OP_LEAST, OP_BELOW, OP_MOST, OP_EQUAL, OP_OTHER };

struct node {
	enum node_kind kind;
	int left, right; /* indices of nodes; NOT has a left only */
	/* COMPARE */
	struct metric_ref metric;
	enum op op;
	double value;
};

struct expr {
	char *text;
	struct node *node; /* (n) */
	int n, root;
};

#endif
