/* Sharing out chunks. */
#include "core/crew.h"

#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>

#ifdef _OPENMP
#include <omp.h>
#endif

#include "base/xalloc.h"

enum { TOKENS_FOR_THREADS = 16384 };

static int cores(void)
{
#ifdef _OPENMP
	return omp_get_num_procs();
#else
	return 1;
#endif
}

static int who_am_i(void)
{
#ifdef _OPENMP
	return omp_get_thread_num();
#else
	return 0;
#endif
}

void crew_init(struct crew *c, const struct task *t, int threads)
{
	c->threads = threads > 0 ? threads : cores();
	c->desk = xcalloc((size_t)c->threads, sizeof *c->desk);
	for (int i = 0; i < c->threads; i++)
		desk_init(&c->desk[i], t);
}

void crew_done(struct crew *c)
{
	for (int i = 0; i < c->threads; i++)
		desk_done(&c->desk[i]);
	free(c->desk);
	*c = (struct crew){ 0 };
}

/* One crew_work() in progress. */
struct shift {
	struct crew *crew;
	int responses, chunks;
	void (*work)(void *self, struct desk *desk, int from, int n);
	void *self;
	atomic_bool stop;
	atomic_int left; /* chunks not done yet */
};

static void lend(struct crew *c, atomic_bool *stop, const struct patience *patience)
{
	for (int i = 0; i < c->threads; i++) {
		c->desk[i].stop = stop;
		c->desk[i].patience = NULL;
		c->desk[i].candidates = 0;
	}
	c->desk[0].patience = patience; /* the thread that called has number 0 */
}

static void one_chunk(struct shift *s, int i)
{
	struct desk *desk = &s->crew->desk[who_am_i()];
	int from = i * CHUNK, n = s->responses - from < CHUNK ? s->responses - from : CHUNK;

	if (!atomic_load_explicit(&s->stop, memory_order_relaxed)) {
		s->work(s->self, desk, from, n);
		if (desk->patience)
			desk_go_on(desk);
	}
	atomic_fetch_sub_explicit(&s->left, 1, memory_order_relaxed);
}

/* The others may sit over long draws: somebody has to go on asking. */
static void watch(struct shift *s)
{
	enum { LOOKS_A_QUESTION = 1 << 14 };
	struct desk *desk = &s->crew->desk[0];

	for (unsigned i = 1; desk->patience && atomic_load_explicit(&s->left, memory_order_relaxed) > 0; i++)
		if (i % LOOKS_A_QUESTION == 0 && !desk_go_on(desk))
			return;
}

bool crew_work(struct crew *c, int responses, int length, const struct patience *patience,
	       void (*work)(void *self, struct desk *desk, int from, int n), void *self)
{
	struct shift s = { .crew = c, .responses = responses, .chunks = crew_chunks(responses), .work = work,
			   .self = self };
	int threads = (long)responses * length < TOKENS_FOR_THREADS ? 1 : c->threads;

	(void)threads; /* without OpenMP */
	atomic_init(&s.stop, false);
	atomic_init(&s.left, s.chunks);
	if (patience && !patience->go_on(patience->self))
		return false;
	lend(c, &s.stop, patience);
#ifdef _OPENMP
#pragma omp parallel num_threads(threads) if (threads > 1)
#endif
	{
#ifdef _OPENMP
#pragma omp for schedule(dynamic, 1) nowait
#endif
		for (int i = 0; i < s.chunks; i++)
			one_chunk(&s, i);
		if (who_am_i() == 0)
			watch(&s);
	}
	lend(c, NULL, NULL);
	return !atomic_load(&s.stop);
}
