#include "document.h"
#include "base64.h"
#include "record.h"
#include "utf8.h"

const struct slice document_names[DOCUMENT_MEMBERS] = {
	[D_URL] = SLICE_INIT("url"),
	[D_REQUEST] = SLICE_INIT("request"),
	[D_ID] = SLICE_INIT("id"),
	[D_FINAL_URL] = SLICE_INIT("final_url"),
	[D_STATUS] = SLICE_INIT("status"),
	[D_CONTENT_TYPE] = SLICE_INIT("content_type"),
	[D_FETCHED] = SLICE_INIT("fetched"),
	[D_ETAG] = SLICE_INIT("etag"),
	[D_LAST_MODIFIED] = SLICE_INIT("last_modified"),
	[D_BODY] = SLICE_INIT("body"),
	[D_BODY_BASE64] = SLICE_INIT("body_base64"),
	[D_FILE] = SLICE_INIT("file"),
	[D_ERROR] = SLICE_INIT("error"),
};

static void
add_member(struct buf *to, enum document_member member, struct slice value)
{
	bool base64 = member == D_BODY && !utf8_valid(value);

	json_quote(to, document_names[base64 ? D_BODY_BASE64 : member]);
	buf_char(to, ':');
	if (base64) {
		buf_char(to, '"');
		base64_add(to, value);
		buf_char(to, '"');
	} else if (member == D_STATUS) {
		buf_add(to, value);
	} else {
		json_quote(to, value);
	}
}

void
document_add(struct buf *to, const struct slice values[DOCUMENT_MEMBERS])
{
	char between = '{';

	for (enum document_member i = 0; i < DOCUMENT_MEMBERS; i++) {
		if (values[i].ptr == NULL)
			continue;
		buf_char(to, between);
		add_member(to, i, values[i]);
		between = ',';
	}
	buf_char(to, '}');
}

bool
document_find(struct slice line, struct json values[DOCUMENT_MEMBERS])
{
	return record_find(line, document_names, DOCUMENT_MEMBERS, values) &&
	       (values[D_BODY].type == JSON_STRING ||
		       values[D_BODY_BASE64].type == JSON_STRING ||
		       values[D_FILE].type == JSON_STRING ||
		       values[D_ERROR].type == JSON_STRING);
}
