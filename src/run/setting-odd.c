/* Odd settings. */
#include "run/session.h"
