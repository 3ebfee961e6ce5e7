/* hypercube. */
#include "core/task.h"
