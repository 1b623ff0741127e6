/*
 * split.h: a file per day, category or paper: --split.
 *
 * A name is a template whose values are parts of a name and never of a path. A
 * file begins and ends as if its papers were all; one is open at a time, so
 * papers wait until the last has been read: those of regular files as places to
 * read them again (again.h), others as they are.
 */
#ifndef SHEAF_PFMT_SPLIT_H
#define SHEAF_PFMT_SPLIT_H

#include "format.h"
#include "lines.h"

struct split;

/* Adds TEXT, a value of MEMBER, as part of a name: struct template_rules. */
void split_value(struct buf *to, struct slice member, struct slice text);

/* Of templates of names: split_value(), of an array the first element. */
extern const struct template_rules split_rules;

/* NAME, which was read with split_rules, makes the names. */
struct split *split_open(struct text_template *name);

/* Adds LINE, the last one of LINES. A paper without a name of a file is said
 * (err_bad) and passed over. */
void split_add(
	struct split *split, const struct lines *lines, struct slice line);

/*
 * Writes the files, in the order in which they were named first, and the names
 * of those that changed to LIST, a line each. What fails ends the program.
 */
void split_write(struct split *split, struct job *job, struct out *list);

#endif
