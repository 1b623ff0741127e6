/*
 * links.h: addresses that authors write into abstracts.
 */
#ifndef SHEAF_LINKS_H
#define SHEAF_LINKS_H

#include "buf.h"

enum link_type { LINK_OTHER, LINK_CODE, LINK_PROJECT };

/*
 * Cuts the next http or https address out of TEXT, of which the rest is left,
 * and puts it in URL, which is reset first: without punctuation and TeX behind
 * it, `\_` undone. The type is LINK_CODE at a place where code is kept, and
 * LINK_PROJECT where the words before it, or its host, say so. False at the
 * end.
 */
bool links_next(struct slice *text, struct buf *url, enum link_type *type);

/*
 * Do A and B lead to the same repository? Scheme, case, a slash or .git at the
 * end make no difference.
 */
bool links_same(struct slice a, struct slice b);

#endif
