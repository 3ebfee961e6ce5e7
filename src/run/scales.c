/* Scales. */
#include "run/session.h"
