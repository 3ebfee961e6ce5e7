/* Letting little through. */
#include "command/hush.h"

static void put(struct out *to, enum out_kind kind, const char *line, size_t n)
{
	struct out *loud = ((struct hush *)to)->loud;

	if (kind == OUT_ERROR || kind == OUT_STOP || kind == OUT_DISCOVERY)
		loud->put(loud, kind, line, n);
}

static void put_apart(struct out *to, enum out_kind kind, const char *line, size_t n)
{
	struct out *loud = ((struct hush *)to)->loud;

	if (kind == OUT_ERROR)
		loud->put(loud, kind, line, n);
	else if (kind == OUT_NOT_OK)
		out_line(loud, OUT_NOTE, "note: its script expected otherwise: %.*s", (int)n, line);
}

static void begin(struct hush *h, struct session *s, void (*how)(struct out *to, enum out_kind kind, const char *line, size_t n))
{
	*h = (struct hush){ { how, s->out->folds }, s->out };
	s->out = &h->out;
}

void hush_begin(struct hush *h, struct session *s)
{
	begin(h, s, put);
}

void hush_begin_apart(struct hush *h, struct session *s)
{
	begin(h, s, put_apart);
}

void hush_end(const struct hush *h, struct session *s)
{
	s->out = h->loud;
}
