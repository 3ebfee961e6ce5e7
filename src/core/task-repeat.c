/* repeat. */
#include "core/task.h"
