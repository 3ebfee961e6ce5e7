/* Texts as content of XML and HTML. */
#ifndef OUTPOST_BASE_XML_H
#define OUTPOST_BASE_XML_H

#include <stdint.h>

#include "base/str.h"

/* Appends a character; those of markup as references, also for quoted values. What may not stand there, a control or no
 * character at all, becomes U+FFFD. */
void xml_rune(struct str *to, uint32_t rune);
/* The same of a whole text; bytes that are no UTF-8 become U+FFFD, one each. */
void xml_text(struct str *to, const char *text);

#endif
