/* lock. */
#include "core/task.h"
