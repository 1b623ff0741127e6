/*
 * tex.h: TeX in names, and in the text of bibliographies.
 */
#ifndef SHEAF_TEX_H
#define SHEAF_TEX_H

#include "buf.h"

/*
 * Adds NAME with TeX's accents and letters (`Andr\'e`, `{\"O}zg\"ur`, `\c{C}`,
 * `Kolst{\o}`) as characters, composed (NFC), and without its braces. Other
 * commands stay as they are. A name without `\` and braces is added as it is.
 */
void tex_name(struct buf *to, struct slice name);

/*
 * Adds TEXT, a title or an abstract in TeX. Where all of it can be said without
 * TeX it is plain text: accents, letters and signs as characters (`\&`, `--`),
 * emphasis and braces gone. With a formula or a command that is not known it
 * stays TeX as it is, and only braces that protect capitals go.
 */
void tex_text(struct buf *to, struct slice text);

/*
 * Adds an address or an identifier, where nothing is TeX but what people escape
 * there all the same (`\_`, `\%`, `\url{...}`).
 */
void tex_verbatim(struct buf *to, struct slice text);

#endif
