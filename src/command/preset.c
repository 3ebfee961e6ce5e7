/* Looking for presets: two folders, the user's first. */
#include "command/preset.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/file.h"
#include "base/xalloc.h"
#include "command/script.h"

enum { FOLDERS = 2 };

/* Folder `which` with a slash behind it; false: there is no such folder to look in. */
static bool folder(const struct session *s, int which, struct str *to)
{
	const char *in = which == 0 ? s->user_data : s->data;

	str_clear(to);
	if (in)
		str_addf(to, "%s/presets/", in);
	return in != NULL;
}

static bool is_name(const char *name)
{
	if (!*name || *name == '.')
		return false;
	for (; *name; name++)
		if (!ascii_is_word(*name) && !strchr("-_.", *name))
			return false;
	return true;
}

bool preset_path(const struct session *s, const char *name, struct str *path)
{
	if (!is_name(name))
		return false;
	for (int which = 0; which < FOLDERS; which++) {
		if (!folder(s, which, path))
			continue;
		str_addf(path, "%s.op", name);
		if (file_exists(str_text(path)))
			return true;
	}
	return false;
}

/* The text of a comment line at `*from`, which is then at the next line. False: there is no comment line. */
static bool next_comment(const char **from, const char **text, size_t *len)
{
	const char *at = *from + strspn(*from, " \t");

	if (*at != '#')
		return false;
	at += 1 + strspn(at + 1, "# \t");
	*text = at;
	*len = strcspn(at, "\r\n");
	*from = at + *len + (at[*len] == '\r') + (at[*len] != '\0');
	return true;
}

/* The first comment line, without the preset's own name in front of it, and those that follow, as one text. */
static void read_comments(const char *from, const char *name, size_t len, struct preset *to)
{
	struct str story = { 0 };
	const char *line = "";
	size_t n = 0;

	from += strspn(from, " \t\r\n");
	if (next_comment(&from, &line, &n) && n > len && strncmp(line, name, len) == 0 && line[len] == ':') {
		size_t skipped = len + 1 + strspn(line + len + 1, " ");
		line += skipped;
		n -= skipped;
	}
	to->about = xstrndup(line, n);
	while (next_comment(&from, &line, &n))
		str_addf(&story, "%s%.*s", story.len ? " " : "", (int)n, line);
	to->story = xstrndup(str_text(&story), story.len);
	str_done(&story);
}

static bool is_listed(const struct presets *p, const char *name, size_t len)
{
	for (int i = 0; i < p->n; i++)
		if (strlen(p->list[i].name) == len && memcmp(p->list[i].name, name, len) == 0)
			return true;
	return false;
}

static void add(struct presets *p, const char *dir, const char *file)
{
	size_t len = strlen(file);
	struct str path = { 0 }, text = { 0 };
	struct preset *one;

	if (len <= 3 || strcmp(file + len - 3, ".op") != 0 || !is_name(file) || is_listed(p, file, len - 3))
		return;
	str_addf(&path, "%s%s", dir, file);
	p->list = xresize(p->list, (size_t)p->n + 1, sizeof *p->list);
	one = &p->list[p->n++];
	one->name = xstrndup(file, len - 3);
	read_comments(script_read(str_text(&path), &text, NULL) ? str_text(&text) : "", file, len - 3, one);
	str_done(&path);
	str_done(&text);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct preset *)a)->name, ((const struct preset *)b)->name);
}

void presets_find(const struct session *s, struct presets *to)
{
	struct str dir = { 0 };

	*to = (struct presets){ 0 };
	for (int which = 0; which < FOLDERS; which++) {
		DIR *open = folder(s, which, &dir) ? opendir(str_text(&dir)) : NULL;
		const struct dirent *entry;
		while (open && (entry = readdir(open)))
			add(to, str_text(&dir), entry->d_name);
		if (open)
			closedir(open);
	}
	if (to->n > 0)
		qsort(to->list, (size_t)to->n, sizeof *to->list, by_name);
	str_done(&dir);
}

void presets_done(struct presets *p)
{
	for (int i = 0; i < p->n; i++) {
		free(p->list[i].name);
		free(p->list[i].about);
		free(p->list[i].story);
	}
	free(p->list);
	*p = (struct presets){ 0 };
}
