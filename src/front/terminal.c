#include "front/terminal.h"
