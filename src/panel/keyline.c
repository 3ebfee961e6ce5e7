/* The last row: the mode, and the keys that do something in it now. */
#include "panel/page.h"

#include <stdio.h>
#include <string.h>

#include "panel/keymap.h"

enum { HINTS = 40, GAP = 2 };

struct hint {
	char keys[32];
	const char *brief;
};
/* The last of them stays when the row is too short for all. */
struct hints {
	const char *mode;
	struct hint at[HINTS];
	int n;
};

static bool has(const struct hints *h, const char *brief)
{
	for (int i = 0; i < h->n; i++)
		if (strcmp(h->at[i].brief, brief) == 0)
			return true;
	return false;
}

/* Not what a key before it does already. */
static void add(struct hints *h, const char *keys, const char *brief)
{
	if (h->n == HINTS || !*brief || has(h, brief))
		return;
	snprintf(h->at[h->n].keys, sizeof h->at[0].keys, "%s", keys);
	h->at[h->n++].brief = brief;
}

static void collect_commands(const struct scene *s, struct hints *h)
{
	struct keymap_row r;

	h->mode = " TYPE and Enter:";
	for (int first = 1; first <= 2; first++)
		for (int i = 0; keymap_row(s, i, &r); i++)
			if (r.first == first && r.works && *r.typed)
				add(h, r.typed, r.typed_brief);
	for (int i = 0; keymap_row(s, i, &r); i++)
		if (r.works && *r.typed)
			add(h, r.typed, r.typed_brief);
	add(h, "Tab", "completes");
}

/* Inside a prompt x leads to where one is, or where Esc leads; Tab is said before, with more to see. */
static bool is_idle(const struct scene *s, bool more, const char *keys)
{
	return (s->view->depth != VIEW_ALL && strcmp(keys, "x") == 0) || (more && strcmp(keys, "Tab") == 0) ||
	       strcmp(keys, "Esc") == 0;
}

/* In KEYS mode what works, in TYPE mode what of it a run leaves. Behind the keys of a run, how to see what is not shown;
 * before the key that has no deeper level to lead to, how to go along a response. */
static void collect_keys(const struct scene *s, bool more, struct hints *h)
{
	struct keymap_row r;

	h->mode = s->keys ? " KEYS" : " TYPE";
	for (int first = 1; s->keys && first <= 2; first++)
		for (int i = 0; keymap_row(s, i, &r); i++)
			if (r.first == first && r.works)
				add(h, r.keys, r.brief);
	for (int i = 0; keymap_row(s, i, &r); i++) {
		if (more && s->keys && strcmp(r.keys, "j/k") == 0)
			add(h, "Tab", "panels");
		if (s->view->depth == VIEW_SAMPLE && s->keys && strcmp(r.keys, "Enter") == 0)
			add(h, "t/T", "position");
		if (r.works && (s->keys || r.left) && !is_idle(s, more, r.keys))
			add(h, r.keys, r.brief);
	}
}

static const char *escape_leads_to(const struct scene *s)
{
	struct keymap_row r = { 0 };

	for (int i = 0; keymap_row(s, i, &r); i++)
		;
	return r.brief;
}

static void collect(const struct scene *s, bool more, struct hints *h)
{
	if (s->help) {
		h->mode = s->keys ? " KEYS" : " TYPE";
		add(h, "any key", "closes the list");
		return;
	}
	if (s->typing) {
		h->mode = " KEYS";
		add(h, "Enter", "runs the line");
		add(h, "Tab", "completes");
		add(h, "Esc", "drops it");
		return;
	}
	if (s->keys || scene_is_running(s))
		collect_keys(s, more, h);
	else
		collect_commands(s, h);
	add(h, "Esc", escape_leads_to(s));
}

static int width_of(const struct hint *h)
{
	return GAP + (int)(strlen(h->keys) + 1 + strlen(h->brief));
}

static int draw_hint(struct canvas *to, int col, const struct hint *h)
{
	col = canvas_text(to, 0, col + GAP, h->keys, STYLE_KEY);
	return canvas_text(to, 0, col + 1, h->brief, STYLE_PLAIN);
}

/* Columns that `one` needs. The way back would take the last room from how to find all keys, which is next: it stands aside. */
static int needed(const struct hint *one)
{
	bool aside = strcmp(one->keys, "S") == 0 && strcmp(one[1].keys, "?") == 0;

	return width_of(one) + (aside ? width_of(&one[1]) : 0);
}

void keyline_draw(const struct scene *s, bool more, struct canvas *to)
{
	struct hints h = { .n = 0 };
	const struct hint *last;
	char count[16] = "";
	int col;

	collect(s, more, &h);
	last = &h.at[h.n - 1];
	if (s->count > 0)
		snprintf(count, sizeof count, " %d", s->count);
	col = canvas_text(to, 0, 0, h.mode, STYLE_STATE);
	col = canvas_text(to, 0, col, count, STYLE_STATE);
	for (const struct hint *one = h.at; one < last; one++)
		if (col + needed(one) + width_of(last) <= to->cols)
			col = draw_hint(to, col, one);
	draw_hint(to, col, last);
}
