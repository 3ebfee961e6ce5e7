/* Behaviours that try again: best-of-m, Algorithm 1, Algorithm 2. */
#include "core/task.h"
