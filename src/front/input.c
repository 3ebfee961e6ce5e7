#include "front/input.h"
