/* What stands at a path is asked of the file system, which alone knows where links lead. */
#include "run/place.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/given.h"
#include "base/xalloc.h"

static bool refuse(const struct session *s, const char *name, struct err *e)
{
	char got[GIVEN_TEXT];

	return err_set(e, "with --class files are written below %s only, by a plain name such as a.csv, got \"%s\"", s->work,
		       given(got, name));
}

/* A link in its place would lead elsewhere. */
static bool make_folder(const char *work, struct err *e)
{
	struct stat st;

	if (mkdir(work, 0777) != 0 && errno != EEXIST)
		return err_set(e, "cannot make the folder %s: %s", work, strerror(errno));
	if (lstat(work, &st) != 0)
		return err_set(e, "cannot write to %s: %s", work, strerror(errno));
	return S_ISDIR(st.st_mode) || err_set(e, "%s is a link or a file: a folder is needed there, for --class", work);
}

static bool has_dots(const char *name)
{
	for (size_t n; *name; name += n + (name[n] == '/')) {
		n = strcspn(name, "/");
		if (n == 2 && name[0] == '.' && name[1] == '.')
			return true;
	}
	return false;
}

/* `path` is the folder or lies in it; both are real. */
static bool is_below(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	return strncmp(path, folder, n) == 0 && (path[n] == '\0' || path[n] == '/');
}

/* Whether the folder that the file is to stand in is below the one that is allowed. */
static bool check_folder(const struct session *s, const char *name, const char *path, struct err *e)
{
	char *folder = xstrndup(path, (size_t)(strrchr(path, '/') - path)); /* "outpost-work/.." has a slash */
	char *work = realpath(s->work, NULL), *real = realpath(folder, NULL);
	bool good = true;

	if (!work || !real)
		good = err_set(e, "cannot write %s: %s", path, strerror(errno));
	else if (!is_below(real, work))
		good = refuse(s, name, e);
	free(folder);
	free(work);
	free(real);
	return good;
}

/* Nothing stands there, or a file: no link, no device, and nothing that has another name elsewhere. */
static bool check_file(const struct session *s, const char *name, const char *path, struct err *e)
{
	struct stat st;

	if (lstat(path, &st) != 0)
		return errno == ENOENT || err_set(e, "cannot write %s: %s", path, strerror(errno));
	return (S_ISREG(st.st_mode) && st.st_nlink == 1) || S_ISDIR(st.st_mode) || refuse(s, name, e);
}

/* A name that says the folder itself, as replies do, is taken as it is. */
static void put_below(const char *work, const char *name, struct str *path)
{
	size_t n = strlen(work);

	if (strncmp(name, work, n) != 0 || name[n] != '/')
		str_addf(path, "%s/", work);
	str_add(path, name);
}

bool place_find(const struct session *s, const char *name, struct str *path, struct err *e)
{
	if (!s->work) {
		str_add(path, name);
		return true;
	}
	if (name[0] == '/' || has_dots(name))
		return refuse(s, name, e);
	put_below(s->work, name, path);
	return make_folder(s->work, e) && check_folder(s, name, str_text(path), e) &&
	       check_file(s, name, str_text(path), e);
}
