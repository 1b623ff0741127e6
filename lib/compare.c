#include <stdlib.h>

#include "compare.h"

enum { NUMBER_MAX = 64 };

/* All of TEXT as a number of JSON. */
static bool
read_number(struct slice text, double *to)
{
	char copy[NUMBER_MAX];
	struct slice rest;
	struct json value;

	if (text.len == 0 || text.len >= sizeof(copy) ||
		(*text.ptr != '-' && !ascii_digit(*text.ptr)))
		return false;
	value = json_value(text, &rest);
	if (value.type != JSON_NUMBER || rest.len > 0)
		return false;
	memcpy(copy, text.ptr, text.len);
	copy[text.len] = '\0';
	*to = strtod(copy, NULL);
	return true;
}

/* YYYYMMDDhhmm, and with its end cut off: arXiv API User's Manual, 3.1.1. */
static struct date
read_arxiv_date(struct slice text, bool last)
{
	static const char form[] = "dddd-dd-ddTdd:dd";
	struct date date = {0};
	size_t n = 0, at = 0;

	for (size_t i = 0; i < text.len; i++)
		if (!ascii_digit(text.ptr[i]))
			return date;
	if (text.len % 2 != 0 || text.len < 6 || text.len > 12)
		return date;
	for (; at < text.len; n++)
		date.text[n] = form[n] == 'd' ? text.ptr[at++] : form[n];
	if (text.len == 10) /* an hour is no date of ours */
		memcpy(date.text + n, last ? ":59:59Z" : ":00:00Z", 7);
	if (text.len == 12)
		memcpy(date.text + n, last ? ":59Z" : ":00Z", 4);
	return date_valid(date_slice(&date)) ? date : (struct date){0};
}

static struct date
read_date(struct slice text, int64_t now, bool last)
{
	struct date date;

	if (date_read_user(text, now, &date))
		return date;
	date = read_arxiv_date(text, last);
	if (date.text[0] == '\0')
		date_read(text, &date);
	return date;
}

struct operand
operand_read(struct slice text, int64_t now, bool last)
{
	struct operand operand = {.text = text};
	struct json number = {text, JSON_NUMBER};

	operand.is_number = read_number(text, &operand.number);
	operand.is_integer =
		operand.is_number && json_int(number, &operand.integer);
	operand.date = read_date(text, now, last);
	return operand;
}

static int
sign(bool less, bool greater)
{
	return greater - less;
}

bool
operand_compare(struct json value, const struct operand *operand,
	struct buf *scratch, int *order)
{
	struct slice text;
	int64_t integer;
	double number;

	if (!json_scalar(value, scratch, &text))
		return false;
	if (operand->is_integer &&
		json_int((struct json){text, JSON_NUMBER}, &integer))
		*order = sign(
			integer<operand->integer, integer> operand->integer);
	else if (operand->is_number && read_number(text, &number))
		*order = sign(number<operand->number, number> operand->number);
	else if (operand->date.text[0] != '\0' && date_valid(text))
		*order = date_compare(text, date_slice(&operand->date));
	else
		*order = slice_compare(text, operand->text);
	return true;
}
