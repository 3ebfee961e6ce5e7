/* Looking for lessons: the user's folder first, then the program's, then the one of its examples. */
#include "command/lesson-find.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/xalloc.h"

static const char ending[] = ".lesson";

static bool is_lesson(const char *file)
{
	size_t n = strlen(file), end = sizeof ending - 1;

	return file[0] != '.' && n > end && strcmp(file + n - end, ending) == 0;
}

static bool is_listed(const struct lessons *to, int number)
{
	for (int i = 0; i < to->n; i++)
		if (to->list[i].number == number)
			return true;
	return false;
}

static void add(struct out *notes, struct lessons *to, const char *path)
{
	struct err e;
	struct lesson *l = lesson_read(path, &e);

	if (!l) {
		if (notes)
			out_line(notes, OUT_NOTE, "note: %s", e.text);
		return;
	}
	if (!is_listed(to, l->number)) {
		to->list = xresize(to->list, (size_t)to->n + 1, sizeof *to->list);
		to->list[to->n++] = (struct lesson_entry){ l->number, l->npages, l->minutes, xstrdup(path), xstrdup(l->title) };
	}
	lesson_free(l);
}

static int by_number(const void *a, const void *b)
{
	return ((const struct lesson_entry *)a)->number - ((const struct lesson_entry *)b)->number;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int only_lessons(const struct dirent *entry)
{
	return is_lesson(entry->d_name);
}

static void look_into(struct out *notes, struct lessons *to, const char *folder)
{
	struct str dir = { 0 };
	struct dirent **entry = NULL;
	int n;

	str_add(&dir, folder);
	n = scandir(str_text(&dir), &entry, only_lessons, by_name);
	for (int i = 0; i < n; i++) {
		struct str path = { 0 };
		str_addf(&path, "%s/%s", str_text(&dir), entry[i]->d_name);
		add(notes, to, str_text(&path));
		str_done(&path);
		free(entry[i]);
	}
	free(entry);
	str_done(&dir);
}

void lessons_find(const struct session *s, struct out *notes, struct lessons *to)
{
	struct str folder = { 0 };

	*to = (struct lessons){ 0 };
	for (int i = 0; i < 3; i++) {
		const char *in = i == 0 ? s->user_data : s->data;
		str_clear(&folder);
		str_addf(&folder, "%s%s", in ? in : "", i < 2 ? "/lessons" : "");
		if (in)
			look_into(notes, to, str_text(&folder));
	}
	str_done(&folder);
	if (to->n > 0)
		qsort(to->list, (size_t)to->n, sizeof *to->list, by_number);
}

void lessons_done(struct lessons *l)
{
	for (int i = 0; i < l->n; i++) {
		free(l->list[i].path);
		free(l->list[i].title);
	}
	free(l->list);
	*l = (struct lessons){ 0 };
}

void lesson_path(const struct session *s, const char *name, struct str *to)
{
	struct str shipped = { 0 };

	if (s->data)
		str_addf(&shipped, "%s/%s", s->data, name);
	if (name[0] != '/' && !file_exists(name) && s->data && file_exists(str_text(&shipped)))
		str_add(to, str_text(&shipped));
	else
		str_add(to, name);
	str_done(&shipped);
}

const struct lesson_entry *lessons_get(const struct lessons *l, int number, struct err *e)
{
	struct str all = { 0 };

	for (int i = 0; i < l->n; i++)
		if (l->list[i].number == number)
			return &l->list[i];
	for (int i = 0; i < l->n; i++)
		str_addf(&all, " %d", l->list[i].number);
	if (l->n == 0)
		err_set(e, "there are no lessons in the folders of lessons; one of your own: lesson FILE.lesson");
	else
		err_set(e, "there is no lesson %d. there are:%s", number, str_text(&all));
	str_done(&all);
	return NULL;
}

void lesson_name(const char *path, struct str *to)
{
	const char *slash = strrchr(path, '/'), *from = slash ? slash + 1 : path;

	str_add_bytes(to, from, strlen(from) - (is_lesson(from) ? sizeof ending - 1 : 0));
}
