/*
 * markup.h: plain text out of fragments of HTML, XHTML, JATS and MathML.
 *
 * The text is to be cleaned by whoever gets it (paper_set() does): here only
 * markup and entities are undone. It is UTF-8 if what came in was.
 */
#ifndef SHEAF_MARKUP_H
#define SHEAF_MARKUP_H

#include <stdint.h>

#include "buf.h"

/*
 * Adds the text of HTML. Tags of blocks end a word, those of paragraphs, and
 * two line breaks in a row, leave an empty line; other tags leave nothing.
 * Sub- and superscripts, and formulas, are written as mathml.h says: CO₂.
 * Scripts, styles and comments go with their content, so do JATS's footnotes
 * and references (fn, xref), and so does a heading `Abstract` in front.
 * Prefixes of names (jats:p, mml:mi) do not count. A `<` that begins no tag is
 * text, as in `a < b` and `$x<y$`.
 */
void markup_text(struct buf *to, struct slice html);

/*
 * Adds what somebody typed into a field of plain text: references undone, if
 * REFERENCES, and of tags those that people type, where they are closed: in
 * `<p> and <i>x</i>` the first is what it looks like, a mean.
 */
void markup_typed(struct buf *to, struct slice text, bool references);

/* Adds TEXT as markup_text() gives it back, between tags or in quotes. */
void markup_escaped(struct buf *to, struct slice text);

/* Is there neither a tag nor a reference in TEXT, for sure? */
bool markup_none(struct slice text);

/*
 * Adds TEXT with references undone, once: numbers, where 128 to 159 are those
 * of windows-1252 as in browsers, and the names of HTML 4. What is a control is
 * left out; what is no reference stays as it is.
 */
void markup_entities(struct buf *to, struct slice text);

#endif
