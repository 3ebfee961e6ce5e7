/* passk. */
#include "command/cmd.h"
