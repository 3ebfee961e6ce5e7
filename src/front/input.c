/* Keys are told apart by their bytes alone; time decides only where the bytes of one might still go on: 25 ms for Esc
 * and for a character, longer for a sequence, since its bytes are never typed. */
#include "front/input.h"

#include <errno.h>
#include <math.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "panel/keymap.h"

static const double char_seconds = 0.025, sequence_seconds = 0.1, paste_seconds = 1;
static const char paste_start[] = "\033[200~", paste_end[] = "\033[201~";
enum {
	ESC = 27, CTRL_C = 3,
	BRACKET = sizeof paste_start - 1, /* bytes of either        */
	SEQUENCE_MOST = 64,               /* bytes of a sequence    */
	MOUSE_MOST = 10000,               /* rows, columns, buttons */
	CHUNK_BYTES = 16384,
	FILL_MOST = 1 << 20,              /* bytes read in one call */
	HELD_MOST = 64 << 20,             /* bytes that wait to be handed out: a large paste */
};

void input_init(struct input *in, int fd, double (*clock)(void))
{
	*in = (struct input){ .fd = fd, .clock = clock };
}

void input_done(struct input *in)
{
	str_done(&in->bytes);
}

/* ---- reading */

/* Forgets what was handed out, when that is the greater part: each byte is moved at most once on average. */
static void shift(struct input *in)
{
	if (in->at == 0 || in->at < in->bytes.len / 2)
		return;
	in->bytes.len -= in->at;
	memmove(in->bytes.text, in->bytes.text + in->at, in->bytes.len + 1);
	in->looked = in->looked > in->at ? in->looked - in->at : 0;
	in->paste = in->paste > in->at ? in->paste - in->at : 0;
	in->at = 0;
}

static bool is_readable(const struct input *in)
{
	struct pollfd p = { .fd = in->fd, .events = POLLIN };
	int n;

	do
		n = poll(&p, 1, 0);
	while (n < 0 && errno == EINTR);
	return n > 0;
}

void input_fill(struct input *in)
{
	char chunk[CHUNK_BYTES];
	size_t before;

	shift(in);
	before = in->bytes.len;
	while (!in->ended && in->bytes.len - before < FILL_MOST && in->bytes.len < HELD_MOST && is_readable(in)) {
		ssize_t n = read(in->fd, chunk, sizeof chunk);
		if (n > 0)
			str_add_bytes(&in->bytes, chunk, (size_t)n);
		else if (n < 0 && errno == EAGAIN)
			break;
		else if (n == 0 || errno != EINTR)
			in->ended = true;
	}
	if (in->bytes.len > before)
		in->last = in->clock();
}

/* ---- keys */

struct cut {
	size_t n;       /* bytes of the key; 0: not whole yet .. */
	double seconds; /* .. and that long it may take          */
	uint32_t key;
	int row, col;   /* of the mouse                          */
	size_t looked;  /* of a paste: see struct input          */
};

static struct cut whole(size_t n, uint32_t key)
{
	return (struct cut){ .n = n, .key = key };
}

static struct cut unfinished(double seconds)
{
	return (struct cut){ .seconds = seconds };
}

/* Bytes behind Esc. The cursor keys have two forms each; Home, End and the function keys have more, by terminal. */
static uint32_t sequence_key(const char *p, size_t n)
{
	static const struct { const char *bytes; uint32_t key; } known[] = {
		{ "[A", PRESS_UP },    { "OA", PRESS_UP },    { "[B", PRESS_DOWN },     { "OB", PRESS_DOWN },
		{ "[C", PRESS_RIGHT }, { "OC", PRESS_RIGHT }, { "[D", PRESS_LEFT },     { "OD", PRESS_LEFT },
		{ "[H", PRESS_HOME },  { "OH", PRESS_HOME },  { "[1~", PRESS_HOME },    { "[7~", PRESS_HOME },
		{ "[F", PRESS_END },   { "OF", PRESS_END },   { "[4~", PRESS_END },     { "[8~", PRESS_END },
		{ "[5~", PRESS_PAGE_UP }, { "[6~", PRESS_PAGE_DOWN }, { "[Z", PRESS_BACKTAB },
		{ "OP", PRESS_F1 },    { "[11~", PRESS_F1 },  { "[[A", PRESS_F1 },
		{ "[15~", PRESS_F5 },  { "[[E", PRESS_F5 },   { "[21~", PRESS_F10 },
	};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (strlen(known[i].bytes) == n && memcmp(known[i].bytes, p, n) == 0)
			return known[i].key;
	return PRESS_OTHER;
}

/* ESC [ < BUTTON ; COLUMN ; ROW M, or m when a button is let go; from 1. n bytes, the last of them a final one. */
static struct cut mouse_key(const char *p, size_t n)
{
	struct cut c = whole(n, PRESS_OTHER);
	int number[3] = { 0 }, at = 0;

	for (size_t i = 3; i + 1 < n; i++)
		if (p[i] == ';' && at < 2)
			at++;
		else if (p[i] >= '0' && p[i] <= '9' && number[at] < MOUSE_MOST)
			number[at] = 10 * number[at] + p[i] - '0';
		else
			return c;
	if (p[n - 1] != 'M' || at < 2 || number[1] < 1 || number[2] < 1)
		return c;
	c.key = number[0] == 0 ? PRESS_CLICK : number[0] == 64 ? PRESS_WHEEL_UP : number[0] == 65 ? PRESS_WHEEL_DOWN : c.key;
	c.col = number[1] - 1;
	c.row = number[2] - 1;
	return c;
}

/* ESC [ or ESC O, parameters and intermediates 0x20..0x3f, a final byte 0x40..0x7e. The console of Linux sends
 * ESC [ [ A. What cannot go on so ends before the byte that does not fit. */
static struct cut cut_sequence(const char *p, size_t n)
{
	size_t i = 2;

	if (n > 2 && p[1] == '[' && p[2] == '[')
		i = 3;
	while (i < n && i < SEQUENCE_MOST && p[i] >= 0x20 && p[i] <= 0x3f)
		i++;
	if (i == n && i < SEQUENCE_MOST)
		return unfinished(sequence_seconds);
	if (i < SEQUENCE_MOST && p[i] >= 0x40 && p[i] <= 0x7e)
		i++;
	return p[1] == '[' && p[2] == '<' ? mouse_key(p, i) : whole(i, sequence_key(p + 1, i - 1));
}

static struct cut cut_char(const char *p, size_t n)
{
	size_t len = utf8_length((unsigned char)*p), i = 1;
	uint32_t rune;

	if (len == 0)
		return whole(1, PRESS_OTHER);
	while (i < len && i < n && (p[i] & 0xc0) == 0x80)
		i++;
	if (i == n && i < len)
		return unfinished(char_seconds);
	if (utf8_decode(p, i, &rune) != len)
		return whole(i, PRESS_OTHER);
	return whole(len, rune == '\t' ? PRESS_TAB : rune == '\r' || rune == '\n' ? PRESS_ENTER : rune);
}

/* Esc and a character typed with it: Alt. Of control characters only Backspace is typed so. */
static struct cut cut_escape(const char *p, size_t n)
{
	struct cut c;

	if (n == 1)
		return unfinished(char_seconds);
	if (p[1] == '[' || p[1] == 'O')
		return cut_sequence(p, n);
	if (p[1] >= 0 && p[1] < ' ' && p[1] != '\b')
		return whole(1, PRESS_ESC);
	c = cut_char(p + 1, n - 1);
	return c.n > 0 ? whole(c.n + 1, PRESS_OTHER) : c;
}

static struct cut cut_key(const char *p, size_t n)
{
	return *p == ESC ? cut_escape(p, n) : cut_char(p, n);
}

/* ---- pastes */

static bool is_paste(const char *p, size_t n)
{
	return n >= BRACKET && memcmp(p, paste_start, BRACKET) == 0;
}

/* The paste at `from`, brackets included. Goes on looking for its end where input_next() stopped before. */
static struct cut cut_paste(const struct input *in, size_t from)
{
	const char *text = in->bytes.text, *end = text + in->bytes.len, *p = text + from + BRACKET;

	if (in->paste == from && in->looked > from + BRACKET)
		p = text + in->looked;
	for (; (p = memchr(p, ESC, (size_t)(end - p))) && end - p >= BRACKET; p++)
		if (memcmp(p, paste_end, BRACKET) == 0)
			return whole((size_t)(p - text) + BRACKET - from, PRESS_OTHER);
	return (struct cut){ .seconds = paste_seconds, .looked = p ? (size_t)(p - text) : in->bytes.len };
}

/* In its place: lines end with \n, starts of another paste within and bytes 0 are left out. */
static size_t clean_paste(char *text, size_t n)
{
	size_t to = 0;

	for (size_t i = 0; i < n; i++)
		if (text[i] == '\r') {
			text[to++] = '\n';
			i += i + 1 < n && text[i + 1] == '\n';
		} else if (is_paste(text + i, n - i)) {
			i += BRACKET - 1;
		} else if (text[i] != '\0') {
			text[to++] = text[i];
		}
	text[to] = '\0';
	return to;
}

/* ---- units */

static double silence(const struct input *in)
{
	return in->clock() - in->last;
}

/* The first unit of what was read and not handed out, n > 0 bytes; `seconds`: how long its rest is still waited for. */
static struct cut cut_next(const struct input *in, size_t n)
{
	const char *p = in->bytes.text + in->at;
	struct cut c = is_paste(p, n) ? cut_paste(in, in->at) : cut_key(p, n);

	c.seconds = c.n > 0 || in->ended ? 0 : c.seconds - silence(in);
	return c;
}

static struct unit give_paste(char *p, size_t n)
{
	return (struct unit){ .kind = INPUT_PASTE, .bytes = p, .n = clean_paste(p, n) };
}

struct unit input_next(struct input *in)
{
	size_t n = in->bytes.len - in->at;
	struct cut c;
	bool late;
	char *p;

	if (n == 0)
		return (struct unit){ .kind = in->ended ? INPUT_END : INPUT_NONE };
	c = cut_next(in, n);
	late = c.n == 0;
	if (late && c.seconds > 0) {
		in->paste = in->at;
		in->looked = c.looked;
		return (struct unit){ .kind = INPUT_NONE };
	}
	if (late)
		c = whole(n, n == 1 && in->bytes.text[in->at] == ESC ? PRESS_ESC : PRESS_OTHER);
	p = in->bytes.text + in->at;
	in->at += c.n;
	if (is_paste(p, c.n))
		return give_paste(p + BRACKET, c.n - (late ? BRACKET : 2 * BRACKET));
	return (struct unit){ .kind = INPUT_KEY, .key = c.key, .row = c.row, .col = c.col, .bytes = p, .n = c.n };
}

int input_wait(const struct input *in)
{
	size_t n = in->bytes.len - in->at;
	double left;

	if (n == 0)
		return in->ended ? 0 : -1;
	left = cut_next(in, n).seconds;
	return left > 0 ? (int)ceil(left * 1000) : 0;
}

bool input_interrupted(struct input *in)
{
	const char *text = str_text(&in->bytes);
	size_t left, n;

	if (!memchr(text + in->at, CTRL_C, in->bytes.len - in->at))
		return false;
	for (size_t at = in->at; at < in->bytes.len; at += n) {
		left = in->bytes.len - at;
		n = is_paste(text + at, left) ? cut_paste(in, at).n : cut_key(text + at, left).n;
		if (n == 0)
			break;
		if (n == 1 && text[at] == CTRL_C) {
			in->at = at + 1;
			return true;
		}
	}
	return false;
}
