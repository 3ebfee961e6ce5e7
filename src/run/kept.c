/* Settings kept aside while something is tried. */
#include "run/kept.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

static size_t origin_size(const struct session *s)
{
	return (size_t)setting_count * TRAINERS * sizeof *s->origin;
}

void settings_keep(const struct session *s, struct kept *k)
{
	k->config = s->config;
	k->origin = xmemdup(s->origin, origin_size(s));
}

bool settings_settle(struct session *s, struct kept *k, bool good)
{
	if (!good) {
		s->config = k->config;
		memcpy(s->origin, k->origin, origin_size(s));
	}
	free(k->origin);
	k->origin = NULL;
	return good;
}
