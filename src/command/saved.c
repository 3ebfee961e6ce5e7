/* Endings of the files that runs are saved in. */
#include "command/saved.h"

#include <stdbool.h>
#include <string.h>

#include "base/given.h"

static bool ends_in(const char *path, const char *ending)
{
	size_t n = strlen(path), m = strlen(ending);

	return n > m && strcmp(path + n - m, ending) == 0;
}

enum saved_as saved_as(const char *verb, const char *path, struct err *e)
{
	char got[GIVEN_TEXT];

	if (ends_in(path, ".op"))
		return SAVED_SCRIPT;
	if (ends_in(path, ".db"))
		return SAVED_RUN;
	err_set(e, "%s takes FILE.op (a script) or FILE.db (the run with its data), got \"%s\"", verb, given(got, path));
	return SAVED_OTHER;
}
