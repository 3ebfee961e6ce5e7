/* Estimates. */
#include "core/task.h"
