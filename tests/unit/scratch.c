/* A folder for the files of a test program. */
#include "scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char folder[] = "/tmp/outpost-test-XXXXXX";

int scratch_enter(void **state)
{
	(void)state;
	return mkdtemp(folder) ? chdir(folder) : -1;
}

int scratch_leave(void **state)
{
	char line[64];

	(void)state;
	snprintf(line, sizeof line, "rm -rf %s", folder);
	return chdir("/") || system(line);
}
