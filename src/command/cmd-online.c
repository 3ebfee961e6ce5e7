/* online. */
#include "command/cmd.h"
