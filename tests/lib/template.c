/* template.h: texts from records. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "template.h"

static const char record[] =
	"{\"id\":\"a:1\",\"title\":\"One two three\",\"authors\":[\"A, "
	"B\",\"C\"],"
	"\"abstract\":\"x\\u0007\\n\\ny\",\"published\":\"2025-09-04T01:02:"
	"03Z\","
	"\"upvotes\":29,\"code\":[],\"comment\":null,\"object\":{\"a\": 1},"
	"\"old\":\"circa 1990\"}";

static void
expect(const char *text, struct template_rules rules, const char *want)
{
	struct template_error error;
	struct text_template *t = template_read(text, rules, &error);
	struct buf to = {0};

	assert_non_null(t);
	template_add(t, slice_of(record), 7, &to);
	assert_string_equal(buf_string(&to), want);
	buf_free(&to);
}

/* Does a template find something in the record? */
static void
test_some(void **state)
{
	static const struct {
		const char *text;
		bool some;
	} cases[] = {
		{"",                   true },
		{"words {#}",          true },
		{"{id}",               true },
		{"{absent} {title}",   true },
		{"{absent} {.}",       true },
		{"{?title}yes{/}",     true },
		{"words {absent}",     false},
		{"{code}{comment}",    false},
		{"{?absent}{/} words", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct template_error error;
		struct text_template *t = template_read(
			cases[i].text, (struct template_rules){0}, &error);
		struct buf to = {0};

		assert_non_null(t);
		assert_int_equal(template_add(t, slice_of(record), 7, &to),
			cases[i].some);
		buf_free(&to);
	}
}

static void
test_values(void **state)
{
	static const char *const cases[][2] = {
		{"",				""                     },
		{"{id}|{absent}|{comment}",         "a:1||"                },
		{"{authors}",                       "A, B, C"              },
		{"{authors:; }",                    "A, B; C"              },
		{"{authors:\\n- }\\t\\\\\\{\\}",    "A, B\n- C\t\\{}"      },
		{"{title:; } {code:; }{upvotes}",   "One two three 29"     },
		{"{abstract}",                      "x  y"                 },
		{"{object}",                        "{\"a\": 1}"           },
		{"{#}",			     "7"                    },
		{"{?code}code{/}{?comment}c{/}",    ""                     },
		{"{?id}[{?x}no{/}{?title}t{/}]{/}", "[t]"                  },
		{"{?code}a{?id}b{/}c{/}d",          "d"                    },
		{"{published:%d %b %Y}",            "04 Sep 2025"          },
		{"{old:%d %b %Y}",                  "circa 1990"           },
		{"{published:10}",                  "2025-09-04"           },
		{"{title:9}|",                      "One two\xE2\x80\xA6 |"},
		{"{title:8}|",                      "One two\xE2\x80\xA6|" },
		{"{title:7}|",                      "One\xE2\x80\xA6   |"  },
		{"{title:2}|{title:1}|",            "O\xE2\x80\xA6|O|"     },
		{"{title:13}|",                     "One two three|"       },
		{"{title:14}|{title:14}\\n{id:5}",
                 "One two three |One two three\na:1"                       },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		expect(cases[i][0], (struct template_rules){0}, cases[i][1]);
}

static void
bracket(struct buf *to, struct slice name, struct slice text)
{
	buf_add(to, name);
	buf_char(to, '<');
	buf_add(to, text);
	buf_char(to, '>');
}

static void
test_rules(void **state)
{
	(void)state;
	expect("<{authors}> {authors:<>} {#}",
		(struct template_rules){.escape = bracket},
		"<authors<A, B, C>> authors<A, B><>authors<C> 7");
	expect("{title:20}|{published:%Y}",
		(struct template_rules){.escape = bracket},
		"title<One two three>|published<2025>");
	expect("{authors}|{authors:, }|{title}",
		(struct template_rules){.first = true},
		"A, B|A, B|One two three");
}

static void
test_ends(void **state)
{
	static const struct {
		const char *text;
		bool ends;
	} cases[] = {
		{"",               false},
		{"{id}",           false},
		{"{id}\\n",        true },
		{"{?id}{id}\n{/}", true },
		{"\\n{id}",        false},
	};
	struct template_error error;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(template_ends_line(template_read(cases[i].text,
					 (struct template_rules){0}, &error)),
			cases[i].ends);
}

static void
test_errors(void **state)
{
	static const struct {
		const char *text;
		size_t at;
	} cases[] = {
		{"a{b",         2},
		{"a{b:\\}",     2},
		{"}",           1},
		{"ab{}",        3},
		{"{a:}",        1},
		{"{a:0}",       1},
		{"{a:10000}",   1},
		{"{a:%}",       1},
		{"{a:%c}",      1},
		{".\\x",        2},
		{"{?a}",        1},
		{"{?a}{?b}{/}", 1},
		{"{?a}{/}{/}",  8},
		{"{?}{/}",      1},
		{"{.:3}",       1},
	};
	struct template_error error;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_null(template_read(
			cases[i].text, (struct template_rules){0}, &error));
		assert_int_equal(error.at, cases[i].at);
		assert_non_null(error.what);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_some),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_errors),
	};

	return cmocka_run_group_tests_name("template", tests, NULL, NULL);
}
