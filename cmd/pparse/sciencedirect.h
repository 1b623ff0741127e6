/*
 * sciencedirect.h: what Elsevier's feeds have in the place of an abstract:
 *
 *	Publication date: July 2026
 *	Source: Journal of Otters, Volume 12, Issue 3
 *	Author(s): Ann Lee, Bo Chen
 */
#ifndef SHEAF_SCIENCEDIRECT_H
#define SHEAF_SCIENCEDIRECT_H

#include "paper.h"

/*
 * Sets the members that SUMMARY, text without markup, names, and adds what is
 * left of it to ABSTRACT. False, and nothing is done, if it is another.
 */
bool sciencedirect_read(
	struct paper *paper, struct slice summary, struct buf *abstract);

#endif
