#include "front/capture.h"
