/*
 * pfmt: papers as text for a terminal, Markdown, HTML, feeds, messages,
 * JSON, tables, bibliographies, or by a template.
 */
#include "dateformat.h"
#include "escape.h"
#include "format.h"
#include "lines.h"
#include "link.h"
#include "mem.h"
#include "opt.h"
#include "percent.h"
#include "run.h"
#include "split.h"

enum {
	OPT_COLOR = OPT_LONG,
	OPT_DATES,
	OPT_FOOTER,
	OPT_GROUP,
	OPT_HEADER,
	OPT_LANG,
	OPT_ONELINE,
	OPT_PARTIAL,
	OPT_SPLIT,
	OPT_TITLE,
	OPT_TO,
	OPT_URL,
};

static const struct opt options[] = {
	{'e',         "escape",   "LANGUAGE",
         "values of templates in html, json, markdown, shell, tex, url"                       },
	{'H',         "field",    "FIELD",      "a field of a mail's header"                  },
	{'f',         "format",   "FORMAT",
         "text, json, jsonl, markdown, html, mail, atom, jsonfeed, "
		"slack, discord, telegram, csv, tsv, ris, csl, bibtex, "
		"biblatex"								    },
	{'k',         "key",      "MEMBER,...",
         "the columns of csv and tsv; of bibtex, biblatex and csl a "
		"template of keys"							    },
	{'l',         "long",     NULL,         "whole abstracts, all authors, all links"     },
	{'o',         "output",   "FILE",       "write to FILE, replaced only when it changes"},
	{'t',         "template", "TEMPLATE",
         "a line per paper: {member} {member:WIDTH} {.}"                                      },
	{OPT_COLOR,   "color",    "WHEN",       "auto, always, never"                         },
	{OPT_DATES,   "dates",    "FORMAT",
         "days in text by strftime's letters, in your language"                               },
	{OPT_FOOTER,  "footer",   "TEMPLATE",   "behind the last paper"                       },
	{OPT_GROUP,   "group",    "MEMBER",
         "a heading where the value of MEMBER changes"                                        },
	{OPT_HEADER,  "header",   "TEMPLATE",   "before the first paper"                      },
	{OPT_LANG,    "lang",     "LANG",       "the language of a page or feed: en"          },
	{OPT_ONELINE, "oneline",  NULL,         "text: a line per paper, with its id"         },
	{OPT_PARTIAL, "partial",  NULL,         "replace FILE with status 3 too"              },
	{OPT_SPLIT,   "split",    "NAME",
         "a file per day or other value: days/{listed}.md"                                    },
	{OPT_TITLE,   "title",    "TITLE",      "the title of a page or feed"                 },
	{OPT_TO,      "to",       "CHAT",       "whom telegram is for: a number or @name"     },
	{OPT_URL,     "url",      "URL",        "where the page or feed will live"            },
};
static const struct program pfmt = {
	.name = "pfmt",
	.synopsis = "[-l | --oneline] [-f FORMAT | -t TEMPLATE] [-e LANGUAGE]"
		    " [-k MEMBER,... | TEMPLATE] [--color WHEN]"
		    " [--dates FORMAT] [--footer TEMPLATE] [--group MEMBER]"
		    " [-H FIELD]"
		    " [--header TEMPLATE] [--lang LANG] [--title TEMPLATE]"
		    " [--to CHAT] [--url TEMPLATE]"
		    " [-o FILE | --split NAME] [--partial] [FILE ...]",
	.summary = "Reads papers (JSON Lines), writes them in a format.",
	.options = options,
	.count = COUNT(options),
};

/* The first one is the default. */
static const struct format formats[] = {
	{
         .name = "text",
         .members = true,
         .framed = true,
         .begin = terminal_begin,
         .record = terminal_record,
         .heading = terminal_heading,
	 },
	{
         .name = "json",
         .begin = canonical_array_begin,
         .record = canonical_array_line,
         .end = canonical_array_end,
	 },
	{
         .name = "jsonl",
         .begin = canonical_begin,
         .record = canonical_line,
	 },
	{
         .name = "markdown",
         .members = true,
         .framed = true,
         .record = markdown_record,
         .heading = markdown_heading,
	 },
	{
         .name = "html",
         .members = true,
         .begin = page_begin,
         .record = page_record,
         .heading = page_heading,
         .end = page_end,
	 },
	{
         .name = "mail",
         .members = true,
         .framed = true,
         .begin = mail_begin,
         .record = mail_record,
         .heading = mail_heading,
         .end = mail_end,
	 },
	{
         .name = "atom",
         .members = true,
         .begin = atom_begin,
         .record = atom_record,
         .end = atom_end,
	 },
	{
         .name = "jsonfeed",
         .members = true,
         .begin = jsonfeed_begin,
         .record = jsonfeed_record,
         .end = jsonfeed_end,
	 },
	{
         .name = "slack",
         .members = true,
         .begin = slack_begin,
         .record = chat_record,
         .heading = chat_heading,
         .end = chat_end,
	 },
	{
         .name = "discord",
         .members = true,
         .begin = discord_begin,
         .record = chat_record,
         .heading = chat_heading,
         .end = chat_end,
	 },
	{
         .name = "telegram",
         .members = true,
         .begin = telegram_begin,
         .record = chat_record,
         .heading = chat_heading,
         .end = chat_end,
	 },
	{
         .name = "csv",
         .begin = csv_begin,
         .record = csv_record,
	 },
	{
         .name = "tsv",
         .begin = tsv_begin,
         .record = tsv_record,
	 },
	{
         .name = "ris",
         .members = true,
         .begin = ris_begin,
         .record = ris_record,
	 },
	{
         .name = "csl",
         .members = true,
         .begin = csl_begin,
         .record = csl_record,
         .end = canonical_array_end,
	 },
	{
         .name = "bibtex",
         .members = true,
         .begin = bibtex_begin,
         .record = bibtex_record,
	 },
	{
         .name = "biblatex",
         .members = true,
         .begin = biblatex_begin,
         .record = bibtex_record,
	 },
};
static const struct format templated = {
	.name = "template",
	.framed = true,
	.record = templated_record,
};

static const char *const whens[] = {
	[WHEN_AUTO] = "auto",
	[WHEN_ALWAYS] = "always",
	[WHEN_NEVER] = "never",
};

static const struct format *
format_named(const char *name)
{
	struct buf known = {0};

	for (size_t i = 0; i < COUNT(formats); i++) {
		if (strcmp(name, formats[i].name) == 0)
			return &formats[i];
		buf_format(&known, "%s%s", i > 0 ? ", " : "", formats[i].name);
	}
	opt_usage(&pfmt, "--format: %s is not one of %s", name,
		buf_string(&known));
}

static enum when
when_named(const char *name)
{
	for (size_t i = 0; i < COUNT(whens); i++)
		if (strcmp(name, whens[i]) == 0)
			return (enum when)i;
	opt_usage(&pfmt, "--color: %s is not auto, always or never", name);
}

static const char *
dates_given(const char *format)
{
	char unknown = dateformat_unknown(slice_of(format));

	if (unknown != '\0')
		opt_usage(&pfmt, "--dates: dates do not have %%%c", unknown);
	return format;
}

static const struct escape *
escape_named(const char *name)
{
	for (size_t i = 0; i < ESCAPES; i++)
		if (strcmp(name, escapes[i].name) == 0)
			return &escapes[i];
	opt_usage(&pfmt,
		"--escape: %s is not html, json, markdown, shell, tex or url",
		name);
}

/* The field of -H; whose value may not begin another one. */
static void
add_field(struct job *job, const char *text)
{
	struct field field;
	const char *wrong = field_read(&field, text);

	if (wrong != NULL)
		opt_usage(&pfmt, "--field: %s: %s", text, wrong);
	for (size_t i = 0; i < job->field_count; i++)
		if (slice_eq_nocase(job->fields[i].name, field.name))
			opt_usage(&pfmt, "--field: %.*s twice",
				ERR_SLICE(field.name));
	job->fields = mem_grow(job->fields, &job->field_room,
		job->field_count + 1, sizeof(*job->fields));
	job->fields[job->field_count++] = field;
}

/* What options say of templates, which are read once all are known. */
struct given {
	const char *template, *header, *footer, *group, *title, *url, *split;
	const struct escape *escape;
};

static struct text_template *
read_template(const char *option, const char *text, struct template_rules rules)
{
	struct template_error error;
	struct text_template *t;

	if (text == NULL)
		return NULL;
	t = template_read(text, rules, &error);
	if (t == NULL)
		opt_usage(&pfmt, "%s: character %zu: %s", option, error.at,
			error.what);
	return t;
}

/* A group is named by a template with the one member. */
static struct text_template *
read_group(const char *member)
{
	struct buf text = {0};

	if (member == NULL)
		return NULL;
	if (strpbrk(member, "{}\\?#") != NULL)
		opt_usage(&pfmt, "--group: %s is no member", member);
	buf_format(&text, "{%s}", member);
	return read_template("--group", buf_string(&text),
		(struct template_rules){.first = true});
}

/* In an address a value is what it is in the name of a file. */
static void
add_to_url(struct buf *to, struct slice member, struct slice text)
{
	static struct buf name;

	buf_reset(&name);
	split_value(&name, member, text);
	percent_add(to, buf_slice(&name), "");
}

static void
check_templates(const struct job *job, const struct given *given)
{
	const struct format *format = job->format;
	bool framed = given->header != NULL || given->footer != NULL;

	if (framed && !format->framed)
		opt_usage(&pfmt,
			"--header and --footer go with -t and -f text, "
			"markdown and mail");
	if (given->escape != NULL && given->template == NULL && !framed)
		opt_usage(&pfmt, "--escape goes with templates");
	if (given->group == NULL)
		return;
	if (format == &templated && !framed)
		opt_usage(&pfmt, "--group and -t want --header or --footer");
	if (format != &templated && format->heading == NULL)
		opt_usage(
			&pfmt, "--group: -f %s has no headings", format->name);
}

static void
read_templates(struct job *job, const struct given *given)
{
	struct template_rules rules = {0};

	check_templates(job, given);
	if (given->escape != NULL)
		rules.escape = given->escape->add;
	else if (job->format->record == markdown_record)
		rules.escape = escape_named("markdown")->add;
	job->template = read_template("--template", given->template, rules);
	job->header = read_template("--header", given->header, rules);
	job->footer = read_template("--footer", given->footer, rules);
	job->group = read_group(given->group);
	job->title_template = read_template(
		"--title", given->title, (struct template_rules){0});
	job->url_template = read_template("--url", given->url,
		(struct template_rules){.escape = add_to_url, .first = true});
}

/* -k: columns of a table, or the keys of a bibliography. */
static void
read_key(struct job *job, const char *text)
{
	const struct format *format = job->format;
	struct slice rest = slice_of(text), name;

	if (format->record == bibtex_record || format->record == csl_record) {
		job->key = read_template(
			"--key", text, (struct template_rules){.first = true});
		return;
	}
	if (format->record != csv_record && format->record != tsv_record)
		opt_usage(&pfmt, "--key goes with -f csv, tsv, bibtex, "
				 "biblatex and csl");
	while (slice_cut(&rest, ',', &name))
		if (name.len == 0)
			opt_usage(&pfmt, "--key: an empty name");
	job->columns = text;
}

static void
check_chat(const struct job *job)
{
	bool telegram = job->format->begin == telegram_begin;

	if (job->chat == NULL && telegram)
		opt_usage(&pfmt, "-f telegram wants --to CHAT");
	if (job->chat != NULL && !telegram)
		opt_usage(&pfmt, "--to goes with -f telegram");
	if (job->chat != NULL && *job->chat == '\0')
		opt_usage(&pfmt, "--to: no chat");
}

static const char *
url_given(const char *text)
{
	if (!link_web(slice_of(text)))
		opt_usage(&pfmt, "--url: %s is not http or https", text);
	return text;
}

/* RFC 5646, 2.1, as far as its characters go. */
static const char *
lang_given(const char *text)
{
	for (const char *p = text; *p != '\0'; p++)
		if (!ascii_alnum(*p) && *p != '-')
			opt_usage(&pfmt, "--lang: %s is not a language", text);
	if (*text == '\0')
		opt_usage(&pfmt, "--lang: no language");
	return text;
}

static void
format_papers(struct job *job, struct lines *lines, struct out *out)
{
	struct slice line;

	run_begin(job, out);
	while (record_next(lines, &line))
		if (record_vouch(lines, line))
			run_paper(job, line);
	run_end(job);
}

/* OUT gets the names of the files; with PARTIAL there are some with status 3.
 */
static void
split_papers(struct text_template *name, struct job *job, struct lines *lines,
	struct out *out, bool partial)
{
	struct split *split = split_open(name);
	struct slice line;

	while (record_next(lines, &line))
		if (record_vouch(lines, line))
			split_add(split, lines, line);
	if (err_status() == DONE || partial)
		split_write(split, job, out);
}

int
main(int argc, char *argv[])
{
	const char *path = NULL, *key = NULL;
	bool partial = false;
	struct given given = {0};
	struct job job = {0};
	struct lines *lines;
	enum status status;
	struct opts opts;
	struct out *out;
	int c;

	(void)argc;
	opt_begin(&opts, argv, &pfmt);
	while ((c = opt_next(&opts)) != -1)
		switch (c) {
		case 'H': add_field(&job, opts.arg); break;
		case 'e': given.escape = escape_named(opts.arg); break;
		case 'f': job.format = format_named(opts.arg); break;
		case 'k': key = opts.arg; break;
		case 'l': job.whole = true; break;
		case 'o': path = opts.arg; break;
		case 't': given.template = opts.arg; break;
		case OPT_COLOR: job.color = when_named(opts.arg); break;
		case OPT_DATES: job.dates = dates_given(opts.arg); break;
		case OPT_FOOTER: given.footer = opts.arg; break;
		case OPT_GROUP: given.group = opts.arg; break;
		case OPT_HEADER: given.header = opts.arg; break;
		case OPT_LANG: job.lang = lang_given(opts.arg); break;
		case OPT_ONELINE: job.oneline = true; break;
		case OPT_PARTIAL: partial = true; break;
		case OPT_SPLIT: given.split = opts.arg; break;
		case OPT_TITLE: given.title = opts.arg; break;
		case OPT_TO: job.chat = opts.arg; break;
		case OPT_URL: given.url = url_given(opts.arg); break;
		}
	if (job.format != NULL && given.template != NULL)
		opt_usage(&pfmt, "--format and --template exclude each other");
	if (path != NULL && given.split != NULL)
		opt_usage(&pfmt, "--output and --split exclude each other");
	if (job.format == NULL)
		job.format = given.template != NULL ? &templated : &formats[0];
	if (job.field_count > 0 && job.format->record != mail_record)
		opt_usage(&pfmt, "--field goes with -f mail");
	read_templates(&job, &given);
	if (job.dates != NULL && job.format->record != terminal_record)
		opt_usage(&pfmt, "--dates goes with -f text");
	if (key != NULL)
		read_key(&job, key);
	check_chat(&job);
	if (job.oneline && (job.whole || job.format != &formats[0]))
		opt_usage(&pfmt, "--oneline goes with -f text, without --long");

	out = out_open(path);
	lines = lines_open(opts.operands, LINES_MAX, out);
	if (given.split != NULL)
		split_papers(read_template("--split", given.split, split_rules),
			&job, lines, out, partial);
	else
		format_papers(&job, lines, out);
	lines_close(lines);
	status = err_status();
	out_close(out, status == DONE || (partial && status == SOME_FAILED));
	return status;
}
