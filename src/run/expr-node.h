/* The tree of a condition: a flat array of nodes, children before their parents. For the two files of expr.h. */
#ifndef OUTPOST_RUN_EXPR_NODE_H
#define OUTPOST_RUN_EXPR_NODE_H

#include "run/metric.h"

enum node_kind { NODE_OR, NODE_AND, NODE_NOT, NODE_COMPARE, NODE_CHANGED };
enum op { OP_ABOVE, OP_LEAST, OP_BELOW, OP_MOST, OP_EQUAL, OP_OTHER };

/* What a metric was after an update. */
struct noted {
	bool known;
	uint64_t update;
	double value;
};

struct node {
	enum node_kind kind;
	int left, right; /* indices of nodes; NOT has a left only */
	struct metric_ref metric; /* COMPARE, CHANGED */
	enum op op;               /* COMPARE          */
	double value;             /* .. with this, or ..           */
	bool alpha;               /* .. with the support line as it is set then */
	struct noted noted[TRAINERS]; /* CHANGED, of the trainer that is trained */
};

struct expr {
	char *text;
	struct node *node; /* (n) */
	int n, root;
};

#endif
