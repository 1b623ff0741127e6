/*
 * coins.h: what Zotero's button reads from a page: OpenURL ContextObjects in
 * SPANs (Z39.88-2004, KEV format; ocoins.info).
 */
#ifndef SHEAF_PFMT_COINS_H
#define SHEAF_PFMT_COINS_H

#include "name.h"

/* Adds the paper at hand as a <span> that shows nothing. NAMES is kept for the
 * run. */
void coins_add(struct job *job, struct names *names);

#endif
