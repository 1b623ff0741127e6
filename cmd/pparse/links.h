/*
 * links.h: addresses that authors write into abstracts.
 */
#ifndef SHEAF_LINKS_H
#define SHEAF_LINKS_H

#include "buf.h"

enum link_type {
	LINK_OTHER,
	LINK_CODE,
	LINK_PROJECT,
	LINK_MODEL, /* on the Hugging Face Hub, as the next two */
	LINK_DATASET,
	LINK_SPACE,
};

/*
 * Cuts the next http or https address out of TEXT, of which the rest is left,
 * and puts it in URL, which is reset first: without punctuation and TeX behind
 * it, `\_` undone. Of places where code is kept the scheme may be missing.
 *
 * It is LINK_CODE at such a place, or where the words before a short address
 * say so; LINK_PROJECT where they, or its host, say that; of a model, a dataset
 * or a space URL is the name that the Hub knows it by, `owner/name`. False at
 * the end.
 */
bool links_next(struct slice *text, struct buf *url, enum link_type *type);

/*
 * Do A and B lead to the same repository? Scheme, case, a slash or .git at the
 * end make no difference.
 */
bool links_same(struct slice a, struct slice b);

#endif
