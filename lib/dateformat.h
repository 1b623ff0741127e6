/*
 * dateformat.h: dates for people, by the letters of strftime (POSIX.1-2008).
 */
#ifndef SHEAF_DATEFORMAT_H
#define SHEAF_DATEFORMAT_H

#include "buf.h"

/*
 * The first letter in FORMAT that dateformat_add() does not know, 0 if it knows
 * all: c, r and X, which have a time, and E and O are not known.
 */
char dateformat_unknown(struct slice format);

/*
 * Adds DATE, for which date_valid() holds, by FORMAT, with the names of LOCALE:
 * "C" for English, "" for those of the user; where these are not UTF-8, it is
 * English. A letter whose part DATE does not have is left out, and so is what
 * stands between it and the letter before: `%d %b %Y` of 2016-03 is `Mar 2016`,
 * `%Y-%m` of 2016 is `2016`.
 */
void dateformat_add(struct buf *to, struct slice date, struct slice format,
	const char *locale);

#endif
