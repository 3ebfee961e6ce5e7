/* Prompt files. */
#include "run/session.h"
