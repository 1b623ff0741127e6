#include <sys/stat.h>

#include "base64.h"
#include "document.h"
#include "uri.h"

const struct slice document_members[DOCUMENT_MEMBERS] = {
	[D_ID] = SLICE_INIT("id"),
	[D_URL] = SLICE_INIT("url"),
	[D_FINAL_URL] = SLICE_INIT("final_url"),
	[D_REQUEST] = SLICE_INIT("request"),
	[D_AUTHOR] = SLICE_INIT("author"),
	[D_ISSUED] = SLICE_INIT("issued"),
	[D_CONTENT_TYPE] = SLICE_INIT("content_type"),
	[D_BODY] = SLICE_INIT("body"),
	[D_BODY_BASE64] = SLICE_INIT("body_base64"),
	[D_FILE] = SLICE_INIT("file"),
	[D_ERROR] = SLICE_INIT("error"),
};

bool
document_is(const struct json values[])
{
	for (size_t i = D_BODY; i <= D_FILE; i++)
		if (values[i].type != JSON_NONE)
			return true;
	/* Services answer with an `error`, too, but not with what was asked. */
	return values[D_ERROR].type != JSON_NONE &&
	       (values[D_URL].type != JSON_NONE ||
		       values[D_REQUEST].type != JSON_NONE);
}

void
document_day(struct slice address, struct date *day)
{
	static const struct slice marks[] = {SLICE_INIT("?date="),
		SLICE_INIT("&date="), SLICE_INIT("/papers/date/"),
		SLICE_INIT("hf:daily/")};
	const size_t len = SLICE("2025-09-05").len;

	for (size_t i = 0; i < COUNT(marks) && day->text[0] == '\0'; i++) {
		const char *at = slice_find(address, marks[i]);
		struct slice rest;

		if (at == NULL)
			continue;
		rest = slice_from(
			address, (size_t)(at - address.ptr) + marks[i].len);
		if (rest.len == len ||
			(rest.len > len && strchr("&#/?", rest.ptr[len])))
			date_read_day(slice_first(rest, len), day);
	}
}

bool
document_full_text(struct slice address)
{
	static const struct slice requests[] = {
		SLICE_INIT("hf:text/"), SLICE_INIT("arxiv:text/")};
	static const struct slice pages[] = {
		SLICE_INIT("arxiv.org/html/"), SLICE_INIT("ar5iv.org/html/")};

	for (size_t i = 0; i < COUNT(requests); i++)
		if (slice_starts(address, requests[i]))
			return true;
	for (size_t i = 0; i < COUNT(pages); i++)
		if (slice_find(address, pages[i]) != NULL)
			return true;
	return slice_find(address, SLICE("/papers/")) != NULL &&
	       slice_ends(address, SLICE(".md"));
}

/* Does the path stay below the folder that it is relative to? */
static bool
stays_below(struct slice path)
{
	struct slice part;

	if (path.len == 0 || path.ptr[0] == '/' ||
		memchr(path.ptr, '\0', path.len) != NULL)
		return false;
	while (slice_cut(&path, '/', &part))
		if (slice_eq(part, SLICE("..")))
			return false;
	return true;
}

/* The folder of the file that the document is read from, and PATH below it. */
static void
join_path(struct buf *to, const char *file, struct slice path)
{
	const char *slash = strrchr(file, '/');

	buf_reset(to);
	if (slash == NULL)
		buf_add(to, SLICE("./"));
	else
		buf_add(to, (struct slice){file, (size_t)(slash - file) + 1});
	buf_add(to, path);
}

static bool
open_file(struct document *document, struct slice path, struct source *source)
{
	struct body *body = source->body;
	struct stat st;

	if (!stays_below(path)) {
		source_bad(source, 0, "file leads out of its folder: %.*s",
			ERR_SLICE(path));
		return false;
	}
	join_path(&document->path, body->file, path);
	buf_char(&document->path, '\0');
	document->files[0] = document->path.ptr;
	if (stat(document->files[0], &st) == 0 && !S_ISREG(st.st_mode)) {
		source_bad(source, 0, "%s: not a regular file",
			document->files[0]);
		return false;
	}
	document->file = values_open(document->files, NULL);
	body->values = document->file;
	return values_next_file(document->file);
}

static bool
open_body(struct document *document, const struct json values[],
	struct source *source)
{
	struct body *body = source->body;
	struct slice text;

	for (size_t i = D_BODY; i <= D_FILE; i++) {
		if (values[i].type == JSON_NONE)
			continue;
		if (values[i].type != JSON_STRING) {
			source_bad(source, 0, "%.*s is not a string",
				ERR_SLICE(document_members[i]));
			return false;
		}
		text = json_text(values[i], &document->body);
		if (i == D_FILE)
			return open_file(document, text, source);
		body->bytes = text;
		if (i == D_BODY)
			return true;
		if (!base64_decode(&document->decoded, text)) {
			source_bad(source, 0, "body_base64 is not base64");
			return false;
		}
		body->bytes = buf_slice(&document->decoded);
		return true;
	}
	return false;
}

static struct slice
media_type(struct buf *to, struct slice content_type)
{
	struct slice type;

	slice_cut(&content_type, ';', &type);
	type = slice_trim(type);
	buf_reset(to);
	for (size_t i = 0; i < type.len; i++)
		buf_char(to, ascii_lower(type.ptr[i]));
	return buf_slice(to);
}

bool
document_open(struct document *document, const struct json values[],
	struct source *source)
{
	struct slice url = json_text(values[D_URL], &document->url);
	struct slice final =
		json_text(values[D_FINAL_URL], &document->final_url);
	struct slice type =
		json_text(values[D_CONTENT_TYPE], &document->content_type);
	struct slice request = json_text(values[D_REQUEST], &document->request);

	if (values[D_ERROR].type != JSON_NONE) {
		err_bad_silent();
		return false;
	}
	source->body->address = url;
	source->url = uri_absolute(final) ? final
	              : uri_absolute(url) ? url
	                                  : SLICE("");
	document_day(final, &source->day);
	document_day(url, &source->day);
	document_day(request, &source->day);
	source->full_text =
		document_full_text(url) || document_full_text(request);
	charset_sent(&source->body->charset, type);
	source->media_type = media_type(&document->media_type, type);
	return open_body(document, values, source);
}

void
document_close(struct document *document)
{
	if (document->file != NULL)
		values_close(document->file);
	document->file = NULL;
}
