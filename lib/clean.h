/*
 * clean.h: white space and control characters.
 */
#ifndef SHEAF_CLEAN_H
#define SHEAF_CLEAN_H

#include "buf.h"

/*
 * The length of what is plain at the front of TEXT: ASCII without controls and
 * without two blanks in a row. Most text is, so here is the quick way past it.
 */
size_t clean_span(struct slice text);

/*
 * Adds TEXT as one line: every run of white space (ASCII, U+0085, U+00A0,
 * U+2028, U+2029) becomes a blank, none at the ends; other C0, DEL and C1 go;
 * what is not UTF-8 becomes U+FFFD.
 */
void clean_line(struct buf *to, struct slice text);

/* The same, where an empty line makes a new paragraph, written as \n\n. */
void clean_paragraphs(struct buf *to, struct slice text);

/*
 * Adds TEXT for a medium that obeys controls (a terminal, Markdown, mail, TSV):
 * without C0, DEL, C1 and bidi controls; line feed and tab become a blank, and
 * what is not UTF-8 becomes U+FFFD.
 */
void clean_controls(struct buf *to, struct slice text);

#endif
