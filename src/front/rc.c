/* First outpostrc of the folder of configuration, else ~/.outpostrc; then ./.outpostrc. */
#include "front/rc.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/home.h"
#include "base/xalloc.h"
#include "command/script.h"
#include "command/trust.h"

void rc_take(struct rc *to, const char *name, const struct str *text)
{
	struct rc_file *f = &to->file[to->n++];

	*f = (struct rc_file){ .name = xstrdup(name) };
	str_add(&f->text, str_text(text));
}

static void add(struct rc *to, const char *name, struct out *out)
{
	struct str text = { 0 };
	struct err e;

	if (script_read(name, &text, &e))
		rc_take(to, name, &text);
	else
		out_line(out, OUT_ERROR, "%s", e.text);
	str_done(&text);
}

static bool find_in_home(struct str *path)
{
	const char *home = getenv("HOME");

	str_clear(path);
	if (home && *home)
		str_addf(path, "%s/" TRUST_RC, home);
	return home && *home && file_exists(str_text(path));
}

static bool find_own(struct str *path)
{
	if (home_config(path)) {
		str_add(path, "/outpostrc");
		if (file_exists(str_text(path)))
			return true;
	}
	return find_in_home(path);
}

/* In the home folder it is the user's own, which has been run or given way to another. */
static bool is_here(void)
{
	struct str home = { 0 };
	struct stat here, there;
	bool is_home = find_in_home(&home) && stat(str_text(&home), &there) == 0;
	bool found = stat(TRUST_RC, &here) == 0;

	str_done(&home);
	return found && !(is_home && here.st_dev == there.st_dev && here.st_ino == there.st_ino);
}

static void add_here(struct rc *to, struct out *out)
{
	char *folder = realpath(".", NULL);
	struct err e;

	if (folder && trust_allows(folder, &e))
		add(to, "./" TRUST_RC, out);
	else if (folder)
		out_line(out, OUT_NOTE, "%s/" TRUST_RC " was not run: %s. outpost --rc ./" TRUST_RC " runs it%s.", folder, e.text,
			 trust_is_own(folder, NULL) ? "; the command trust . lets it run whenever a session begins here" : "");
	free(folder);
}

void rc_read(struct rc *to, struct out *out)
{
	struct str path = { 0 };

	if (find_own(&path))
		add(to, str_text(&path), out);
	if (is_here())
		add_here(to, out);
	str_done(&path);
}

void rc_done(struct rc *r)
{
	for (int i = 0; i < r->n; i++) {
		free(r->file[i].name);
		str_done(&r->file[i].text);
	}
	*r = (struct rc){ 0 };
}
