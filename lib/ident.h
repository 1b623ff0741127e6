/*
 * ident.h: identifiers of papers, in every shape in which people paste them.
 *
 * The syntax of an id is a promise: keys in state files of today have to fit
 * the programs of next year. sheaf(5), "Identity and merging".
 */
#ifndef SHEAF_IDENT_H
#define SHEAF_IDENT_H

#include "buf.h"

/*
 * Reads an identifier, or the address of a paper at a known service, and puts
 * `scheme:value` in ID, which is reset first. Known are
 *   arxiv:    new and old style ids (help.arxiv.org, "arXiv identifier"), with
 *             `arXiv:`, `oai:arXiv.org:`, versions, subject classes, and their
 *             pages at arxiv.org (abs, pdf, html, ps, format, e-print, src),
 *             its mirrors, ar5iv, alphaXiv, Hugging Face, and the DOI
 *             10.48550/arXiv.X
 *   doi:      in lower case, from `10.N/X`, `doi:X`, doi.org and dx.doi.org
 *             (ISO 26324); percent-escapes of an address undone; and from
 *             pages of bioRxiv and medRxiv, whatever their version
 *   pmid: pmcid: acl: openreview: dblp: s2: openalex:
 *             written so, and from the services' own addresses
 * Blanks around, and what a sentence leaves on pasted text, as in `(see X).`,
 * are left off.
 * *VERSION (if not NULL) is the arXiv version, 0 where none is given. False for
 * anything else, and ID is then empty.
 */
bool ident_read(struct slice text, struct buf *id, int *version);

/* As ident_read(), and only what is written as an id, not an address. */
bool ident_read_bare(struct slice text, struct buf *id, int *version);

/*
 * A web address as a key, in ID, which is reset first: `url:` and the address
 * with https for http, host in lower case, without default port, fragment,
 * trailing slash and tracking parameters (utm_*, fbclid, gclid, ...). False if
 * it is not http or https.
 */
bool ident_of_url(struct slice url, struct buf *id);

/*
 * Is TERM a category of arXiv: an archive with a subject class (cs.LG), or one
 * that has none (hep-th)? Terms of other schemes stand beside them (68T05).
 */
bool ident_category(struct slice term);

/* The rank of an id's scheme, 0 the best: the order of sheaf(5). */
int ident_rank(struct slice id);

#endif
