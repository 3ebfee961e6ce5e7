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

/* Only the thread that called asks for patience: the answer may look at the terminal. */
bool crew_work(struct crew *c, int responses, int length, const struct patience *patience,
	       void (*work)(void *self, struct desk *desk, int from, int n), void *self)
{
	int chunks = crew_chunks(responses);
	int threads = (long)responses * length < TOKENS_FOR_THREADS ? 1 : c->threads;
	atomic_bool stop = false;

	(void)threads; /* without OpenMP */
	if (patience && !patience->go_on(patience->self))
		return false;
#ifdef _OPENMP
#pragma omp parallel for num_threads(threads) if (threads > 1) schedule(dynamic, 1)
#endif
	for (int i = 0; i < chunks; i++) {
		int from = i * CHUNK, n = responses - from < CHUNK ? responses - from : CHUNK;
		if (atomic_load_explicit(&stop, memory_order_relaxed))
			continue;
		work(self, &c->desk[who_am_i()], from, n);
		if (who_am_i() == 0 && patience && !patience->go_on(patience->self))
			atomic_store_explicit(&stop, true, memory_order_relaxed);
	}
	return !stop;
}
