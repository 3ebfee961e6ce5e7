/* Importance weights. */
#include "core/task.h"
