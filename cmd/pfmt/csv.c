/*
 * Tables: CSV (RFC 4180, with line feeds) and TSV (IANA, text/tab-separated-
 * values, where a value has neither tab nor line feed).
 */
#include "clean.h"
#include "format.h"
#include "mem.h"

static const char usual[] = "id,title,authors,published,venue,doi,url";

/* What joins the elements of an array: names of people have commas. */
static const struct slice join = SLICE_INIT("; ");

struct table {
	struct slice *names;
	struct json *values;
	size_t count, cap;
};

/* Adds TEXT without controls, except that its lines stay lines. */
static void
add_lines(struct buf *to, struct slice text)
{
	struct slice line;

	while (slice_cut(&text, '\n', &line)) {
		clean_controls(to, line);
		if (text.ptr != NULL)
			buf_char(to, '\n');
	}
}

/* The text of a value, in job->text. */
static void
gather(struct job *job, struct json value,
	void (*add)(struct buf *to, struct slice text))
{
	struct json_iter it = json_iter(value);
	struct json key, element;
	bool more = false;

	buf_reset(&job->text);
	if (value.type == JSON_STRING) {
		add(&job->text, json_text(value, &job->scratch));
	} else if (value.type == JSON_ARRAY) {
		for (; json_next(&it, &key, &element); more = true) {
			if (more)
				buf_add(&job->text, join);
			add(&job->text,
				element.type == JSON_STRING
					? json_text(element, &job->scratch)
					: element.raw);
		}
	} else if (value.type != JSON_NONE && value.type != JSON_NULL) {
		add(&job->text, value.raw);
	}
}

/*
 * A spreadsheet takes what begins so for a formula and runs it, from CSV and
 * TSV alike; what is a number in the record is none.
 */
static void
add_guard(struct job *job, struct json value)
{
	if (value.type != JSON_NUMBER && job->text.len > 0 &&
		memchr("=+-@", job->text.ptr[0], 4) != NULL)
		buf_char(job->to, '\'');
}

static void
add_quoted(struct buf *to, struct slice text)
{
	struct slice part;

	while (slice_cut(&text, '"', &part)) {
		buf_add(to, part);
		if (text.ptr != NULL)
			buf_add(to, SLICE("\"\""));
	}
}

static void
csv_value(struct job *job, struct json value)
{
	struct slice text;
	bool quoted;

	gather(job, value, add_lines);
	text = buf_slice(&job->text);
	quoted = memchr(text.ptr, ',', text.len) != NULL ||
	         memchr(text.ptr, '"', text.len) != NULL ||
	         memchr(text.ptr, '\n', text.len) != NULL;
	if (quoted)
		buf_char(job->to, '"');
	add_guard(job, value);
	if (!quoted) {
		buf_add(job->to, text);
		return;
	}
	add_quoted(job->to, text);
	buf_char(job->to, '"');
}

static void
tsv_value(struct job *job, struct json value)
{
	gather(job, value, clean_controls);
	add_guard(job, value);
	buf_add(job->to, buf_slice(&job->text));
}

/* A row of VALUES, which ADD writes. */
static void
add_row(struct job *job, char separator,
	void (*add)(struct job *job, struct json value))
{
	const struct table *table = job->state;

	for (size_t i = 0; i < table->count; i++) {
		if (i > 0)
			buf_char(job->to, separator);
		add(job, table->values[i]);
	}
	buf_char(job->to, '\n');
}

/* The header's names are values like others. */
static void
begin(struct job *job, char separator,
	void (*add)(struct job *job, struct json value))
{
	struct table *table = job_state(job, sizeof(*table));
	struct slice rest =
		slice_of(job->columns != NULL ? job->columns : usual);
	struct buf quoted = {0};
	struct slice name;

	table->count = 0;
	while (slice_cut(&rest, ',', &name)) {
		table->names = mem_grow(table->names, &table->cap,
			table->count + 1, sizeof(name));
		table->names[table->count++] = name;
	}
	if (table->values == NULL)
		table->values = mem_zero(table->count, sizeof(*table->values));
	for (size_t i = 0; i < table->count; i++) {
		buf_reset(&quoted);
		json_quote(&quoted, table->names[i]);
		if (i > 0)
			buf_char(job->to, separator);
		add(job, (struct json){buf_slice(&quoted), JSON_STRING});
	}
	buf_char(job->to, '\n');
	buf_free(&quoted);
}

static void
find(struct job *job)
{
	const struct table *table = job->state;

	record_find(job->line, table->names, table->count, table->values);
}

void
csv_begin(struct job *job)
{
	begin(job, ',', csv_value);
}

void
csv_record(struct job *job)
{
	find(job);
	add_row(job, ',', csv_value);
}

void
tsv_begin(struct job *job)
{
	begin(job, '\t', tsv_value);
}

void
tsv_record(struct job *job)
{
	find(job);
	add_row(job, '\t', tsv_value);
}
