/*
 * compare.h: values against what a query names: by number where both sides are
 * numbers, by date where both are dates, else by bytes.
 */
#ifndef SHEAF_COMPARE_H
#define SHEAF_COMPARE_H

#include "date.h"
#include "json.h"

/* What stands in the query, as all that it may be. */
struct operand {
	struct slice text;
	bool is_number, is_integer;
	double number;
	int64_t integer;
	struct date date; /* empty where it is none */
};

/*
 * Reads TEXT: a number, a date of the record format, one that users write
 * (-7d; NOW is date_now()), or arXiv's 202509012359, which is the first second
 * of that minute, or the LAST. The text has to live as long as the operand.
 */
struct operand operand_read(struct slice text, int64_t now, bool last);

/*
 * VALUE, no array, against OPERAND: < 0, 0, > 0 in *ORDER. False for what has
 * no order (null, an object). SCRATCH is reset.
 */
bool operand_compare(struct json value, const struct operand *operand,
	struct buf *scratch, int *order);

#endif
