/* What stands in a run file, and in which form. restore.c reads it. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/build.h"
#include "base/hash.h"
#include "base/xalloc.h"
#include "core/exact.h"
#include "run/course.h"
#include "run/journal-own.h"
#include "run/lesson-state.h"
#include "run/metric.h"
#include "run/recipe.h"

void pen_done(struct pen *p)
{
	free(p->line);
	str_done(&p->settings);
	str_done(&p->marks);
	str_done(&p->stops);
	str_done(&p->view);
	str_done(&p->lesson);
	*p = (struct pen){ 0 };
}

static struct written *find_line(const struct pen *p, unsigned id)
{
	for (int i = p->n - 1; i >= 0; i--)
		if (p->line[i].id == id)
			return &p->line[i];
	return NULL;
}

/* ---- Lines: spans, keyframes, rows of the trace */

static bool put_span(struct pen *p, int who, const struct timeline *line, const struct span *span, struct err *e)
{
	const struct runfile_at at = { who, line->id, span->from };
	struct str value = { 0 };
	bool good = true;

	for (int i = 0; i < setting_count && good; i++) {
		const struct setting *key = &setting_table[i];
		if (key->when != SETTING_LIVE || session_is_habit(key))
			continue;
		str_clear(&value);
		recipe_value(key, &span->settings, who, &value);
		good = runfile_put_setting(p->to, &at, key->name, str_text(&value), e);
	}
	str_done(&value);
	return good;
}

static bool same_text(const struct span *a, const struct span *b)
{
	return a->from == b->from && span_same(a, b) && a->texts == b->texts;
}

/* The last one that was written may read otherwise now, or be gone: it says what holds from there on. */
static bool put_last_again(struct pen *p, struct written *w, int who, const struct timeline *line, struct err *e)
{
	struct span again = line->span[timeline_span(line, w->last.from)];
	bool gone = again.from != w->last.from;

	again.from = w->last.from;
	while (w->nspan > line->nspan || (gone && w->nspan > 0 && line->span[w->nspan - 1].from > again.from))
		w->nspan--;
	return put_span(p, who, line, &again, e);
}

static bool put_spans(struct pen *p, struct written *w, int who, const struct timeline *line, struct err *e)
{
	if (w->nspan > 0 && (w->nspan > line->nspan || !same_text(&w->last, &line->span[w->nspan - 1])) &&
	    !put_last_again(p, w, who, line, e))
		return false;
	for (; w->nspan < line->nspan; w->nspan++)
		if (!put_span(p, who, line, &line->span[w->nspan], e))
			return false;
	w->last = line->span[line->nspan - 1];
	return true;
}

/* Those that have gone to make room go from the file too. */
static bool thin_keyframes(struct pen *p, struct written *w, const struct timeline *line, struct err *e)
{
	for (uint64_t at = w->stride; w->stride < line->stride && at <= w->key_to; at += w->stride)
		if (at % line->stride != 0 && !runfile_drop_keyframe(p->to, line->id, at, e))
			return false;
	w->stride = line->stride;
	return true;
}

static bool put_keyframes(struct pen *p, struct written *w, int who, const struct timeline *line, struct err *e)
{
	for (int i = 0; i < line->nkey; i++) {
		const struct keyframe *k = line->key[i];
		if (k->update <= w->key_to)
			continue;
		if (!runfile_put_keyframe(p->to, who, line->id, k->state, k->err, e))
			return false;
	}
	if (line->nkey > 0 && line->key[line->nkey - 1]->update > w->key_to)
		w->key_to = line->key[line->nkey - 1]->update;
	return thin_keyframes(p, w, line, e);
}

/* The first row that is not there. */
static size_t first_new(const struct written *w, const struct trace *t)
{
	size_t row = t->rows + t->ahead;

	while (w->has_rows && row > 0 && trace_scalar(t, row - 1, TRACE_UPDATE) > (double)w->rows_to)
		row--;
	return w->has_rows ? row : 0;
}

static bool put_rows(struct pen *p, struct written *w, int who, const struct timeline *line, const struct trace *t,
		     struct err *e)
{
	size_t from = first_new(w, t), end = t->rows + t->ahead;

	if (from == end)
		return true;
	if (!runfile_put_trace(p->to, who, line->id, t, from, end, e))
		return false;
	w->has_rows = true;
	w->rows_to = (uint64_t)trace_scalar(t, end - 1, TRACE_UPDATE);
	return true;
}

/* Whether the line that this one has left stands in the file up to there: then their past is shared. */
static bool shares_past(const struct pen *p, const struct timeline *line)
{
	const struct written *parent = line->parent ? find_line(p, line->parent) : NULL;

	return parent && parent->has_rows && parent->rows_to >= line->forked_at;
}

static struct written *begin_line(struct pen *p, int who, const struct timeline *line, struct err *e)
{
	bool shares = shares_past(p, line);
	struct runfile_line row = { .id = line->id, .who = who, .seed = line->seed };
	struct written w = { .id = line->id, .stride = line->stride };

	if (shares) {
		row.parent = line->parent;
		row.forked_at = w.key_to = w.rows_to = line->forked_at;
		w.has_rows = true;
		while (w.nspan < line->nspan && line->span[w.nspan].from < line->forked_at)
			w.last = line->span[w.nspan++];
	}
	if (!runfile_put_line(p->to, &row, e))
		return NULL;
	p->line = xresize(p->line, (size_t)p->n + 1, sizeof *p->line);
	p->line[p->n] = w;
	return &p->line[p->n++];
}

static bool sync_line(struct pen *p, int who, const struct timeline *line, const struct trace *t, struct err *e)
{
	struct written *w = find_line(p, line->id);

	if (!w && !(w = begin_line(p, who, line, e)))
		return false;
	return put_spans(p, w, who, line, e) && put_keyframes(p, w, who, line, e) && put_rows(p, w, who, line, t, e);
}

/* ---- Metrics, for readers */

static bool put_values(struct pen *p, const struct session *s, int who, const struct metric *m, size_t row,
		       const struct runfile_at *at, struct err *e)
{
	uint64_t queries = (uint64_t)trace_scalar(&s->run[who].trace, row, TRACE_QUERIES);
	bool by_prompt = m->index == METRIC_PROMPT;

	for (int i = 0; i < (by_prompt ? s->task->ntracked : 1); i++) {
		double v = m->past(s, who, i, row);
		if (!isnan(v) && !runfile_put_metric(p->to, at, queries, m->name, by_prompt ? i : -1, v, e))
			return false;
	}
	return true;
}

/* What the trace has of this row, update and queries aside: they stand in columns of their own. */
static bool put_metrics(struct pen *p, const struct session *s, int who, size_t row, struct err *e)
{
	const struct run *r = &s->run[who];
	const struct runfile_at at = { who, r->line->id, (uint64_t)trace_scalar(&r->trace, row, TRACE_UPDATE) };

	for (int i = 0; i < metric_count; i++) {
		const struct metric *m = &metric_table[i];
		if (!m->past || strcmp(m->name, "update") == 0 || strcmp(m->name, "queries") == 0 ||
		    (strcmp(m->name, "base") == 0 && at.update > 0))
			continue;
		if (!put_values(p, s, who, m, row, &at, e))
			return false;
	}
	return true;
}

static bool put_all_metrics(struct pen *p, const struct session *s, int who, struct err *e)
{
	for (size_t row = 0; row < s->run[who].trace.rows + s->run[who].trace.ahead; row++)
		if (!put_metrics(p, s, who, row, e))
			return false;
	return true;
}

/* ---- The rest, each written anew when its text has changed */

static bool put_text(struct pen *p, const char *key, const struct str *text, struct str *last, struct err *e)
{
	if (last->text && strcmp(str_text(last), str_text(text)) == 0)
		return true;
	str_clear(last);
	str_add(last, str_text(text));
	return runfile_put_value(p->to, key, str_text(text), e);
}

static bool is_kept(const struct setting *key)
{
	return key->when != SETTING_TASK && !session_is_habit(key);
}

/* `lr@a` of a trainer's. */
static bool put_setting(struct pen *p, const struct setting *key, bool marked, const struct config *c, int who,
			struct err *e)
{
	struct str name = { 0 }, value = { 0 };
	bool good;

	str_addf(&name, marked ? "%s@%c" : "%s", key->name, 'a' + who);
	recipe_value(key, c, who, &value);
	good = runfile_put_setting(p->to, NULL, str_text(&name), str_text(&value), e);
	str_done(&name);
	str_done(&value);
	return good;
}

/* `budget@a`: as it was when A came to where it is. In the past that decides whether it makes another future. */
static bool put_agreed(struct pen *p, const struct session *s, const struct setting *key, int who, struct err *e)
{
	return key->per_trainer || key->when != SETTING_LIVE || !run_exists(&s->run[who]) ||
	       put_setting(p, key, true, &s->run[who].agreed.settings, who, e);
}

static void print_settings(const struct session *s, struct str *to)
{
	for (int i = 0; i < setting_count; i++)
		for (int who = 0; is_kept(&setting_table[i]) && who < TRAINERS; who++) {
			setting_print(&setting_table[i], &s->config, who, to);
			str_add(to, "\n");
			if (run_exists(&s->run[who]))
				setting_print(&setting_table[i], &s->run[who].agreed.settings, who, to);
			str_add(to, "\n");
		}
}

static bool put_one(struct pen *p, const struct session *s, const struct setting *key, struct err *e)
{
	for (int who = 0; who < TRAINERS; who++)
		if (((key->per_trainer || who == 0) && !put_setting(p, key, key->per_trainer, &s->config, who, e)) ||
		    !put_agreed(p, s, key, who, e))
			return false;
	return true;
}

static bool put_settings(struct pen *p, const struct session *s, struct err *e)
{
	struct str now = { 0 };
	bool good = true, same;

	print_settings(s, &now);
	same = strcmp(str_text(&now), str_text(&p->settings)) == 0;
	str_clear(&p->settings);
	str_add(&p->settings, str_text(&now));
	str_done(&now);
	for (int i = 0; !same && good && i < setting_count; i++)
		good = !is_kept(&setting_table[i]) || put_one(p, s, &setting_table[i], e);
	return good;
}

static void print_marks(const struct session *s, struct str *to)
{
	for (int i = 0; i < s->marks.n; i++)
		for (int who = 0; who < TRAINERS; who++) {
			const struct marked *at = &s->marks.list[i].place[who];
			if (at->line)
				str_addf(to, "%s %d %u %" PRIu64 " %016" PRIx64 "\n", s->marks.list[i].name, who, at->line->id,
					 at->update, hash_bytes(&at->settings, sizeof at->settings));
		}
}

/* Names that stood there and are gone. */
static bool drop_marks(struct pen *p, const struct session *s, struct err *e)
{
	for (const char *at = str_text(&p->marks); *at; at += strcspn(at, "\n") + 1) {
		char name[MARK_NAME];
		size_t n = strcspn(at, " ");
		snprintf(name, sizeof name, "%.*s", (int)n, at);
		if (!marks_find(&s->marks, name) && !runfile_drop_mark(p->to, name, e))
			return false;
	}
	return true;
}

/* With what the trainer would have gone on. */
static void print_own(const struct marked *m, int who, struct str *to)
{
	struct config now = m->line->span[0].settings;

	now.trainer[who] = m->settings;
	for (int i = 0; i < setting_count; i++) {
		const struct setting *key = &setting_table[i];
		if (!key->per_trainer || key->when != SETTING_LIVE)
			continue;
		str_addf(to, "%s ", key->name);
		recipe_value(key, &now, who, to);
		str_add(to, "\n");
	}
}

static bool put_mark(struct pen *p, const struct mark *m, int who, struct err *e)
{
	const struct marked *at = &m->place[who];
	struct str settings = {0};
	bool good;

	print_own(at, who, &settings);
	good = runfile_put_mark(p->to,
		&(struct runfile_mark){m->name, {who, at->line->id, at->update}, str_text(&settings)}, e);
	str_done(&settings);
	return good;
}

static bool put_marks(struct pen *p, const struct session *s, struct err *e)
{
	struct str now = { 0 };
	bool same, good = true;

	print_marks(s, &now);
	same = strcmp(str_text(&now), str_text(&p->marks)) == 0;
	if (!same)
		good = drop_marks(p, s, e);
	for (int i = 0; !same && good && i < s->marks.n; i++)
		for (int who = 0; good && who < TRAINERS; who++) {
			if (s->marks.list[i].place[who].line)
				good = put_mark(p, &s->marks.list[i], who, e);
		}
	str_clear(&p->marks);
	str_add(&p->marks, str_text(&now));
	str_done(&now);
	p->mark_changes = s->marks.changes;
	return good;
}

/* Lines that marks alone keep are whole; where one is a trainer's, that has its rows. */
static bool sync_marked(struct pen *p, const struct session *s, struct err *e)
{
	for (int i = 0; i < s->marks.n; i++)
		for (int who = 0; who < TRAINERS; who++) {
			const struct timeline *line = s->marks.list[i].place[who].line;
			bool present = false;
			for (int k = 0; k < TRAINERS; k++)
				present = present || s->run[k].line == line;
			if (line && !present && !sync_line(p, who, line, &line->trace, e))
				return false;
		}
	return true;
}

/* What holds for all of it, once. */
static bool put_head(struct pen *p, const struct session *s, struct err *e)
{
	char base[24];
	struct str recipe = { 0 };
	bool good;

	if (!recipe_print(s, &recipe)) {
		str_done(&recipe);
		return err_set(e, "it is not known how this task was made");
	}
	snprintf(base, sizeof base, "%016" PRIx64, hash_bytes(s->base.w, s->task->nparam * sizeof *s->base.w));
	good = runfile_put_value(p->to, "version", PACKAGE_VERSION, e) &&
	       runfile_put_value(p->to, "build", build_name(), e) && runfile_put_value(p->to, "preset", s->preset, e) &&
	       runfile_put_value(p->to, "recipe", str_text(&recipe), e) && runfile_put_value(p->to, "base", base, e);
	str_done(&recipe);
	return good;
}

static bool put_progress(struct pen *p, const struct session *s, int who, struct err *e)
{
	const struct run *r = &s->run[who];
	const struct runfile_at at = { who, r->line->id, run_update(r) };

	return runfile_put_progress(p->to, &at, run_state(r)->all.queries, e);
}

static bool put_words(struct pen *p, const struct session *s, struct err *e)
{
	struct str stops = { 0 }, view = { 0 }, lesson = { 0 };
	bool good;

	course_stops(s, &stops);
	str_addf(&view, "%c %d", 'A' + s->view.who, s->view.prompt);
	if (s->lesson)
		lesson_state_print(s->lesson, &lesson);
	good = put_text(p, "stops", &stops, &p->stops, e) && put_text(p, "view", &view, &p->view, e) &&
	       ((lesson.len == 0 && p->lesson.len == 0) || put_text(p, "lesson", &lesson, &p->lesson, e));
	str_done(&stops);
	str_done(&view);
	str_done(&lesson);
	return good;
}

static bool sync_all(struct pen *p, struct session *s, struct err *e)
{
	if (p->n == 0 && !put_head(p, s, e))
		return false;
	if (!sync_marked(p, s, e)) /* first: who has left a line may share its past */
		return false;
	for (int who = 0; who < TRAINERS; who++) {
		const struct run *r = &s->run[who];
		if (run_exists(r) && !(sync_line(p, who, r->line, &r->trace, e) && put_progress(p, s, who, e)))
			return false;
		if (run_exists(r) && p->all_metrics && !put_all_metrics(p, s, who, e))
			return false;
	}
	return put_settings(p, s, e) && put_marks(p, s, e) && put_words(p, s, e);
}

bool pen_sync(struct pen *p, struct session *s, struct err *e)
{
	return runfile_begin(p->to, e) && sync_all(p, s, e) && runfile_commit(p->to, e);
}

/* ---- Samples */

/* What a response earned: 1 for a whole correct one, of process rewards the length of its rewarded prefix. */
static double reward_of(const struct run *r, const struct batch *b, int i)
{
	return run_span_then(r)->config.reward->per_token ? b->right[i] : b->right[i] == b->N;
}

/* All responses of the last update on tracked prompts. */
static bool put_samples(struct pen *p, struct session *s, int who, struct err *e)
{
	const struct run *r = &s->run[who];
	const struct batch *b = trainer_look(r->trainer);
	const struct runfile_at at = { who, r->line->id, run_update(r) };
	double *lp = xcalloc((size_t)s->task->N, sizeof *lp);
	struct str response = { 0 };
	struct chain chain;
	bool good = true;

	chain_init(&chain, s->task);
	for (int i = 0; b && good && i < b->B; i++) {
		struct runfile_sample row = { .prompt = b->prompt[i].track, .reward = reward_of(r, b, i), .logq0 = b->lq0[i],
					      .logp = run_sample_loglik(r, b, i, &chain, lp) };
		str_clear(&response);
		session_tokens(s, b->y + (size_t)i * (size_t)b->N, b->length[i], false, &response);
		row.response = str_text(&response);
		good = row.prompt < 0 || runfile_put_sample(p->to, &at, &row, e);
	}
	chain_done(&chain);
	str_done(&response);
	free(lp);
	return good;
}

/* ---- One update */

/* Whether nothing has changed but where the trainer is: no new keyframe, no other line, no other settings, no discovery. */
static bool is_plain(const struct pen *p, const struct session *s, const struct written *w, const struct timeline *line)
{
	return w && w->nspan == line->nspan && w->stride == line->stride && p->mark_changes == s->marks.changes &&
	       (line->nkey == 0 || line->key[line->nkey - 1]->update <= w->key_to);
}

bool pen_update(struct pen *p, struct session *s, int who, struct err *e)
{
	const struct run *r = &s->run[who];
	const struct written *w = find_line(p, r->line->id);

	bool plain = is_plain(p, s, w, r->line), samples = s->config.log_samples;

	if (plain && !samples)
		return true;
	if (!w && !pen_sync(p, s, e))
		return false;
	return runfile_begin(p->to, e) &&
	       (plain || (sync_line(p, who, r->line, &r->trace, e) && put_metrics(p, s, who, r->trace.rows - 1, e) &&
			  put_marks(p, s, e))) &&
	       (!samples || put_samples(p, s, who, e)) && put_progress(p, s, who, e) &&
	       runfile_commit(p->to, e);
}
