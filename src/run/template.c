/* Templates. */
#include "run/session.h"
