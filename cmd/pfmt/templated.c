#include "format.h"

/* A line feed stands behind each paper, of the template's own or ours. */
void
templated_record(struct job *job)
{
	template_add(job->template, job->line, job->number, job->to);
	if (!template_ends_line(job->template))
		buf_char(job->to, '\n');
}
