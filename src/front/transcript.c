#include "front/transcript.h"
