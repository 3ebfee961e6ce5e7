/* What made this program: numbers are the same to the last bit only where this is the same. */
#ifndef OUTPOST_BASE_BUILD_H
#define OUTPOST_BASE_BUILD_H

/* `0.1.0 gcc 12.2.0 x86_64 glibc 2.36`: version, compiler, machine, library; one word between single blanks each. */
const char *build_name(void);

#endif
