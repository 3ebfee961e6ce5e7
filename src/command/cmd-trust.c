/* trust: folders whose .outpostrc is run. */
#include <string.h>

#include "command/cmd.h"
#include "command/say.h"
#include "command/trust.h"

static bool print_trusted(struct session *s, struct err *e)
{
	struct str list = { 0 }, path = { 0 };
	bool good = trust_read(&list, e);

	if (good && list.len > 0)
		out_line(s->out, OUT_REPLY, "%s", str_text(&list));
	else if (good)
		say(s, "no folder is trusted. trust . trusts this one");
	if (good && list.len > 0 && trust_file(&path))
		say(s, "kept in %s", str_text(&path));
	str_done(&list);
	str_done(&path);
	return good;
}

static bool trust_run(struct session *s, const struct args *a, struct err *e)
{
	struct str real = { 0 };
	bool good;

	if (a->n == 0)
		return print_trusted(s, e);
	if (s->work)
		return err_set(e, "with --class nothing is kept for later sessions, and no folder can be trusted");
	good = trust_add(a->word[0], &real, e);
	if (good) {
		bool here = strcmp(a->word[0], ".") == 0;
		say(s, "trusted: %s. Its " TRUST_RC " runs when a session begins there; source %s%s" TRUST_RC
		    " runs it now.", str_text(&real), here ? "" : str_text(&real), here ? "" : "/");
	}
	str_done(&real);
	return good;
}

const struct command cmd_trust = {
	.name = "trust", .synopsis = "trust [FOLDER]",
	.summary = "let sessions that begin in a folder run its file .outpostrc; alone, list such folders",
	.help = "Commands in a folder that came from elsewhere may do anything that you may, so\n"
		"nothing is run unasked. A file that belongs to another user, or that others may\n"
		"write to, is not run in a trusted folder either.",
	.example = { "trust .", "trust" },
	.group = GROUP_OTHER, .max = 1, .complete = { COMPLETE_FILE }, .run = trust_run,
};
