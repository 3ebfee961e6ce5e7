/* The name of a build, from what the compiler says of itself. */
#include "base/build.h"

#include <gnu/libc-version.h>
#include <stdio.h>

#if defined __clang__
#define COMPILER "clang " __clang_version__
#else
#define COMPILER "gcc " __VERSION__
#endif

#if defined __x86_64__
#define MACHINE "x86_64"
#elif defined __aarch64__
#define MACHINE "aarch64"
#else
#define MACHINE "other"
#endif

const char *build_name(void)
{
	static char name[160];

	if (!name[0])
		snprintf(name, sizeof name, PACKAGE_VERSION " " COMPILER " " MACHINE " glibc %s", gnu_get_libc_version());
	return name;
}
