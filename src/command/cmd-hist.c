/* hist. */
#include "command/cmd.h"
