/* bound. */
#include "command/cmd.h"
