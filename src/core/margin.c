/* Margin. */
#include "core/task.h"
