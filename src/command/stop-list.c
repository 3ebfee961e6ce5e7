/* Listing breaks and watches. */
#include "command/stop-list.h"

#include <limits.h>

#include "base/given.h"
#include "command/command.h"
#include "command/say.h"

void stop_label(const struct stop *b, struct str *to)
{
	str_add(to, stop_text(b));
	if (b->once)
		str_add(to, " once");
	if (b->who && !(b->kind == STOP_BREAK && b->who == expr_trainers(b->expr)))
		str_add(to, b->who == WHO_A ? " @a" : " @b");
}

const char *stop_word(const struct stop *b)
{
	return b->kind == STOP_BREAK ? "break" : "watch";
}

/* `disabled, ignores the next 5` */
static void add_state(const struct stop *b, struct str *to)
{
	char count[NUM_TEXT];

	if (!b->enabled)
		str_add(to, "disabled");
	if (b->ignore > 0)
		str_addf(to, "%signores the next %s", b->enabled ? "" : ", ", num_count(count, b->ignore));
}

static void list_break(struct session *s, const struct stop *b, const char *label)
{
	struct str state = { 0 };
	char hits[NUM_TEXT];

	add_state(b, &state);
	say_row(s, "%3d  %-36s %9s  %s", b->number, label, num_count(hits, b->hits), str_text(&state));
	if (b->commands)
		say_row(s, "     on %d do %s", b->number, b->commands);
	str_done(&state);
}

static void list_watch(struct session *s, const struct stop *w, const char *label)
{
	struct str value = { 0 };

	stops_print_watch(s, w, &value);
	say_row(s, "%3d  %-36s %9s  %s", w->number, label, str_text(&value), w->enabled ? "" : "disabled");
	str_done(&value);
}

void stop_list(struct session *s, enum stop_kind kind)
{
	int n = 0;

	for (int i = 0; i < s->stops.n; i++) {
		const struct stop *b = &s->stops.list[i];
		struct str label = { 0 };
		if (b->kind != kind)
			continue;
		if (n++ == 0)
			say_row(s, "  #  %-36s %9s", stop_word(b), kind == STOP_BREAK ? "hits" : "now");
		stop_label(b, &label);
		(kind == STOP_BREAK ? list_break : list_watch)(s, b, str_text(&label));
		str_done(&label);
	}
	if (n == 0 && kind == STOP_BREAK)
		say(s, "no breaks: break CONDITION sets one, such as break likelihood[%d]>.9", s->view.prompt);
	else if (n == 0)
		say(s, "no watches: watch METRIC sets one, such as watch likelihood[%d]", s->view.prompt);
}

bool stop_number(const struct args *a, int i, int *to, struct err *e)
{
	char got[GIVEN_TEXT];
	uint64_t n;

	if (!num_parse_count(a->word[i], &n) || n > INT_MAX)
		return err_set(e, "%s takes the number of a break%s, got \"%s\". usage: %s", a->command->name,
			       a->command->complete[0] == COMPLETE_STOP ? " or a watch" : "", given(got, a->word[i]),
			       a->command->synopsis);
	*to = (int)n;
	return true;
}
