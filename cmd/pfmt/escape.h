/*
 * escape.h: values in templates, for what the template is written in: -e.
 */
#ifndef SHEAF_PFMT_ESCAPE_H
#define SHEAF_PFMT_ESCAPE_H

#include "buf.h"

enum { ESCAPES = 6 };

/*
 * A value can end nothing and begin nothing of what stands around it. Of a
 * member that is an address nothing is added, where links can be made, unless
 * it is http or https.
 */
struct escape {
	const char *name; /* as in -e */
	/* adds TEXT, without controls, of MEMBER: struct template_rules */
	void (*add)(struct buf *to, struct slice member, struct slice text);
};
extern const struct escape escapes[ESCAPES];

#endif
