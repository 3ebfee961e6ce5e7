/* margin. */
#include "command/cmd.h"
