/*
 * run.h: papers through a format, to one output.
 *
 *	run_begin(job, out);
 *	while (there is another LINE)
 *		run_paper(job, line);
 *	run_end(job);
 *
 * Another output may follow: nothing is left of the one before.
 */
#ifndef SHEAF_PFMT_RUN_H
#define SHEAF_PFMT_RUN_H

#include "format.h"

void run_begin(struct job *job, struct out *out);
void run_paper(struct job *job, struct slice line);
void run_end(struct job *job);

/* Does job->line begin a group? Its name is then in job->heading. */
bool run_group(struct job *job);

/*
 * The members of job->line. What jq makes of an absent member, null or empty,
 * is absent here.
 */
void run_members(struct job *job);

#endif
