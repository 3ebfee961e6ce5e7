/* Commands of a lesson: a text behind which the lesson goes on. */
#include <stdlib.h>

#include "base/xalloc.h"
#include "command/interp-own.h"

bool interp_lesson(struct interp *p, const char *text, const char *name, bool hushed, const struct interp_then *then,
		   struct err *e)
{
	struct source *top;

	if (!interp_push(p, INTERP_SCRIPT, text, name, 1, e)) {
		if (then->free)
			then->free(then->self);
		return false;
	}
	top = &p->stack[p->n - 1];
	top->then = *then;
	if (hushed) {
		top->hush = xcalloc(1, sizeof *top->hush);
		hush_begin(top->hush, p->session);
	}
	return true;
}

enum interp_result interp_go_on(struct interp *p)
{
	static const struct cut nothing = { .kind = INTERP_TYPED };
	struct interp_then then = p->stack[p->n - 1].then;
	struct err e;
	bool good;

	p->stack[p->n - 1].then = (struct interp_then){ 0 };
	interp_pop(p);
	good = then.run(p->session, p, then.self, &e);
	if (then.free)
		then.free(then.self);
	return good ? INTERP_RAN : interp_fail(p, &nothing, &e);
}
