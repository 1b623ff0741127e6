#include "format.h"

void
templated_add(struct job *job, struct text_template *t, struct slice line)
{
	template_add(t, line, job->counted, job->to);
	if (!template_ends_line(t))
		buf_char(job->to, '\n');
}

void
templated_record(struct job *job)
{
	templated_add(job, job->template, job->line);
}
