/* template. */
#include "core/task.h"
