#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "err.h"
#include "utf8.h"

enum { MESSAGE_MAX = 4096 };

static const char *program = "sheaf";
static enum status status = DONE;
static void (*erase_line)(void);

/* Room for one character as U+XXXX or \xXX. */
struct shown {
	char text[16];
};

static struct shown
show(struct slice at, size_t len, uint32_t c)
{
	struct shown s;

	if (c == UTF8_REPLACEMENT && len < 3)
		snprintf(s.text, sizeof(s.text), "\\x%02X",
			(unsigned char)at.ptr[0]);
	else if (c >= 0x80 && utf8_control(c))
		snprintf(s.text, sizeof(s.text), "<U+%04" PRIX32 ">", c);
	else if (utf8_control(c))
		snprintf(s.text, sizeof(s.text), "\\x%02" PRIX32, c);
	else
		snprintf(s.text, sizeof(s.text), "%.*s", (int)len, at.ptr);
	return s;
}

/* One write for a whole line, so that lines of parallel programs stay whole. */
ERR_FORMAT_LIST(3)
static void
say(const char *file, uint64_t line, const char *format, va_list args)
{
	char raw[MESSAGE_MAX], clean[MESSAGE_MAX];
	size_t used = 0, head = 0;
	struct slice text;
	int len = 0;

	if (file != NULL && line > 0)
		len = snprintf(
			raw, sizeof(raw), "%.1024s:%" PRIu64 ": ", file, line);
	else if (file != NULL)
		len = snprintf(raw, sizeof(raw), "%.1024s: ", file);
	if (len > 0)
		head = (size_t)len;
	vsnprintf(raw + head, sizeof(raw) - head, format, args);

	used = (size_t)snprintf(clean, sizeof(clean), "%.64s: ", program);
	for (text = slice_of(raw); text.len > 0;) {
		uint32_t c;
		size_t n = utf8_decode(text, &c);
		struct shown as = show(text, n, c);
		struct slice s = slice_of(as.text);

		if (used + s.len + 1 > sizeof(clean))
			break;
		memcpy(clean + used, s.ptr, s.len);
		used += s.len;
		text = slice_from(text, n);
	}
	clean[used++] = '\n';
	if (erase_line != NULL)
		erase_line();
	fwrite(clean, 1, used, stderr);
}

void
err_program(const char *name)
{
	static char line[BUFSIZ];

	program = name;
	setvbuf(stderr, line, _IOLBF, sizeof(line));
}

void
err_before(void (*erase)(void))
{
	erase_line = erase;
}

void
err_note(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(NULL, 0, format, args);
	va_end(args);
}

void
err_bad(const char *format, ...)
{
	va_list args;

	status = SOME_FAILED;
	va_start(args, format);
	say(NULL, 0, format, args);
	va_end(args);
}

void
err_bad_at(const char *file, uint64_t line, const char *format, ...)
{
	va_list args;

	status = SOME_FAILED;
	va_start(args, format);
	say(file, line, format, args);
	va_end(args);
}

void
err_bad_silent(void)
{
	status = SOME_FAILED;
}

void
err_die(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(NULL, 0, format, args);
	va_end(args);
	exit(UNUSABLE);
}

enum status
err_status(void)
{
	return status;
}
