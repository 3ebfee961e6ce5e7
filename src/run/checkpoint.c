/* Checkpoints. */
#include "run/session.h"
