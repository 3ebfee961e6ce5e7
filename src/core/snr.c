/* Signal. */
#include "core/task.h"
