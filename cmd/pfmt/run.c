#include "run.h"
#include "mem.h"

void *
job_state(struct job *job, size_t size)
{
	if (job->state == NULL)
		job->state = mem_zero(1, size);
	return job->state;
}

/* What jq makes of an absent member, null or empty, is absent here. */
static void
read_members(struct job *job)
{
	record_all(job->line, job->member);
	for (size_t i = 0; i < MEMBER_COUNT; i++)
		if (json_empty(job->member[i]))
			job->member[i] = (struct json){0};
}

void
run_begin(struct job *job, struct out *out)
{
	job->out = out;
	job->to = out_buf(out);
	job->number = 0;
	if (job->format->begin != NULL)
		job->format->begin(job);
}

void
run_paper(struct job *job, struct slice line)
{
	job->line = line;
	if (job->format->members)
		read_members(job);
	job->number++;
	job->format->record(job);
	out_spill(job->out);
}

void
run_end(struct job *job)
{
	if (job->format->end != NULL)
		job->format->end(job);
}
