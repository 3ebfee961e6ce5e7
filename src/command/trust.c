/* Trust is in a folder, but never beyond what the file itself shows: that nobody else can have written it. */
#include "command/trust.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/given.h"
#include "base/home.h"

enum { FILE_MOST = 1 << 20 };

bool trust_file(struct str *path)
{
	if (!home_config(path))
		return false;
	str_add(path, "/trusted");
	return true;
}

bool trust_read(struct str *to, struct err *e)
{
	struct str path = { 0 };
	bool good = !trust_file(&path) || !file_exists(str_text(&path)) ||
		    file_read(str_text(&path), FILE_MOST, to, e);

	str_done(&path);
	return good;
}

static bool is_listed(const char *folder, const char *list)
{
	size_t n = strlen(folder);

	for (size_t len; *list; list += len + (list[len] == '\n')) {
		len = strcspn(list, "\n");
		if (len == n && memcmp(list, folder, n) == 0)
			return true;
	}
	return false;
}

/* A file that is not there is nobody's. */
bool trust_is_own(const char *folder, struct err *e)
{
	struct str path = { 0 };
	struct stat st;
	bool there;

	str_addf(&path, "%s/" TRUST_RC, folder);
	there = stat(str_text(&path), &st) == 0;
	str_done(&path);
	if (there && st.st_uid != geteuid())
		return err_set(e, "it belongs to another user");
	if (there && st.st_mode & (S_IWGRP | S_IWOTH))
		return err_set(e, "others may write to it (chmod go-w " TRUST_RC ")");
	return true;
}

bool trust_allows(const char *folder, struct err *e)
{
	struct str list = { 0 };
	bool good = trust_is_own(folder, e) && trust_read(&list, e);

	if (good && !is_listed(folder, str_text(&list)))
		good = err_set(e, "its folder is not trusted");
	str_done(&list);
	return good;
}

static bool append(const char *folder, struct err *e)
{
	struct str path = { 0 }, line = { 0 };
	bool good;

	if (!home_config(&path))
		return err_set(e, "there is no folder to keep this in: HOME is not set");
	str_addf(&line, "%s\n", folder);
	good = home_make(str_text(&path), e);
	str_clear(&path);
	good = good && trust_file(&path) && file_append(str_text(&path), line.text, line.len, e);
	str_done(&path);
	str_done(&line);
	return good;
}

/* Where the folder really is. */
static bool find_folder(const char *folder, struct str *real, struct err *e)
{
	char got[GIVEN_TEXT], *path = realpath(folder, NULL);
	struct stat st;
	bool good = true;

	if (!path || stat(path, &st) != 0)
		good = err_set(e, "cannot trust %s: %s", given(got, folder), strerror(errno));
	else if (!S_ISDIR(st.st_mode))
		good = err_set(e, "trust takes a folder, and %s is none", given(got, folder));
	else if (strchr(path, '\n'))
		good = err_set(e, "a folder with a line's end in its name cannot be trusted");
	else
		str_add(real, path);
	free(path);
	return good;
}

bool trust_add(const char *folder, struct str *real, struct err *e)
{
	struct str list = { 0 };
	bool good = find_folder(folder, real, e);

	if (good && !trust_is_own(str_text(real), e))
		good = err_prefix(e, "%s/" TRUST_RC " cannot be trusted: ", str_text(real));
	good = good && trust_read(&list, e) &&
	       (is_listed(str_text(real), str_text(&list)) || append(str_text(real), e));
	str_done(&list);
	return good;
}
