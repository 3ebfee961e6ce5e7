#include "front/curses.h"
