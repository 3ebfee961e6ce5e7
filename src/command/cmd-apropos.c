/* apropos. */
#include "command/cmd.h"
