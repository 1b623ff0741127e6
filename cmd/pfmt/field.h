/*
 * field.h: fields of a mail's header (RFC 5322, 2.2 and 3.6; RFC 2047).
 */
#ifndef SHEAF_PFMT_FIELD_H
#define SHEAF_PFMT_FIELD_H

#include "buf.h"

/*
 * A field as users write it, `Name: value`; it is kept, not copied. Returns
 * NULL, or what is wrong with it: a name that is none or is set by the format,
 * a control character (a line break would begin another field), what is not
 * UTF-8, or characters that are not of ASCII where none may be.
 */
struct field {
	struct slice name, value;
};
const char *field_read(struct field *field, const char *text);

/*
 * Adds FIELD, lines ended by LF and 78 characters long where they can be. What
 * is not ASCII becomes encoded words: in names of people in fields of
 * addresses, anywhere in fields of text. All other fields, such as
 * List-Unsubscribe, are folded at a blank behind a comma and nowhere else.
 */
void field_add(struct buf *to, struct field field);

#endif
