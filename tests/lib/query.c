/* query.h: what parses, what it prints, and where it is wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "query.h"

static const struct {
	const char *text, *printed;
} good[] = {
	{"a",				       "a"			     },
	{" a  b ",				  "a AND b"                       },
	{"a AND b OR c",			    "a AND b OR c"                  },
	{"a OR b c",				"a OR b AND c"                  },
	{"(a OR b) c",			      "(a OR b) AND c"                },
	{"a AND (b AND c)",                         "a AND b AND c"                 },
	{"(a AND b) AND c",                         "(a AND b) AND c"               },
	{"(a OR b) OR c",			   "(a OR b) OR c"                 },
	{"a OR (b OR c)",			   "a OR b OR c"                   },
	{"a ANDNOT b",			      "a AND NOT b"                   },
	{"a AND NOT b",			     "a AND NOT b"                   },
	{"a NOT b",				 "a AND NOT b"                   },
	{"a -b",				    "a AND NOT b"                   },
	{"-a",				      "NOT a"			 },
	{"NOT (a b)",			       "NOT (a AND b)"                 },
	{"non-invasive",			    "non-invasive"                  },
	{"and or not",			      "and AND or AND not"            },
	{"ti:graph",				"ti:graph"                      },
	{"ti:(a AND b)",			    "ti:a AND ti:b"                 },
	{"ti:(a OR au:b)",                          "ti:a OR au:b"                  },
	{"au:\"John Smith\" AND ti:\"graph\"",
         "au:\"John Smith\" AND ti:\"graph\""                                       },
	{"au:del_maestro",                          "au:del_maestro"                },
	{"cat:q-fin.*",			     "cat:q-fin.*"                   },
	{"code:*",				  "code:*"                        },
	{"ti:/gr[ae]y\\/x/i",                       "ti:/gr[ae]y\\/x/i"             },
	{"/a b/ c",				 "/a b/ AND c"                   },
	{"submittedDate:[20250901 TO *]",           "submittedDate:[20250901 TO *]" },
	{"upvotes>=20",			     "upvotes>=20"                   },
	{"upvotes >= 20 published<-30d",            "upvotes>=20 AND published<-30d"},
	{"venue = \"Phys Rev\"",                    "venue=\"Phys Rev\""            },
	{"type!=article",			   "type!=article"                 },
	{"doi:10.1000/x:y",                         "doi:10.1000/x:y"               },
	{"id:arxiv:2509.01234",                     "id:arxiv:2509.01234"           },
	{"C++",				     "C++"			   },
	{"f(x)",				    "f AND x"                       },
	{"Schr\303\266dinger",                      "Schr\303\266dinger"            },
	{"Schr\\\"odinger \"Schr{\\\"o}dinger b\"",
         "Schr\\\"odinger AND \"Schr{\\\"o}dinger b\""                              },
};

static const struct {
	const char *text;
	size_t at;
} bad[] = {
	{"",				   0},
	{"  ",				 0},
	{"(modelos",			   0},
	{"a (b (c)",			   2},
	{"a)",				 1},
	{"()",				 1},
	{"AND a",			      0},
	{"a AND",			      5},
	{"a AND OR b",			 6},
	{"a OR",			       4},
	{"NOT",				3},
	{"\"a",				0},
	{"\"\"",			       0},
	{"/a",				 0},
	{"//",				 0},
	{"/a/x",			       3},
	{"[a TO b",			    0},
	{"[a]",				0},
	{"ti:",				3},
	{"ti: a",			      3},
	{"a*b",				1},
	{"upvotes>=",			  9},
	{"au:del_maestro+AND+ti:checkerboard", 3},
	{"au:%22a%22",			 3},
};

static struct query *
parse(const char *text)
{
	struct query_error error;
	struct query *query = query_parse(slice_of(text), &error);

	if (query == NULL)
		fail_msg("%s: at %zu: %s", text, error.at, error.what);
	return query;
}

static void
prints(const char *text, const char *printed)
{
	struct query *query = parse(text);
	struct buf to = {0};

	query_print(query_root(query), &to);
	assert_string_equal(buf_string(&to), printed);
	buf_free(&to);
	query_free(query);
}

static void
test_good(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		prints(good[i].text, good[i].printed);
		prints(good[i].printed, good[i].printed);
	}
}

static void
test_bad(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct query_error error = {SIZE_MAX, NULL};

		if (query_parse(slice_of(bad[i].text), &error) != NULL)
			fail_msg("%s: parsed", bad[i].text);
		if (error.at != bad[i].at)
			fail_msg("%s: at %zu: %s", bad[i].text, error.at,
				error.what);
	}
}

/* A list is as long as it likes; parentheses are not. */
static void
test_limits(void **state)
{
	struct query_error error = {0, NULL};
	struct buf text = {0};

	(void)state;
	for (int i = 0; i < 200000; i++)
		buf_add(&text, SLICE("a OR b AND "));
	buf_char(&text, 'c');
	query_free(parse(buf_string(&text)));
	buf_reset(&text);
	for (int i = 0; i <= QUERY_DEPTH_MAX; i++)
		buf_char(&text, '(');
	assert_null(query_parse(buf_slice(&text), &error));
	assert_int_equal(error.at, QUERY_DEPTH_MAX);
	buf_free(&text);
}

/* Random trees: what is printed parses to what prints the same. */
static void
test_round_trip(void **state)
{
	static const char *const parts[] = {"a", "b*", "\"c d\"", "(", ")",
		" AND ", " OR ", " NOT ", "-", " ", "ti:", "/x/i", "n>=3",
		"d:[a TO b]", "e:*", " ANDNOT "};
	struct buf text = {0}, once = {0};
	unsigned seed = 1;
	int parsed = 0;

	(void)state;
	for (int i = 0; i < 200000; i++) {
		struct query_error error;
		struct query *query;

		buf_reset(&text);
		buf_reset(&once);
		for (int k = 0; k < 9; k++) {
			seed = seed * 1103515245 + 12345;
			buf_add(&text,
				slice_of(parts[(seed >> 16) % COUNT(parts)]));
		}
		query = query_parse(buf_slice(&text), &error);
		if (query == NULL) {
			assert_true(error.at <= text.len);
			continue;
		}
		query_print(query_root(query), &once);
		prints(buf_string(&once), buf_string(&once));
		query_free(query);
		parsed++;
	}
	assert_true(parsed > 1000);
	buf_free(&text);
	buf_free(&once);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_round_trip),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
