/* What cmocka.h wants before it, once. */
#ifndef OUTPOST_TESTS_UNIT_H
#define OUTPOST_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
