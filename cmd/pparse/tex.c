#include <stdlib.h>
#include <utf8proc.h>

#include "tex.h"
#include "texletters.h"
#include "utf8.h"

/* In texts, not in names: signs, and commands that leave nothing or a blank. */
static const struct {
	struct slice command, text;
} signs[] = {
	{SLICE_INIT(" "),                 SLICE_INIT(" ")    },
	{SLICE_INIT("\n"),                SLICE_INIT(" ")    },
	{SLICE_INIT("\\"),                SLICE_INIT(" ")    },
	{SLICE_INIT(","),                 SLICE_INIT(" ")    },
	{SLICE_INIT(";"),                 SLICE_INIT(" ")    },
	{SLICE_INIT("!"),                 SLICE_INIT("")     },
	{SLICE_INIT("-"),                 SLICE_INIT("")     },
	{SLICE_INIT("/"),                 SLICE_INIT("")     },
	{SLICE_INIT("&"),                 SLICE_INIT("&")    },
	{SLICE_INIT("%"),                 SLICE_INIT("%")    },
	{SLICE_INIT("$"),                 SLICE_INIT("$")    },
	{SLICE_INIT("#"),                 SLICE_INIT("#")    },
	{SLICE_INIT("_"),                 SLICE_INIT("_")    },
	{SLICE_INIT("{"),                 SLICE_INIT("{")    },
	{SLICE_INIT("}"),                 SLICE_INIT("}")    },
	{SLICE_INIT("emph"),              SLICE_INIT("")     },
	{SLICE_INIT("textit"),            SLICE_INIT("")     },
	{SLICE_INIT("textbf"),            SLICE_INIT("")     },
	{SLICE_INIT("textrm"),            SLICE_INIT("")     },
	{SLICE_INIT("textsc"),            SLICE_INIT("")     },
	{SLICE_INIT("textsf"),            SLICE_INIT("")     },
	{SLICE_INIT("textsl"),            SLICE_INIT("")     },
	{SLICE_INIT("texttt"),            SLICE_INIT("")     },
	{SLICE_INIT("textup"),            SLICE_INIT("")     },
	{SLICE_INIT("textnormal"),        SLICE_INIT("")     },
	{SLICE_INIT("text"),              SLICE_INIT("")     },
	{SLICE_INIT("mbox"),              SLICE_INIT("")     },
	{SLICE_INIT("bf"),                SLICE_INIT("")     },
	{SLICE_INIT("em"),                SLICE_INIT("")     },
	{SLICE_INIT("it"),                SLICE_INIT("")     },
	{SLICE_INIT("rm"),                SLICE_INIT("")     },
	{SLICE_INIT("sc"),                SLICE_INIT("")     },
	{SLICE_INIT("sf"),                SLICE_INIT("")     },
	{SLICE_INIT("sl"),                SLICE_INIT("")     },
	{SLICE_INIT("tt"),                SLICE_INIT("")     },
	{SLICE_INIT("par"),               SLICE_INIT("\n\n") },
	{SLICE_INIT("dots"),              SLICE_INIT("…")  },
	{SLICE_INIT("ldots"),             SLICE_INIT("…")  },
	{SLICE_INIT("textendash"),        SLICE_INIT("–")  },
	{SLICE_INIT("textemdash"),        SLICE_INIT("—")  },
	{SLICE_INIT("textquoteleft"),     SLICE_INIT("‘")  },
	{SLICE_INIT("textquoteright"),    SLICE_INIT("’")  },
	{SLICE_INIT("textquotedblleft"),  SLICE_INIT("“")  },
	{SLICE_INIT("textquotedblright"), SLICE_INIT("”")  },
	{SLICE_INIT("textquotesingle"),   SLICE_INIT("'")    },
	{SLICE_INIT("textquotedbl"),      SLICE_INIT("\"")   },
	{SLICE_INIT("textasciigrave"),    SLICE_INIT("`")    },
	{SLICE_INIT("textasciitilde"),    SLICE_INIT("~")    },
	{SLICE_INIT("textasciicircum"),   SLICE_INIT("^")    },
	{SLICE_INIT("textbackslash"),     SLICE_INIT("\\")   },
	{SLICE_INIT("textbraceleft"),     SLICE_INIT("{")    },
	{SLICE_INIT("textbraceright"),    SLICE_INIT("}")    },
	{SLICE_INIT("textunderscore"),    SLICE_INIT("_")    },
	{SLICE_INIT("textdollar"),        SLICE_INIT("$")    },
	{SLICE_INIT("textbar"),           SLICE_INIT("|")    },
	{SLICE_INIT("textless"),          SLICE_INIT("<")    },
	{SLICE_INIT("textgreater"),       SLICE_INIT(">")    },
	{SLICE_INIT("textdegree"),        SLICE_INIT("°")   },
	{SLICE_INIT("textregistered"),    SLICE_INIT("®")   },
	{SLICE_INIT("texttrademark"),     SLICE_INIT("™")  },
	{SLICE_INIT("copyright"),         SLICE_INIT("©")   },
	{SLICE_INIT("pounds"),            SLICE_INIT("£")   },
	{SLICE_INIT("S"),                 SLICE_INIT("§")   },
	{SLICE_INIT("TeX"),               SLICE_INIT("TeX")  },
	{SLICE_INIT("LaTeX"),             SLICE_INIT("LaTeX")},
};

/* Pairs that TeX's fonts make one sign of; the longest first. */
static const struct {
	struct slice pair, text;
} ligatures[] = {
	{SLICE_INIT("---"), SLICE_INIT("—")},
	{SLICE_INIT("--"),  SLICE_INIT("–")},
	{SLICE_INIT("``"),  SLICE_INIT("“")},
	{SLICE_INIT("''"),  SLICE_INIT("”")},
};

/* What stands behind blanks, and braces that open. */
static struct slice
skip_open(struct slice s)
{
	while (s.len > 0 && (*s.ptr == ' ' || *s.ptr == '{'))
		s = slice_from(s, 1);
	return s;
}

/* Adds the letter at the front of REST with MARK; what follows it. */
static struct slice
add_accented(struct buf *to, struct slice rest, uint32_t mark)
{
	char bytes[4];
	uint32_t c;
	size_t n;

	rest = skip_open(rest);
	/* a dotless i is for accents above it, and Unicode's i is dotless then
	 */
	if (slice_starts(rest, SLICE("\\i")) ||
		slice_starts(rest, SLICE("\\j")))
		rest = slice_from(rest, 1);
	if (rest.len == 0)
		return rest;
	n = utf8_decode(rest, &c);
	buf_add(to, slice_first(rest, n));
	buf_add(to, (struct slice){bytes, utf8_encode(mark, bytes)});
	return slice_from(rest, n);
}

/* Adds what the command at the front of S, a backslash, makes; the rest. */
static struct slice
add_command(struct buf *to, struct slice s)
{
	struct slice command = tex_command(slice_from(s, 1)), rest;
	const struct tex_letter *letter;
	uint32_t mark = tex_mark(command);

	rest = slice_from(s, 1 + command.len);
	if (mark != 0)
		return add_accented(to, rest, mark);
	letter = tex_letter_of(command);
	if (letter != NULL) {
		buf_add(to, letter->letter);
		/* a blank ends the command; `{\o}` has none */
		return slice_starts(rest, SLICE(" ")) ? slice_from(rest, 1)
		                                      : rest;
	}
	buf_add(to, slice_first(s, 1 + command.len));
	return rest;
}

static void
compose(struct buf *text, size_t begin)
{
	struct slice all = buf_since(text, begin);
	utf8proc_uint8_t *composed;
	utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)all.ptr,
		(utf8proc_ssize_t)all.len, &composed,
		UTF8PROC_STABLE | UTF8PROC_COMPOSE);

	if (len >= 0) {
		text->len = begin;
		buf_add(text,
			(struct slice){(const char *)composed, (size_t)len});
		free(composed);
	}
}

void
tex_name(struct buf *to, struct slice name)
{
	size_t begin = to->len;
	bool commands = false;

	while (name.len > 0) {
		if (*name.ptr == '\\') {
			commands = true;
			name = add_command(to, name);
			continue;
		}
		if (*name.ptr != '{' && *name.ptr != '}')
			buf_char(to, *name.ptr);
		name = slice_from(name, 1);
	}
	if (commands)
		compose(to, begin);
}

/* The rest behind a command: of one of letters a blank is the end. */
static struct slice
behind_command(struct slice s, struct slice command)
{
	s = slice_from(s, 1 + command.len);
	if (ascii_alpha(command.ptr[0]))
		while (s.len > 0 && ascii_space(s.ptr[0]))
			s = slice_from(s, 1);
	return s;
}

/* An accent over nothing is the sign itself: `\~{}`. */
static bool
add_bare_accent(struct buf *to, struct slice *s, struct slice command)
{
	struct slice rest = slice_from(*s, 1 + command.len);

	if (!slice_starts(rest, SLICE("{}")))
		return false;
	if (!ascii_alpha(command.ptr[0]))
		buf_add(to, command);
	*s = slice_from(rest, 2);
	return true;
}

/* Adds what the command at the front of S is in plain text; false if none. */
static bool
add_plain(struct buf *to, struct slice *s)
{
	struct slice command = tex_command(slice_from(*s, 1));

	if (command.len == 0)
		return false;
	for (size_t i = 0; i < COUNT(signs); i++)
		if (slice_eq(command, signs[i].command)) {
			buf_add(to, signs[i].text);
			*s = behind_command(*s, command);
			return true;
		}
	if (tex_letter_of(command) == NULL && tex_mark(command) == 0)
		return false;
	if (tex_letter_of(command) != NULL || !add_bare_accent(to, s, command))
		*s = add_command(to, *s);
	return true;
}

static bool
add_ligature(struct buf *to, struct slice *s)
{
	for (size_t i = 0; i < COUNT(ligatures); i++)
		if (slice_starts(*s, ligatures[i].pair)) {
			buf_add(to, ligatures[i].text);
			*s = slice_from(*s, ligatures[i].pair.len);
			return true;
		}
	return false;
}

/* Adds TEXT without TeX; false if that cannot be. */
static bool
untex(struct buf *to, struct slice text)
{
	while (text.len > 0) {
		char c = *text.ptr;

		if (c == '$' || (c == '\\' && !add_plain(to, &text)))
			return false;
		if (c == '\\' || add_ligature(to, &text))
			continue;
		if (c != '{' && c != '}')
			buf_char(to, c == '~' ? ' ' : c);
		text = slice_from(text, 1);
	}
	return true;
}

/* What was added is an argument's end, or a command that may have one. */
static bool
takes_argument(struct slice added, bool argument_ended)
{
	size_t n = added.len;

	if (n == 0)
		return false;
	if (added.ptr[n - 1] == '}')
		return argument_ended;
	while (n > 0 && ascii_alpha(added.ptr[n - 1]))
		n--;
	if (n == added.len) /* an accent */
		return n > 1 && added.ptr[n - 2] == '\\';
	return n > 0 && added.ptr[n - 1] == '\\';
}

/* The length of the group at the front of S; 0 if it does not end. */
static size_t
group_len(struct slice s)
{
	size_t depth = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\\')
			i++;
		else if (s.ptr[i] == '{')
			depth++;
		else if (s.ptr[i] == '}' && --depth == 0)
			return i + 1;
	}
	return 0;
}

/* The length of the formula at the front of S, with its dollars; 0 if none. */
static size_t
formula_len(struct slice s)
{
	size_t i = slice_starts(s, SLICE("$$")) ? 2 : 1;

	while (i < s.len && s.ptr[i] != '$')
		i += s.ptr[i] == '\\' && i + 1 < s.len ? 2 : 1;
	return i + 1 < s.len && s.ptr[i + 1] == '$' ? i + 2
	       : i < s.len                          ? i + 1
	                                            : 0;
}

/* Adds a group without commands: its formulas as they are, no other braces. */
static void
keep_unbraced(struct buf *to, struct slice group)
{
	while (group.len > 0) {
		size_t len = *group.ptr == '$' ? formula_len(group) : 0;

		if (len > 0 || (*group.ptr != '{' && *group.ptr != '}'))
			buf_add(to, slice_first(group, len > 0 ? len : 1));
		group = slice_from(group, len > 0 ? len : 1);
	}
}

/* Adds TEXT as it is, without braces that are there for capitals only. */
static void
keep_tex(struct buf *to, struct slice text)
{
	size_t begin = to->len;
	bool ended = false, open = false;

	while (text.len > 0) {
		struct slice group = {text.ptr, 0};
		bool argument = false;
		size_t len = 1;

		/* where one group does not end, no other is looked for */
		if (*text.ptr == '{' && !open) {
			argument = takes_argument(buf_since(to, begin), ended);
			group.len = group_len(text);
			open = group.len == 0;
		}
		ended = argument && group.len > 0;
		if (group.len > 0 && !argument &&
			!memchr(group.ptr, '\\', group.len)) {
			keep_unbraced(to, group);
			text = slice_from(text, group.len);
			continue;
		}
		if (group.len > 0)
			len = group.len;
		else if (*text.ptr == '\\' && text.len > 1)
			len = 2;
		else if (*text.ptr == '$' && formula_len(text) > 0)
			len = formula_len(text);
		buf_add(to, slice_first(text, len));
		text = slice_from(text, len);
	}
}

void
tex_text(struct buf *to, struct slice text)
{
	size_t begin = to->len;

	if (memchr(text.ptr, '\\', text.len) == NULL &&
		memchr(text.ptr, '$', text.len) == NULL) {
		untex(to, text);
		return;
	}
	if (untex(to, text)) {
		compose(to, begin);
		return;
	}
	to->len = begin;
	keep_tex(to, text);
}

void
tex_verbatim(struct buf *to, struct slice text)
{
	text = slice_trim(text);
	if (slice_starts(text, SLICE("\\url")))
		text = slice_from(text, SLICE("\\url").len);
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (c != '{' && c != '}' && c != '\\')
			buf_char(to, c);
		else if (c == '\\' && i + 1 < text.len)
			buf_char(to, text.ptr[++i]);
	}
}
