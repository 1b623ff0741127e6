#include "escape.h"
#include "html.h"
#include "json.h"
#include "link.h"
#include "markdown.h"
#include "percent.h"
#include "tex.h"

/* Members that hold addresses: sheaf(5). */
static bool
is_address(struct slice member)
{
	static const struct slice members[] = {SLICE_INIT("url"),
		SLICE_INIT("pdf"), SLICE_INIT("code"), SLICE_INIT("project"),
		SLICE_INIT("thumbnail")};

	for (size_t i = 0; i < COUNT(members); i++)
		if (slice_eq(member, members[i]))
			return true;
	return false;
}

static void
add_html(struct buf *to, struct slice member, struct slice text)
{
	static struct buf address;

	if (!is_address(member)) {
		html_escape(to, text);
		return;
	}
	buf_reset(&address);
	if (link_web(text))
		link_add(&address, text);
	html_escape(to, buf_slice(&address));
}

static void
add_markdown(struct buf *to, struct slice member, struct slice text)
{
	if (!is_address(member))
		markdown_add(to, text);
	else if (link_web(text))
		markdown_add_target(to, text);
}

/*
 * What begins with a bracket or star would be the option of a command that
 * stands before it, \item or \\ for one. In the target of a link TeX's own
 * characters are escaped as in a text, and a tilde as in an address.
 */
static void
add_tex(struct buf *to, struct slice member, struct slice text)
{
	static struct tex tex;
	static struct buf address;

	if (!is_address(member)) {
		if (slice_starts(text, SLICE("[")) ||
			slice_starts(text, SLICE("*")))
			buf_add(to, SLICE("{}"));
		tex_add(&tex, to, text);
		return;
	}
	if (!link_web(text))
		return;
	buf_reset(&address);
	link_add(&address, text);
	for (size_t i = 0; i < address.len; i++) {
		char c = address.ptr[i];

		if (c == '~') {
			buf_add(to, SLICE("\\%7E"));
			continue;
		}
		if (strchr("%#&_$", c) != NULL)
			buf_char(to, '\\');
		buf_char(to, c);
	}
}

static void
add_json(struct buf *to, struct slice member, struct slice text)
{
	(void)member;
	json_escape(to, text);
}

/* One word (POSIX, 2.2.2), with its quotes. */
static void
add_shell(struct buf *to, struct slice member, struct slice text)
{
	struct slice part;

	(void)member;
	buf_char(to, '\'');
	while (slice_cut(&text, '\'', &part)) {
		buf_add(to, part);
		if (text.ptr != NULL)
			buf_add(to, SLICE("'\\''"));
	}
	buf_char(to, '\'');
}

static void
add_url(struct buf *to, struct slice member, struct slice text)
{
	(void)member;
	percent_add(to, text, "");
}

const struct escape escapes[ESCAPES] = {
	{"html",     add_html    },
	{"json",     add_json    },
	{"markdown", add_markdown},
	{"shell",    add_shell   },
	{"tex",      add_tex     },
	{"url",      add_url     },
};
