/* Bounds. */
#include "core/task.h"
