/* What is the same in all pictures of a format [SVG 1.1; ISO 32000-1, 7.5; PNG, W3C 2003]. */
#include "run/drawn.h"

#include <stdint.h>
#include <string.h>

static const char png_first[] = "\x89PNG\r\n\x1a\n";
enum { PNG_HEAD = 8 + 25 }; /* with the chunk IHDR */
enum { DOTS_A_METRE = 11811 }; /* 300 an inch */

static bool begins(const struct str *s, const char *with, size_t n)
{
	return s->len >= n && memcmp(s->text, with, n) == 0;
}

/* Where the last `what` of the text begins, NULL: there is none. */
static const char *find_last(const struct str *s, const char *what)
{
	size_t n = strlen(what);

	for (size_t at = s->len + 1 - (s->len + 1 < n ? s->len + 1 : n); at-- > 0;)
		if (memcmp(s->text + at, what, n) == 0)
			return s->text + at;
	return NULL;
}

static bool ends(const struct str *s, const char *with)
{
	size_t n = s->len, m = strlen(with);

	while (n > 0 && strchr("\r\n ", s->text[n - 1]))
		n--;
	return n >= m && memcmp(s->text + n - m, with, m) == 0;
}

bool drawn_is_whole(const struct str *b, enum figure_format format)
{
	switch (format) {
	case FIGURE_SVG:
		return begins(b, "<?xml", 5) && find_last(b, "<svg") && ends(b, "</svg>");
	case FIGURE_PDF:
		return begins(b, "%PDF-", 5) && find_last(b, "startxref") && ends(b, "%%EOF");
	default:
		return begins(b, png_first, 8) && b->len > PNG_HEAD && b->len >= 8 &&
		       memcmp(b->text + b->len - 8, "IEND", 4) == 0;
	}
}

static void insert(struct str *bytes, size_t at, const struct str *what)
{
	struct str whole = { 0 };

	str_add_bytes(&whole, bytes->text, at);
	str_add_bytes(&whole, what->text, what->len);
	str_add_bytes(&whole, bytes->text + at, bytes->len - at);
	str_done(bytes);
	*bytes = whole;
}

/* In comments of both text formats: no end of the line, no end of the comment. */
static void add_plain(const char *text, struct str *to)
{
	for (; *text; text++) {
		char c = *text >= ' ' && *text <= '~' ? *text : '?';
		bool doubled = c == '-' && to->len > 0 && to->text[to->len - 1] == '-';
		str_add_bytes(to, doubled ? "?" : &c, 1);
	}
}

static void add_number(uint32_t n, struct str *to)
{
	char bytes[4] = { (char)(n >> 24), (char)(n >> 16), (char)(n >> 8), (char)n };

	str_add_bytes(to, bytes, 4);
}

/* The checksum of PNG: CRC-32, bits in reversed order. */
static uint32_t checksum(const char *bytes, size_t n)
{
	uint32_t c = 0xffffffffu;

	for (size_t i = 0; i < n; i++) {
		c ^= (unsigned char)bytes[i];
		for (int bit = 0; bit < 8; bit++)
			c = c & 1 ? c >> 1 ^ 0xedb88320u : c >> 1;
	}
	return ~c;
}

static void add_chunk(const char type[5], const struct str *data, struct str *to)
{
	size_t start;

	add_number((uint32_t)data->len, to);
	start = to->len;
	str_add_bytes(to, type, 4);
	str_add_bytes(to, data->text, data->len);
	add_number(checksum(to->text + start, data->len + 4), to);
}

static void add_chunks(const char *stamp, struct str *to)
{
	struct str data = { 0 };

	add_number(DOTS_A_METRE, &data);
	add_number(DOTS_A_METRE, &data);
	str_add_bytes(&data, "\1", 1); /* the unit is the metre */
	add_chunk("pHYs", &data, to);
	str_clear(&data);
	str_add_bytes(&data, "Comment", sizeof "Comment");
	add_plain(stamp, &data);
	add_chunk("tEXt", &data, to);
	str_done(&data);
}

void drawn_stamp(struct str *bytes, enum figure_format format, const char *stamp)
{
	struct str what = { 0 };
	size_t at = PNG_HEAD;

	if (format == FIGURE_PNG) {
		add_chunks(stamp, &what);
	} else if (format == FIGURE_SVG) {
		at = (size_t)(find_last(bytes, "<svg") - bytes->text);
		str_add(&what, "<!-- ");
		add_plain(stamp, &what);
		str_add(&what, " -->\n");
	} else {
		at = (size_t)(find_last(bytes, "startxref") - bytes->text);
		str_add(&what, "% ");
		add_plain(stamp, &what);
		str_add(&what, "\n");
	}
	insert(bytes, at, &what);
	str_done(&what);
}
