/* Reading the command line. Files are read here too, so that a name that is wrong is found before anything runs. */
#include "front/options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/given.h"
#include "base/near.h"
#include "base/xalloc.h"
#include "command/script.h"
#include "front/exit.h"

const char options_usage[] =
	"Usage: outpost [OPTION].. [FILE.op]\n"
	"A terminal explorer of post-training with policy gradients.\n"
	"\n"
	"  FILE.op        run a script, and at a terminal stay\n"
	"  --preset NAME  the experiment to start with (barrier)\n"
	"  --seed N       both of its seeds\n"
	"  --resume       go on with the run that was saved last, and that no other outpost is writing\n"
	"  -e COMMANDS    run them and leave; may be given more than once, as may -b\n"
	"  -b SCRIPT      run a script and leave\n"
	"  --plain        text mode: no screen, nothing rewritten in place, no drawing characters\n"
	"  --tui          the screen, or an error where it cannot be\n"
	"  --color WHEN   auto, always or never (auto: unless NO_COLOR is set)\n"
	"  --theme NAME   colours: dark or light (the background), mono, projector\n"
	"  --ascii        draw with ASCII characters only\n"
	"  --class        for a class: commands write below the folder outpost-work only\n"
	"  --rc FILE      run this first, in place of the files that a session at a terminal begins with\n"
	"  --no-rc        begin with none of them\n"
	"  --check-lesson FILE  play a lesson, or more, with its own solutions, and leave; what it states in TAP\n"
	"  --tap          report `expect` lines in the Test Anything Protocol\n"
	"  --json         report all that is said as JSON, an object a line\n"
	"  --threads N    processor cores to use (0: all)\n"
	"  --man          print the commands, settings and metrics as a manual page\n"
	"  --help         print this and leave\n"
	"  --version      print the version and leave\n"
	"\n"
	"What -e, -b and FILE.op give runs in that order. With none of -e and -b, a session at a terminal opens the screen;\n"
	"`help` lists the commands there. With nothing given and no terminal, standard input is read. Text mode is also for\n"
	"TERM=dumb, terminals that cannot be drawn on, and when ACCESSIBLE or OUTPOST_PLAIN is set.\n"
	"\n"
	"Exit status: 0 all went well, 1 an expectation was not met, 2 wrong usage, 3 a script's command failed,\n"
	"4 a file cannot be read or the output not be written, 5 no suitable terminal, 128+N ended by signal N.\n";

enum { OPT_FIRST = 256 }; /* above all characters */
enum option_id {
	OPT_WORD = 1, /* getopt's name for a word that is no option */
	OPT_PRESET = OPT_FIRST, OPT_SEED, OPT_RESUME, OPT_PLAIN, OPT_TUI, OPT_COLOR, OPT_THEME, OPT_ASCII, OPT_CLASS, OPT_RC, OPT_NO_RC, OPT_TAP,
	OPT_JSON, OPT_CHECK_LESSON, OPT_THREADS, OPT_MAN, OPT_HELP, OPT_VERSION,
};

static const struct option long_options[] = {
	{ "preset", required_argument, NULL, OPT_PRESET },
	{ "seed", required_argument, NULL, OPT_SEED },
	{ "resume", no_argument, NULL, OPT_RESUME },
	{ "plain", no_argument, NULL, OPT_PLAIN },
	{ "tui", no_argument, NULL, OPT_TUI },
	{ "color", required_argument, NULL, OPT_COLOR },
	{ "theme", required_argument, NULL, OPT_THEME },
	{ "ascii", no_argument, NULL, OPT_ASCII },
	{ "class", no_argument, NULL, OPT_CLASS },
	{ "rc", required_argument, NULL, OPT_RC },
	{ "no-rc", no_argument, NULL, OPT_NO_RC },
	{ "tap", no_argument, NULL, OPT_TAP },
	{ "json", no_argument, NULL, OPT_JSON },
	{ "check-lesson", no_argument, NULL, OPT_CHECK_LESSON },
	{ "threads", required_argument, NULL, OPT_THREADS },
	{ "man", no_argument, NULL, OPT_MAN },
	{ "help", no_argument, NULL, OPT_HELP },
	{ "version", no_argument, NULL, OPT_VERSION },
	{ NULL, 0, NULL, 0 },
};
enum { LONG_OPTIONS = sizeof long_options / sizeof long_options[0] - 1 };

int options_refuse(const char *why)
{
	fprintf(stderr, "outpost: %s\noutpost --help lists what is allowed\n", why);
	return EXIT_USAGE;
}

/* getopt found `option`: ':' for a missing argument, '?' for the rest. */
static int refuse_option(char *const *argv, int option)
{
	const char *word = argv[optind - 1], *near;
	struct err e;

	if (optopt > 0 && optopt < OPT_FIRST) {
		err_set(&e, option == ':' ? "option -%c needs something behind it" : "there is no option -%c", optopt);
	} else if (optopt > 0) {
		err_set(&e, "option %s %s behind it", word, option == ':' ? "needs something" : "takes nothing");
	} else {
		near = near_find(word + strspn(word, "-"), long_options, LONG_OPTIONS, sizeof long_options[0]);
		err_set(&e, "there is no option %s%s%s", word, near ? ". did you mean --" : "", near ? near : "");
	}
	return options_refuse(e.text);
}

static struct input *add_input(struct request *r, const char *name)
{
	r->input = xresize(r->input, (size_t)r->ninput + 1, sizeof *r->input);
	r->input[r->ninput] = (struct input){ .name = name };
	return &r->input[r->ninput++];
}

static void add_lesson(struct request *r, const char *path)
{
	r->lesson = xresize(r->lesson, (size_t)r->nlessons + 1, sizeof *r->lesson);
	r->lesson[r->nlessons++] = path;
}

static int read_script(const char *path, struct str *to)
{
	struct err e;

	if (script_read(path, to, &e))
		return EXIT_OK;
	fprintf(stderr, "outpost: %s\n", e.text);
	return EXIT_FILE;
}

static int add_file(struct request *r, const char *path)
{
	return read_script(path, &add_input(r, path)->text);
}

static int read_rc(struct request *r, const char *path)
{
	if (r->has_rc)
		return options_refuse("--rc stands once: source FILE in it runs another");
	r->has_rc = true;
	r->rc.name = path;
	return read_script(path, &r->rc.text);
}

static int read_color(const char *word, struct request *r)
{
	static const char *const words[] = { [COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never" };
	char got[GIVEN_TEXT];
	struct err e;

	for (int i = 0; i < 3; i++)
		if (strcmp(word, words[i]) == 0) {
			r->color = (enum color_when)i;
			return EXIT_OK;
		}
	err_set(&e, "--color takes auto, always or never, got \"%s\"", given(got, word));
	return options_refuse(e.text);
}

/* One option, or a word that is none. EXIT_OK, or the exit code with which to leave. */
static int take_option(int option, char *const *argv, struct request *r)
{
	switch (option) {
	case OPT_PRESET:
		r->preset = optarg;
		break;
	case OPT_SEED:
		r->seed = optarg;
		break;
	case OPT_THREADS:
		r->threads = optarg;
		break;
	case OPT_RESUME:
		r->resume = true;
		break;
	case OPT_PLAIN:
		r->plain = true;
		break;
	case OPT_TUI:
		r->tui = true;
		break;
	case OPT_COLOR:
		return read_color(optarg, r);
	case OPT_THEME:
		r->theme = optarg;
		break;
	case OPT_ASCII:
		r->ascii = true;
		break;
	case OPT_CLASS:
		r->class = true;
		break;
	case OPT_RC:
		return read_rc(r, optarg);
	case OPT_NO_RC:
		r->no_rc = true;
		break;
	case OPT_TAP:
		r->tap = true;
		break;
	case OPT_JSON:
		r->json = true;
		break;
	case OPT_CHECK_LESSON:
		r->check_lesson = true;
		break;
	case OPT_MAN:
		r->man = true;
		break;
	case OPT_HELP:
		r->help = true;
		break;
	case OPT_VERSION:
		r->version = true;
		break;
	case 'e':
		r->stays = false;
		str_add(&add_input(r, "-e")->text, optarg);
		break;
	case 'b':
		r->stays = false;
		return add_file(r, optarg);
	case OPT_WORD:
		if (r->check_lesson) {
			add_lesson(r, optarg);
			break;
		}
		if (r->nfiles++ > 0)
			return options_refuse("one FILE.op at most; -b SCRIPT may be given more than once");
		return add_file(r, optarg);
	default:
		return refuse_option(argv, option);
	}
	return EXIT_OK;
}

int options_read(struct request *r, int argc, char **argv)
{
	int option, code = EXIT_OK;

	*r = (struct request){ .stays = true };
	opterr = 0;
	while (code == EXIT_OK && (option = getopt_long(argc, argv, "-:e:b:", long_options, NULL)) != -1)
		code = take_option(option, argv, r);
	/* behind "--" */
	while (code == EXIT_OK && optind < argc) {
		optarg = argv[optind++];
		code = take_option(OPT_WORD, argv, r);
	}
	return code;
}

void options_done(struct request *r)
{
	for (int i = 0; i < r->ninput; i++)
		str_done(&r->input[i].text);
	free(r->input);
	free(r->lesson);
	str_done(&r->rc.text);
	*r = (struct request){ 0 };
}
