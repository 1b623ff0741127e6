/*
 * tex.h: accents of TeX in names.
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

#endif
