/*
 * tex.h: texts as values of BibTeX's fields.
 */
#ifndef SHEAF_PFMT_TEX_H
#define SHEAF_PFMT_TEX_H

#include "buf.h"

struct tex {
	bool unicode;  /* characters stay; else TeX's accents and letters */
	bool capitals; /* words with capitals inside stand in braces */
	struct buf composed;
};

/*
 * Adds TEXT. A formula, and a text with commands in it, is TeX already and
 * stays so; else every character of TeX's is escaped. Braces balance, whether
 * escaped or not, and commands that read, write or define lose their backslash.
 */
void tex_add(struct tex *tex, struct buf *to, struct slice text);

/* Adds TEXT that is TeX as it is, save that the last sentence holds, too. */
void tex_add_raw(struct tex *tex, struct buf *to, struct slice text);

/* Adds an address or identifier, with % for what ends or breaks a field. */
void tex_add_verbatim(struct buf *to, struct slice text);

#endif
