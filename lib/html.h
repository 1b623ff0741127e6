/*
 * html.h: text in HTML and XML.
 */
#ifndef SHEAF_HTML_H
#define SHEAF_HTML_H

#include "buf.h"

/*
 * Adds TEXT as the text of an element, or as the value of an attribute in
 * quotes of either kind: & < > " ' become references that HTML, XML and
 * Telegram know (&#39; because HTML 4 has no &apos;). TEXT is UTF-8 without
 * controls (clean_controls()); U+FFFE and U+FFFF, which XML 1.0 has no place
 * for (2.2), become U+FFFD.
 */
void html_escape(struct buf *to, struct slice text);

#endif
