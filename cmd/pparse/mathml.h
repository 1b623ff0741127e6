/*
 * mathml.h: formulas in MathML as text.
 */
#ifndef SHEAF_MATHML_H
#define SHEAF_MATHML_H

#include "buf.h"
#include "tag.h"

/*
 * Adds the formula of the element `math` that TAG begins, CONTENT being what
 * stands in it: the TeX that it was made from, between `$`, if alttext or an
 * annotation has it; else its symbols, with scripts as script_add() writes
 * them, fractions with a slash.
 */
void mathml_text(struct buf *to, const struct tag *tag, struct slice content);

/* Adds the TeX in CONTENT, that of JATS's tex-math, without its preamble. */
void mathml_tex(struct buf *to, struct slice content);

/*
 * Makes what was added to TO since BEGIN a superscript, else a subscript, as
 * plain text can: 10⁵, CO₂, where Unicode has all its characters, else T_max,
 * x^{n+1}. What is no formula stays as it is: 1st.
 */
void script_end(struct buf *to, size_t begin, bool super);

#endif
