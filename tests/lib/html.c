/* html.h: what markup could be made of is text. */
#include "html.h"
#include "exact.h"

static void
expect(struct slice text, const char *want)
{
	struct slice own = exact(text);
	struct buf to = {0};

	html_escape(&to, own);
	assert_string_equal(buf_string(&to), want);
	buf_free(&to);
	exact_free(own);
}

static void
escapes(void **state)
{
	(void)state;
	expect(SLICE(""), "");
	expect(SLICE("plain"), "plain");
	expect(SLICE("<a href=\"x\" b='y'>&amp;</a>"),
		"&lt;a href=&quot;x&quot; "
		"b=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;");
	expect(SLICE("]]>"), "]]&gt;");
	expect(SLICE("=?%$ Schr\xC3\xB6"
		     "dinger \xEF\xBC\xA1"),
		"=?%$ Schr\xC3\xB6"
		"dinger \xEF\xBC\xA1");
	expect(SLICE("a\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBD"),
		"a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
	expect(SLICE("\xEF\xBF"), "\xEF\xBF");
}

/* In every place of two blocks of 16. */
static void
escapes_at_every_place(void **state)
{
	static const struct {
		const char c, *want;
	} rows[] = {
		{'<',  "&lt;"  },
		{'>',  "&gt;"  },
		{'&',  "&amp;" },
		{'"',  "&quot;"},
		{'\'', "&#39;" },
		{'=',  "="     },
		{'$',  "$"     },
	};
	char text[33];

	(void)state;
	for (size_t r = 0; r < COUNT(rows); r++)
		for (size_t at = 0; at < sizeof(text); at++) {
			struct buf want = {0};

			memset(text, 'x', sizeof(text));
			text[at] = rows[r].c;
			buf_add(&want, (struct slice){text, at});
			buf_add(&want, slice_of(rows[r].want));
			buf_add(&want, (struct slice){text + at + 1,
					       sizeof(text) - at - 1});
			expect((struct slice){text, sizeof(text)},
				buf_string(&want));
			buf_free(&want);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(escapes),
		cmocka_unit_test(escapes_at_every_place),
	};

	return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
