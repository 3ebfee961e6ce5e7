/* Online. */
#include "core/task.h"
