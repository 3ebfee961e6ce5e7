/* Compiler attributes, one spelling for gcc and clang. */
#ifndef OUTPOST_BASE_ATTR_H
#define OUTPOST_BASE_ATTR_H

#if defined(__GNUC__)
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))
#define NORETURN __attribute__((noreturn))
#define UNUSED __attribute__((unused))
#else
#define PRINTF_LIKE(fmt, args)
#define NORETURN
#define UNUSED
#endif

#endif
