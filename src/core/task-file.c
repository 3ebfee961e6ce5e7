/* file. */
#include "core/task.h"
