/* Exit codes. */
#ifndef OUTPOST_FRONT_EXIT_H
#define OUTPOST_FRONT_EXIT_H

enum exit_code {
	EXIT_OK = 0,
	EXIT_UNMET = 1,    /* an expectation was not met                          */
	EXIT_USAGE = 2,
	EXIT_SCRIPT = 3,   /* a command of a script failed                        */
	EXIT_FILE = 4,     /* a file of the command line, or standard output      */
	EXIT_TERMINAL = 5,
	EXIT_SIGNAL = 128, /* and the signal's number                             */
};

#endif
