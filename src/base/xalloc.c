/* The one place where running out of memory is met: nothing above it can go on without the room. */
#include "base/xalloc.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"

enum { EXIT_NO_MEMORY = 4 };

static NORETURN void no_memory(size_t n, size_t size)
{
	fprintf(stderr, "outpost: out of memory (asked for %zu x %zu bytes)\n", n, size);
	exit(EXIT_NO_MEMORY);
}

void *xcalloc(size_t n, size_t size)
{
	void *room;

	/* calloc(0) may return NULL, which here means failure. */
	room = n && size ? calloc(n, size) : calloc(1, 1);
	if (!room)
		no_memory(n, size);
	return room;
}

void *xresize(void *old, size_t n, size_t size)
{
	void *room;

	if (size && n > SIZE_MAX / size)
		no_memory(n, size);
	/* realloc(old, 0) may free `old` and return NULL. */
	room = realloc(old, n && size ? n * size : 1);
	if (!room)
		no_memory(n, size);
	return room;
}

char *xstrdup(const char *text)
{
	return xmemdup(text, strlen(text) + 1);
}

char *xstrndup(const char *text, size_t len)
{
	char *copy;

	if (len == SIZE_MAX)
		no_memory(len, 1);
	copy = xcalloc(len + 1, 1);
	if (len)
		memcpy(copy, text, len);
	return copy;
}

void *xmemdup(const void *from, size_t bytes)
{
	void *copy;

	copy = xcalloc(bytes, 1);
	if (bytes)
		memcpy(copy, from, bytes);
	return copy;
}
