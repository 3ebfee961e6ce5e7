/* position. */
#include "core/task.h"
