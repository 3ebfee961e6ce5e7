/* A table of hashed slots; the strings themselves lie in one piece. */
#include "core/numbering.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/xalloc.h"

void numbering_done(struct numbering *m)
{
	str_done(&m->bytes);
	free(m->from);
	free(m->slot);
	*m = (struct numbering){ 0 };
}

/* The slot of a string, or the free one where it is to go; there always is one. */
static uint32_t *find_slot(const struct numbering *m, const void *bytes, size_t n)
{
	size_t at = (size_t)hash_bytes(bytes, n);

	for (;; at++) {
		uint32_t *slot = &m->slot[at & (m->slots - 1)];
		size_t from;
		if (*slot == 0)
			return slot;
		from = m->from[*slot - 1];
		if (m->from[*slot] - from == n && memcmp(m->bytes.text + from, bytes, n) == 0)
			return slot;
	}
}

/* At most half of the slots are taken. */
static void grow(struct numbering *m)
{
	m->room = m->room ? 2 * m->room : 256;
	m->slots = 2 * m->room;
	m->from = xresize(m->from, m->room + 1, sizeof *m->from);
	m->from[m->n] = m->bytes.len;
	free(m->slot);
	m->slot = xcalloc(m->slots, sizeof *m->slot);
	for (size_t i = 0; i < m->n; i++)
		*find_slot(m, m->bytes.text + m->from[i], m->from[i + 1] - m->from[i]) = (uint32_t)i + 1;
}

uint32_t numbering_of(struct numbering *m, const void *bytes, size_t n)
{
	uint32_t *slot;

	if (m->n == m->room)
		grow(m);
	slot = find_slot(m, bytes, n);
	if (*slot == 0) {
		str_add_bytes(&m->bytes, bytes, n);
		*slot = (uint32_t)++m->n;
		m->from[m->n] = m->bytes.len;
	}
	return *slot - 1;
}
