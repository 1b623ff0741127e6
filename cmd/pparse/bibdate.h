/*
 * bibdate.h: dates as bibliographies write them.
 */
#ifndef SHEAF_BIBDATE_H
#define SHEAF_BIBDATE_H

#include "date.h"
#include "json.h"

/*
 * A date as biblatex and RIS write it: the first of a range, without marks of
 * doubt (`1990~`), empty parts left out (`2016/10//`). False if it is none.
 */
bool bibdate_read(struct slice text, struct date *to);

/*
 * A date of a year (also `(1993)`), a month (`may`, `5`, `May 3`, `10~jan`) and
 * a day. What is not a month or a day is left out; false without a year.
 */
bool bibdate_of_parts(struct slice year, struct slice month, struct slice day,
	struct date *to);

/* One of CSL's `date-parts`: `[[2025,9,1]]`, also with strings in it. */
bool bibdate_of_json(struct json spans, struct date *to);

#endif
