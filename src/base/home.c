/* Where a user's files are, by the XDG base directory specification; one variable of our own wins over it. */
#include "base/home.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A variable and what stands behind its value. */
struct place {
	const char *variable, *behind;
};

enum { PLACES = 3 };

/* The first place whose variable is set. */
static bool find(const struct place places[PLACES], struct str *to)
{
	for (int i = 0; i < PLACES; i++) {
		const char *value = getenv(places[i].variable);
		if (value && *value) {
			str_addf(to, "%s%s", value, places[i].behind);
			return true;
		}
	}
	return false;
}

bool home_config(struct str *to)
{
	static const struct place places[PLACES] = {
		{ "OUTPOST_HOME", "" }, { "XDG_CONFIG_HOME", "/outpost" }, { "HOME", "/.config/outpost" },
	};

	return find(places, to);
}

bool home_state(struct str *to)
{
	static const struct place places[PLACES] = {
		{ "OUTPOST_HOME", "" }, { "XDG_STATE_HOME", "/outpost" }, { "HOME", "/.local/state/outpost" },
	};

	return find(places, to);
}

/* One folder; one that is there already is no failure. */
static bool make(const char *path, struct err *e)
{
	struct stat st;

	if (mkdir(path, 0700) == 0 || (errno == EEXIST && stat(path, &st) == 0 && S_ISDIR(st.st_mode)))
		return true;
	return err_set(e, "cannot make the folder %s: %s", path, strerror(errno));
}

bool home_make(const char *folder, struct err *e)
{
	struct str path = { 0 };
	bool good = true;

	for (const char *at = folder; *at && good;) {
		size_t n = strspn(at, "/") + strcspn(at + strspn(at, "/"), "/");
		str_add_bytes(&path, at, n);
		at += n;
		good = make(str_text(&path), e);
	}
	str_done(&path);
	return good;
}
