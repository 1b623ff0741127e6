#include <inttypes.h>

#include "document.h"
#include "ident.h"
#include "kinds.h"
#include "opt.h"

enum { LINE_SHOWN = 200 }; /* bytes of a body that is one line */

static const struct opt options[] = {
	{'f',      "format",  "KIND", "bodies are of this KIND: sheaf-pparse(1)"    },
	{'o',      "output",  "FILE", "write to FILE, replaced only when it changes"},
	{'u',      "url",     "URL",  "where raw files came from"                   },
	{OPT_LONG, "partial", NULL,   "replace FILE with status 3 too"              },
};

static const struct program program = {
	.name = "pparse",
	.synopsis = "[-f KIND] [-o FILE [--partial]] [-u URL] [FILE ...]",
	.summary = "Turns documents, or raw files, into papers.",
	.options = options,
	.count = COUNT(options),
};

struct parser {
	struct values *values;
	struct out *out;
	struct paper *paper;
	const struct kind *kind; /* of -f, or NULL */
	struct slice url;        /* of -u, or empty */
	struct body body;
	struct document document;
	struct buf scratch;

	/* Of an array that comes in runs: what the first one was, and what has
	 * come of all. */
	struct {
		const struct kind *kind;
		bool papers;
		uint64_t written, titled;
	} list;
};

/* Services that refuse in plain text do so in one line, which says why. */
static void
not_recognised(struct source *source, struct slice head)
{
	struct slice type = source->media_type, line = slice_trim(head);
	bool typed = type.len > 0;

	if (line.len > LINE_SHOWN || strchr("<{[", *line.ptr) != NULL ||
		memchr(line.ptr, '\n', line.len) != NULL)
		line.len = 0;
	source_bad(source, 0, "not recognised%s%.*s%s%s%.*s", typed ? " (" : "",
		ERR_SLICE(type), typed ? ")" : "", line.len > 0 ? ": " : "",
		ERR_SLICE(line));
}

static const struct kind *
body_kind(const struct parser *parser, const struct source *source,
	struct slice head)
{
	if (parser->kind != NULL)
		return parser->kind;
	if (source->before > 0)
		return parser->list.kind;
	return source->full_text ? kind_of_text(head) : kind_of(head);
}

static void
parse_body(struct parser *parser, struct source *source)
{
	struct slice head = body_head(source);
	const struct kind *kind =
		head.len > 0 ? body_kind(parser, source, head) : NULL;
	bool other = kind != NULL && !kind->sniff(head);

	parser->list.kind = kind;
	if (head.len == 0 && source->body->said)
		return;
	if (head.len == 0) {
		source_bad(source, 0, "the body is empty");
	} else if (kind != NULL) {
		kind->parse(source);
	} else if (source->before > 0) {
		return; /* it has been said of the first run */
	} else if (source->full_text) {
		source_bad(source, 0,
			"another page where the full text was asked for");
	} else {
		not_recognised(source, head);
	}
	if (source->more)
		return;
	if (other && source->written == 0 && !source->body->said)
		source_bad(source, 0, "nothing of the kind %s", kind->name);
	if (source->written > 0 && source->titled == 0)
		source_bad(source, 0,
			"%" PRIu64 " record%s, none with a title: the format "
			"may have changed",
			source->written, source->written == 1 ? "" : "s");
}

static struct source
source_begin(struct parser *parser, const struct value *value)
{
	struct body *body = &parser->body;

	body_reset(body);
	paper_reset(parser->paper);
	body->file = values_file(parser->values);
	body->line = value->line;
	return (struct source){
		.paper = parser->paper,
		.out = parser->out,
		.body = body,
		.url = SLICE(""),
		.media_type = SLICE(""),
	};
}

static void
parse_document(struct parser *parser, const struct value *value,
	const struct json members[])
{
	struct source source = source_begin(parser, value);

	if (document_open(&parser->document, members, &source))
		parse_body(parser, &source);
	document_close(&parser->document);
}

/*
 * A source's own JSON, or what is left of the file. Returns how much of what is
 * broken has been read.
 */
static size_t
parse_raw(
	struct parser *parser, const struct value *value, enum value_type type)
{
	struct source source = source_begin(parser, value);

	source.url = parser->url;
	document_day(parser->url, &source.day);
	source.full_text = document_full_text(parser->url);
	source.valid = type == VALUES_JSON;
	source.before = value->before;
	source.more = value->more;
	if (source.before > 0) {
		source.written = parser->list.written;
		source.titled = parser->list.titled;
	}
	if (type == VALUES_BODY) {
		parser->body.values = parser->values;
	} else { /* in UTF-8, and not packed */
		parser->body.ready = value->text;
		parser->body.done = true;
	}
	parse_body(parser, &source);
	parser->list.written = source.written;
	parser->list.titled = source.titled;
	return source.reached;
}

/*
 * Ids of papers have a scheme, and it is not that of an address. So may have
 * keys of CSL, whose authors and dates are no text.
 */
static bool
is_paper(struct parser *parser, const struct json members[])
{
	struct slice text = json_text(members[D_ID], &parser->scratch), scheme;
	size_t len = 0;

	if (members[D_AUTHOR].type == JSON_ARRAY ||
		members[D_ISSUED].type == JSON_OBJECT)
		return false;

	slice_cut(&text, ':', &scheme);
	while (len < scheme.len && ascii_alnum(scheme.ptr[len]))
		len++;
	return len > 0 && len == scheme.len && text.len > 0 &&
	       !slice_starts(text, SLICE("//"));
}

/* A paper that spans lines is put on one: white space between tokens goes. */
static void
pass_paper(struct parser *parser, struct slice paper)
{
	struct buf *to = out_buf(parser->out);
	bool in_string = false;

	if (memchr(paper.ptr, '\n', paper.len) == NULL) {
		out_line(parser->out, paper);
		return;
	}
	for (size_t i = 0; i < paper.len; i++) {
		char c = paper.ptr[i];

		if (!in_string && ascii_space(c))
			continue;
		buf_char(to, c);
		if (c == '"')
			in_string = !in_string;
		else if (c == '\\')
			buf_char(to, paper.ptr[++i]);
	}
	buf_char(to, '\n');
	out_spill(parser->out);
}

/*
 * An array of papers, as pfmt -f json writes it; false if it is another. WHOLE
 * if it passed json_check().
 */
static bool
pass_papers(struct parser *parser, const struct value *value, bool whole)
{
	struct json_iter it = json_iter((struct json){value->text, JSON_ARRAY});
	const char *file = values_file(parser->values);
	struct json key, each, members[DOCUMENT_MEMBERS];
	uint64_t item = value->before;
	struct json_error error;
	const char *counted = value->text.ptr;
	uint64_t line = value->line;
	bool wrong = false;

	if (item > 0 && !parser->list.papers)
		return false;
	while (json_next(&it, &key, &each)) {
		for (; counted < each.raw.ptr; counted++)
			line += *counted == '\n';
		record_find(
			each.raw, document_members, DOCUMENT_MEMBERS, members);
		bool paper = is_paper(parser, members);

		if (item++ == 0)
			parser->list.papers = paper;
		if (!parser->list.papers)
			return false;
		if (!whole && !json_check(each.raw, &error)) {
			err_bad_at(file, line, "item %" PRIu64 ": not JSON: %s",
				item, error.what);
			wrong = true;
		} else if (paper) {
			pass_paper(parser, each.raw);
		} else {
			err_bad_at(file, line, "item %" PRIu64 ": not a paper",
				item);
		}
	}
	if (it.broken && item > 0 && !wrong)
		err_bad_at(file, value->wrong_line,
			"item %" PRIu64 ": not JSON: %s", item + 1,
			value->wrong);
	return item > 0;
}

static void
parse_json(struct parser *parser, const struct value *value)
{
	struct json members[DOCUMENT_MEMBERS];

	if (value->text.ptr[0] == '[') {
		if (!pass_papers(parser, value, true))
			parse_raw(parser, value, VALUES_JSON);
		return;
	}
	record_find(value->text, document_members, DOCUMENT_MEMBERS, members);
	if (document_is(members))
		parse_document(parser, value, members);
	else if (is_paper(parser, members))
		pass_paper(parser, value->text);
	else
		parse_raw(parser, value, VALUES_JSON);
}

/*
 * A list of a known kind may have whole items; documents and papers have no
 * such parts. Where the brackets of an object do not close, what follows the
 * fault may be other values.
 */
static void
parse_broken(struct parser *parser, const struct value *value)
{
	struct json members[DOCUMENT_MEMBERS];
	bool list = value->text.ptr[0] == '[';
	size_t len = list ? value->text.len : 0;
	struct slice rest;

	record_find(value->text, document_members, DOCUMENT_MEMBERS, members);
	if (list && pass_papers(parser, value, false)) {
		; /* each item by itself */
	} else if (!document_is(members) && !is_paper(parser, members) &&
		   (parser->kind != NULL || value->before > 0 ||
			   kind_of(value->text) != NULL)) {
		size_t reached = parse_raw(parser, value, VALUES_BROKEN);

		if (!list)
			len = reached < value->wrong_at ? value->wrong_at
			                                : reached;
		if (!list && json_value(value->text, &rest).type != JSON_NONE)
			len = value->text.len;
	} else {
		err_bad_at(values_file(parser->values), value->wrong_line,
			"not JSON: %s", value->wrong);
	}
	if (!value->more)
		values_skip_line(parser->values, len);
}

static void
parse_files(struct parser *parser)
{
	enum value_type type;
	struct value value;

	while ((type = values_next(parser->values, &value)) != VALUES_END) {
		if (type == VALUES_JSON) {
			parse_json(parser, &value);
		} else if (type == VALUES_BROKEN) {
			parse_broken(parser, &value);
		} else if (value.first || kind_of(value.text) != NULL) {
			parse_raw(parser, &value, VALUES_BODY);
		} else {
			err_bad_at(values_file(parser->values), value.line,
				"not recognised");
			values_skip_line(parser->values, 0);
		}
	}
}

int
main(int argc, char *argv[])
{
	/* Static: a check for leaks sees that it is in use to the end. */
	static struct parser parser = {
		.url = {"", 0}
        };
	const char *output = NULL;
	bool partial = false;
	struct opts opts;
	enum status status;
	int c;

	(void)argc;
	opt_begin(&opts, argv, &program);
	while ((c = opt_next(&opts)) != -1)
		switch (c) {
		case 'f':
			parser.kind = kind_named(slice_of(opts.arg));
			if (parser.kind == NULL)
				opt_usage(
					&program, "no such kind: %s", opts.arg);
			break;
		case 'o': output = opts.arg; break;
		case 'u':
			parser.url = slice_of(opts.arg);
			if (!ident_of_url(parser.url, &parser.scratch))
				opt_usage(&program,
					"not an http or https address: %s",
					opts.arg);
			break;
		case OPT_LONG: partial = true; break;
		}
	parser.out = out_open(output);
	parser.paper = paper_new();
	parser.values = values_open(opts.operands, parser.out);
	parse_files(&parser);
	values_close(parser.values);
	status = err_status();
	out_close(parser.out,
		status == DONE || (partial && status == SOME_FAILED));
	return status;
}
