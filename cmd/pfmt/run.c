#include "run.h"
#include "mem.h"

void *
job_state(struct job *job, size_t size)
{
	if (job->state == NULL)
		job->state = mem_zero(1, size);
	return job->state;
}

void
run_begin(struct job *job, struct out *out)
{
	job->out = out;
	job->to = out_buf(out);
	job->number = 0;
	job->counted = 0;
	job->opened = false;
}

/* What T, which may be NULL, makes of LINE. */
static struct slice
expand(struct text_template *t, struct slice line, struct buf *to)
{
	buf_reset(to);
	if (t != NULL)
		template_add(t, line, 0, to);
	return buf_slice(to);
}

/* Before the first paper, or the first one of a group, which LINE is. */
static void
open_papers(struct job *job, struct slice line)
{
	if (job->number == 0) {
		job->title =
			expand(job->title_template, line, &job->title_text);
		job->url = expand(job->url_template, line, &job->url_text);
		if (job->format->begin != NULL)
			job->format->begin(job);
	}
	if (job->header != NULL && !job->opened)
		templated_add(job, job->header, line);
	job->opened = true;
}

/* Behind the last paper. */
static void
close_papers(struct job *job)
{
	if (job->footer != NULL)
		templated_add(job, job->footer, buf_slice(&job->last));
	job->opened = false;
	job->counted = 0;
}

bool
run_group(struct job *job)
{
	if (job->group == NULL)
		return false;
	expand(job->group, job->line, &job->text);
	if (job->text.len == 0)
		buf_add(&job->text, SLICE("none"));
	if (job->number > 0 &&
		slice_eq(buf_slice(&job->text), buf_slice(&job->heading)))
		return false;
	buf_reset(&job->heading);
	buf_add(&job->heading, buf_slice(&job->text));
	return true;
}

void
run_members(struct job *job)
{
	record_all(job->line, job->member);
	for (size_t i = 0; i < MEMBER_COUNT; i++)
		if (json_empty(job->member[i]))
			job->member[i] = (struct json){0};
}

void
run_paper(struct job *job, struct slice line)
{
	bool group;

	job->line = line;
	group = run_group(job);
	if (group && job->number > 0 && job->format->heading == NULL)
		close_papers(job);
	open_papers(job, line);
	if (group && job->format->heading != NULL)
		job->format->heading(job, buf_slice(&job->heading));
	if (job->format->members)
		run_members(job);
	job->number++;
	job->counted++;
	job->format->record(job);
	if (job->footer != NULL) {
		buf_reset(&job->last);
		buf_add(&job->last, line);
	}
	out_spill(job->out);
}

void
run_end(struct job *job)
{
	if (job->number == 0)
		buf_reset(&job->last);
	open_papers(job, SLICE("{}"));
	close_papers(job);
	if (job->format->end != NULL)
		job->format->end(job);
}
