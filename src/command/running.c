/* The texts are copies: the script may be gone before its last words are said. */
#include "command/running.h"

#include <string.h>

void running_clear(struct running *r)
{
	str_clear(&r->text);
	str_clear(&r->file);
	r->line = 0;
	r->does = r->goes_on = false;
}

void running_set(struct running *r, const char *text, size_t n, const char *file, int line)
{
	running_clear(r);
	while (n > 0 && strchr(" \t\r", text[n - 1]))
		n--;
	str_add_bytes(&r->text, text, n);
	str_add(&r->file, file);
	r->line = line;
}

void running_done(struct running *r)
{
	str_done(&r->text);
	str_done(&r->file);
	*r = (struct running){ 0 };
}
