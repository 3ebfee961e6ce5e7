#include "panel/page.h"
