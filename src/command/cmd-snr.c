/* snr. */
#include "command/cmd.h"
