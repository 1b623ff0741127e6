#include <dirent.h>
#include <stdio.h>

#include "exact.h"
#include "json.h"

static void
assert_slice(struct slice got, struct slice expected)
{
	assert_int_equal(got.len, expected.len);
	if (got.len > 0)
		assert_memory_equal(got.ptr, expected.ptr, got.len);
}

static struct json
value_of(struct slice text)
{
	struct slice rest;

	return json_value(text, &rest);
}

enum { WALK_DEPTH = 32 };

/*
 * Looks at all of VALUE, nested ones down to WALK_DEPTH. Returns how many
 * values there are, 0 if one of them is broken.
 */
static size_t
walk(struct json value, size_t depth)
{
	struct json_iter it = json_iter(value);
	struct json key, inner;
	struct buf scratch = {0};
	size_t count = 1;
	bool broken = false;
	int64_t n;

	json_text(value, &scratch);
	json_is(value, SLICE("a\xED\x9F\xBF\n"));
	json_get(value, SLICE("a"));
	json_int(value, &n);
	while (json_next(&it, &key, &inner)) {
		size_t found;

		json_text(key, &scratch);
		found = depth == WALK_DEPTH ? 1 : walk(inner, depth + 1);
		broken = broken || found == 0;
		count += found;
	}
	buf_free(&scratch);
	return broken || it.broken ? 0 : count;
}

/* Everything at TEXT, whatever it is; what is checked has to be whole. */
static void
look(struct slice text)
{
	struct slice own = exact(text), rest;
	struct json_scan scan = {0};
	struct json_error error = {0};
	struct buf to = {0};
	bool valid = json_check(own, &error);
	struct json value = json_value(own, &rest);
	size_t count = walk(value, 0);

	assert_true(rest.ptr >= own.ptr && rest.ptr <= own.ptr + own.len);
	assert_ptr_equal(rest.ptr + rest.len, own.ptr + own.len);
	if (valid) {
		assert_int_not_equal(value.type, JSON_NONE);
		assert_int_equal(slice_trim(rest).len, 0);
		assert_true(count > 0);
	} else {
		assert_true(error.at <= own.len);
		assert_non_null(error.what);
	}
	assert_true(json_scan(&scan, own) <= own.len);
	json_quote(&to, own);
	assert_true(json_check(buf_slice(&to), NULL));
	buf_free(&to);
	exact_free(own);
}

/* The file at PATH, with its memory as long as it is. */
static struct slice
load(const char *path)
{
	FILE *file = fopen(path, "rb");
	struct buf buf = {0};
	struct slice content;
	size_t n;

	assert_non_null(file);
	do {
		n = fread(buf_room(&buf, 65536), 1, 65536, file);
		buf.len += n;
	} while (n > 0);
	fclose(file);
	content = exact(buf_slice(&buf));
	buf_free(&buf);
	return content;
}

/* JSONTestSuite: y_ is to be accepted, n_ refused, i_ left to us. */
static void
test_suite(void **state)
{
	const char *data = getenv("SHEAF_DATA");
	struct buf path = {0};
	struct dirent *entry;
	size_t seen = 0;
	DIR *dir;

	(void)state;
	if (data == NULL)
		data = "../shared/data";
	buf_format(&path, "%s/jsontestsuite", data);
	dir = opendir(buf_string(&path));
	if (dir == NULL) {
		/* not skip(): cmocka 1.1 prints it as "not ok" in TAP */
		print_message("# %s: not here\n", buf_string(&path));
		buf_free(&path);
		return;
	}
	while ((entry = readdir(dir)) != NULL) {
		struct slice text;
		bool valid;

		if (!slice_ends(slice_of(entry->d_name), SLICE(".json")))
			continue;
		buf_reset(&path);
		buf_format(&path, "%s/jsontestsuite/%s", data, entry->d_name);
		text = load(buf_string(&path));
		valid = json_check(text, NULL);
		if (entry->d_name[0] != 'i' &&
			valid != (entry->d_name[0] == 'y'))
			fail_msg("%s: %s", entry->d_name,
				valid ? "accepted" : "refused");
		look(text);
		exact_free(text);
		seen++;
	}
	closedir(dir);
	buf_free(&path);
	assert_true(seen > 300);
}

static const struct {
	struct slice text;
	size_t at;
	const char *what;
} wrong[] = {
	{SLICE_INIT(""),                 0, "the text ends where a value must stand"},
	{SLICE_INIT(" \r\n\t"),          4, "the text ends where a value must stand"},
	{SLICE_INIT("[1,"),              3, "the text ends where a value must stand"},
	{SLICE_INIT("[1,]"),             3, "a value is missing"                    },
	{SLICE_INIT("[,1]"),             1, "a value is missing"                    },
	{SLICE_INIT("[tru]"),            1, "a value is missing"                    },
	{SLICE_INIT("\xEF\xBB\xBF{}"),   0, "a value is missing"                    },
	{SLICE_INIT("[1 2]"),            3, "a comma is missing"                    },
	{SLICE_INIT("[truex]"),          5, "a comma is missing"                    },
	{SLICE_INIT("[01]"),             2, "a comma is missing"                    },
	{SLICE_INIT("{\"a\":1]"),        6, "a comma is missing"                    },
	{SLICE_INIT("[1}"),              2, "a comma is missing"                    },
	{SLICE_INIT("[1"),               2, "an array does not end"                 },
	{SLICE_INIT("{\"a\":1"),         6, "an object does not end"                },
	{SLICE_INIT("{,}"),              1, "a member's name is missing"            },
	{SLICE_INIT("{\"a\":1,}"),       7, "a member's name is missing"            },
	{SLICE_INIT("{a:1}"),            1, "a member's name is missing"            },
	{SLICE_INIT("{"),                1, "a member's name is missing"            },
	{SLICE_INIT("{\"a\" 1}"),        5, "a colon is missing"                    },
	{SLICE_INIT("{\"a\""),           4, "a colon is missing"                    },
	{SLICE_INIT("[\"ab]"),           1, "a string does not end"                 },
	{SLICE_INIT("\"\\\""),           0, "a string does not end"                 },
	{SLICE_INIT("\"a\tb\""),         2, "a control character in a string"       },
	{SLICE_INIT("\"a\0b\""),         2, "a control character in a string"       },
	{SLICE_INIT("\"a\\x\""),         2, "an escape that JSON lacks"             },
	{SLICE_INIT("\"a\\u12g4\""),     2, "an escape that JSON lacks"             },
	{SLICE_INIT("\"a\\u123"),        2, "an escape that JSON lacks"             },
	{SLICE_INIT("\"a\\"),            2, "an escape that JSON lacks"             },
	{SLICE_INIT("-"),                0, "a malformed number"                    },
	{SLICE_INIT("[1.]"),             1, "a malformed number"                    },
	{SLICE_INIT("[1e+]"),            1, "a malformed number"                    },
	{SLICE_INIT("{} {}"),            3, "something behind the value"            },
	{SLICE_INIT("1\0"),              1, "something behind the value"            },
	{SLICE_INIT("\"a\xFF\""),        2, "not UTF-8"                             },
	{SLICE_INIT("\"\xC3\""),         1, "not UTF-8"                             },
	{SLICE_INIT("\"\xED\xA0\x80\""), 1, "not UTF-8"                             },
	{SLICE_INIT("\"\xC0\xAF\""),     1, "not UTF-8"                             },
};

static void
test_check_says_where(void **state)
{
	struct json_error error;

	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct slice text = exact(wrong[i].text);

		assert_false(json_check(text, &error));
		assert_string_equal(error.what, wrong[i].what);
		assert_int_equal(error.at, wrong[i].at);
		assert_false(json_check(text, NULL));
		exact_free(text);
	}
}

static void
test_check_accepts(void **state)
{
	static const struct slice right[] = {
		SLICE_INIT("null"),
		SLICE_INIT(" \t\r\n[ ] \n"),
		SLICE_INIT("{ }"),
		SLICE_INIT("[-0.0e-0,1E+2,0]"),
		SLICE_INIT("{\"\":\"\",\"\":[{}]}"),
		SLICE_INIT("\"\\ud83d \\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\""),
		SLICE_INIT("\"\x7F\xC2\x80 \xF4\x8F\xBF\xBF\""),
	};

	(void)state;
	for (size_t i = 0; i < COUNT(right); i++) {
		struct slice text = exact(right[i]);

		assert_true(json_check(text, NULL));
		exact_free(text);
	}
}

/* OPENS of them, then as many closing ones: "[[...]]" or "{"a":{"a":...}}". */
static bool
check_nested(const char *open, const char *close, size_t opens)
{
	struct buf text = {0};
	bool valid;

	for (size_t i = 0; i < opens; i++)
		buf_add(&text, slice_of(open));
	buf_add(&text, SLICE("1"));
	for (size_t i = 0; i < opens; i++)
		buf_add(&text, slice_of(close));
	valid = json_check(buf_slice(&text), NULL);
	assert_int_equal(value_of(buf_slice(&text)).raw.len, text.len);
	buf_free(&text);
	return valid;
}

static void
test_depth(void **state)
{
	(void)state;
	assert_true(check_nested("[", "]", JSON_DEPTH_MAX));
	assert_false(check_nested("[", "]", JSON_DEPTH_MAX + 1));
	assert_true(check_nested("{\"a\":", "}", JSON_DEPTH_MAX));
	assert_false(check_nested("{\"a\":", "}", JSON_DEPTH_MAX + 1));
	assert_true(check_nested("[{\"a\":", "}]", JSON_DEPTH_MAX / 2));
	assert_false(check_nested("[{\"a\":", "]}", JSON_DEPTH_MAX / 2));
	assert_false(check_nested("[", "]", 1000000));
}

/* Each byte at each place of strings that are shorter and longer than blocks.
 */
static void
test_every_byte_everywhere(void **state)
{
	char text[64];

	(void)state;
	for (size_t len = 1; len < 50; len++)
		for (size_t at = 0; at < len; at++)
			for (int c = 0; c < 256; c++) {
				struct slice s = {text, len + 2}, own;

				memset(text, 'x', sizeof(text));
				text[0] = text[len + 1] = '"';
				text[at + 1] = (char)c;
				own = exact(s);
				assert_int_equal(json_check(own, NULL),
					c >= 0x20 && c < 0x80 && c != '"' &&
						c != '\\');
				assert_int_equal(value_of(own).raw.len,
					c == '"'                     ? at + 2
					: c == '\\' && at + 1 == len ? 0
								     : s.len);
				exact_free(own);
			}
}

static void
test_value(void **state)
{
	static const struct {
		const char *text, *raw, *rest;
		enum json_type type;
	} cases[] = {
		{" null,",          "null",           ",",       JSON_NULL  },
		{"true",            "true",           "",        JSON_TRUE  },
		{"falsey",          "false",          "y",       JSON_FALSE },
		{"-1.5e3]",         "-1.5e3",         "]",       JSON_NUMBER},
		{"01",              "0",              "1",       JSON_NUMBER},
		{"\"a\\\"b\" :",    "\"a\\\"b\"",     " :",      JSON_STRING},
		{"\"\\\\\"x",       "\"\\\\\"",       "x",       JSON_STRING},
		{"[\"]\",[{}]]]",   "[\"]\",[{}]]",   "]",       JSON_ARRAY },
		{"{\"}\\\"}\":1}}", "{\"}\\\"}\":1}", "}",       JSON_OBJECT},
		{"",                "",               "",        JSON_NONE  },
		{"  ",              "",               "",        JSON_NONE  },
		{" nul",            "",               "nul",     JSON_NONE  },
		{"-",               "",               "-",       JSON_NONE  },
		{",",               "",               ",",       JSON_NONE  },
		{"\"a",             "",               "\"a",     JSON_NONE  },
		{"\"a\\",           "",               "\"a\\",   JSON_NONE  },
		{"\"a\\\"",         "",               "\"a\\\"", JSON_NONE  },
		{"[\"]",            "",               "[\"]",    JSON_NONE  },
		{"{{}",             "",               "{{}",     JSON_NONE  },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct slice own = exact(slice_of(cases[i].text)), rest;
		struct json value = json_value(own, &rest);

		assert_int_equal(value.type, cases[i].type);
		assert_slice(value.raw, slice_of(cases[i].raw));
		assert_slice(rest, slice_of(cases[i].rest));
		exact_free(own);
	}
}

static void
test_iter(void **state)
{
	/* Keys and values in order, each followed by a line feed. */
	static const struct {
		const char *text, *found;
		bool broken;
	} cases[] = {
		{"{}",			   "",			     false},
		{"[ ]",			  "",			     false},
		{"\"ab\"",                       "",                             false},
		{"17",			   "",			     false},
		{"[1, \"a\" ,[2,3]]",            "1\n\"a\"\n[2,3]\n",            false},
		{"{\"a\" : 1,\"b\":{\"c\":2} }", "\"a\"\n1\n\"b\"\n{\"c\":2}\n",
                 false								},
		{"{\"a\":1,\"a\":2}",            "\"a\"\n1\n\"a\"\n2\n",         false},
		{"[1,]",			 "1\n",                          true },
		{"[,1]",			 "",			     true },
		{"[1 2]",                        "1\n",                          true },
		{"[1}",			  "1\n",                          true },
		{"{\"a\":1]",                    "\"a\"\n1\n",                   true },
		{"{\"a\":1,}",                   "\"a\"\n1\n",                   true },
		{"{\"a\" 1}",                    "",                             true },
		{"{\"a\":}",                     "",                             true },
		{"{1:2}",                        "",                             true },
	};
	struct json key, value;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct slice own = exact(slice_of(cases[i].text));
		struct json_iter it = json_iter(value_of(own));
		struct buf found = {0};

		while (json_next(&it, &key, &value)) {
			assert_int_equal(key.type,
				own.ptr[0] == '{' ? JSON_STRING : JSON_NONE);
			buf_add(&found, key.raw);
			if (key.type != JSON_NONE)
				buf_char(&found, '\n');
			buf_add(&found, value.raw);
			buf_char(&found, '\n');
		}
		assert_string_equal(buf_string(&found), cases[i].found);
		assert_int_equal(it.broken, cases[i].broken);
		assert_false(json_next(&it, &key, &value));
		assert_int_equal(value.type, JSON_NONE);
		buf_free(&found);
		exact_free(own);
	}
}

static void
test_get(void **state)
{
	struct json object = value_of(
		SLICE("{\"x\":{\"a\":0},\"a\":1,\"a\":2,\"\\u0062\\n\":3,"
		      "\"\":4}"));

	(void)state;
	assert_slice(json_get(object, SLICE("a")).raw, SLICE("1"));
	assert_slice(json_get(object, SLICE("b\n")).raw, SLICE("3"));
	assert_slice(json_get(object, SLICE("")).raw, SLICE("4"));
	assert_int_equal(json_get(object, SLICE("z")).type, JSON_NONE);
	assert_int_equal(json_get(object, SLICE("\\u0062\\n")).type, JSON_NONE);
	assert_int_equal(
		json_get(value_of(SLICE("[\"a\",1]")), SLICE("a")).type,
		JSON_NONE);
}

/* Strings, and what they say. */
static const struct {
	struct slice json, text;
} strings[] = {
	{SLICE_INIT("\"\""),                           SLICE_INIT("")					       },
	{SLICE_INIT("\"plain \xC3\xA9\""),             SLICE_INIT("plain \xC3\xA9")                                 },
	{SLICE_INIT("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""),
         SLICE_INIT("\"\\/\b\f\n\r\t")									      },
	{SLICE_INIT("\"a\\u00e9b\\u20aC\""),           SLICE_INIT("a\xC3\xA9"
							"b\xE2\x82\xAC")},
	{SLICE_INIT("\"\\u0000\""),                    SLICE_INIT("\0")                                             },
	{SLICE_INIT("\"\\ud83D\\uDE00\""),             SLICE_INIT("\xF0\x9F\x98\x80")                               },
	{SLICE_INIT("\"x \\ud83d y\""),                SLICE_INIT("x \xEF\xBF\xBD y")                               },
	{SLICE_INIT("\"\\ude00\\ud83d\""),
         SLICE_INIT("\xEF\xBF\xBD\xEF\xBF\xBD")								     },
	{SLICE_INIT("\"\\ud83d\\ud83d\\ude00\""),
         SLICE_INIT("\xEF\xBF\xBD\xF0\x9F\x98\x80")								 },
	{SLICE_INIT("\"\\ud83d\\u0041\""),             SLICE_INIT("\xEF\xBF\xBD"
						      "A")                },
	{SLICE_INIT("\"\\ud83d\\n\""),                 SLICE_INIT("\xEF\xBF\xBD\n")                                 },
	{SLICE_INIT("\"\\udbff\\udfff\""),             SLICE_INIT("\xF4\x8F\xBF\xBF")                               },
};

static void
test_text(void **state)
{
	struct buf scratch = {0}, to = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(strings); i++) {
		struct slice own = exact(strings[i].json);
		struct slice text = strings[i].text;
		struct json string = value_of(own);
		bool plain = memchr(own.ptr, '\\', own.len) == NULL;
		struct slice got = json_text(string, &scratch);

		assert_slice(got, text);
		assert_int_equal(plain, got.ptr == own.ptr + 1);
		assert_true(json_is(string, text));
		assert_false(json_is(string, SLICE("no")));
		if (text.len > 0)
			assert_false(json_is(
				string, slice_first(text, text.len - 1)));
		buf_reset(&to);
		buf_char(&to, '<');
		json_text_add(string, &to);
		assert_slice(buf_since(&to, 1), text);
		buf_char(&to, '>');
		assert_false(json_is(string, buf_since(&to, 1)));
		exact_free(own);
	}
	assert_slice(json_text(value_of(SLICE("12")), &scratch), SLICE(""));
	assert_false(json_is(value_of(SLICE("12")), SLICE("12")));
	assert_false(json_is(
		(struct json){
			{"", 0},
                        JSON_NONE
        },
		SLICE("")));
	buf_free(&scratch);
	buf_free(&to);
}

static void
test_int(void **state)
{
	static const struct {
		const char *text;
		bool fits;
		int64_t value;
	} cases[] = {
		{"0",		       true,  0                  },
		{"-0",                      true,  0                  },
		{"42",                      true,  42                 },
		{"-42",                     true,  -42                },
		{"1.0",                     true,  1                  },
		{"1.000e0",                 true,  1                  },
		{"1e2",                     true,  100                },
		{"1E+2",                    true,  100                },
		{"100e-2",                  true,  1                  },
		{"0.25e2",                  true,  25                 },
		{"12.5e1",                  true,  125                },
		{"0e99999999999999999999",  true,  0                  },
		{"0.0e-5",                  true,  0                  },
		{"9223372036854775807",     true,  INT64_MAX          },
		{"-9223372036854775808",    true,  INT64_MIN          },
		{"922337203685477580.7e1",  true,  INT64_MAX          },
		{"1e18",                    true,  1000000000000000000},
		{"9223372036854775808",     false, 0                  },
		{"-9223372036854775809",    false, 0                  },
		{"99999999999999999999",    false, 0                  },
		{"1e19",                    false, 0                  },
		{"1e99999999999999999999",  false, 0                  },
		{"1e-99999999999999999999", false, 0                  },
		{"1.5",                     false, 0                  },
		{"15e-1",                   false, 0                  },
		{"0.1",                     false, 0                  },
		{"\"1\"",                   false, 0                  },
		{"null",                    false, 0                  },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct slice own = exact(slice_of(cases[i].text));
		int64_t n = 0;

		assert_int_equal(json_int(value_of(own), &n), cases[i].fits);
		assert_true(n == cases[i].value);
		exact_free(own);
	}
}

static void
test_quote(void **state)
{
	static const struct {
		struct slice text, json;
	} cases[] = {
		{SLICE_INIT(""),                           SLICE_INIT("\"\"")},
		{SLICE_INIT("a/b \xC3\xA9\x7F"),
                 SLICE_INIT("\"a/b \xC3\xA9\x7F\"")                          },
		{SLICE_INIT("\"\\\b\f\n\r\t"),
                 SLICE_INIT("\"\\\"\\\\\\b\\f\\n\\r\\t\"")                   },
		{SLICE_INIT("\0\x01\x1B\x1F"),
                 SLICE_INIT("\"\\u0000\\u0001\\u001b\\u001f\"")              },
		{SLICE_INIT("a\xFF"
			    "b\xE2\x82"),
                 SLICE_INIT("\"a\xEF\xBF\xBD"
				   "b\xEF\xBF\xBD\"")                        },
	};
	struct buf to = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct slice own = exact(cases[i].text);
		struct slice json = cases[i].json;

		buf_reset(&to);
		json_quote(&to, own);
		assert_slice(buf_slice(&to), json);
		json_escape(&to, own);
		assert_slice(buf_since(&to, json.len),
			slice_first(slice_from(json, 1), json.len - 2));
		exact_free(own);
	}
	buf_free(&to);
}

/* What is quoted reads as what it was, with escapes at every place. */
static void
test_quote_and_back(void **state)
{
	static const char odd[] = "\"\\\n\x01x\0\x1F";
	struct buf to = {0}, scratch = {0};
	char text[64];

	(void)state;
	for (size_t len = 0; len < 50; len++)
		for (size_t at = 0; at < len; at++)
			for (size_t c = 0; c < sizeof(odd); c++) {
				struct slice s = {text, len}, own;

				memset(text, 'y', sizeof(text));
				text[at] = odd[c];
				own = exact(s);
				buf_reset(&to);
				json_quote(&to, own);
				assert_true(json_check(buf_slice(&to), NULL));
				assert_slice(json_text(value_of(buf_slice(&to)),
						     &scratch),
					s);
				exact_free(own);
			}
	buf_free(&to);
	buf_free(&scratch);
}

static const char *const containers[] = {
	"[]",
	"{}",
	"[[],[[]],{}]",
	"[\"]\",\"\\\"]\",\"\\\\\",\"[\"]",
	"{\"a\":{\"b\":[1,\"}\\\\\\\"\"]},\"\\u005d\":\"long enough to fill a "
	"block of bytes, and more ]} of the next\"}",
};

/* In pieces, cut at every two places, the end is where it is in one. */
static void
test_scan(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(containers); i++) {
		struct slice text = slice_of(containers[i]);

		for (size_t a = 0; a <= text.len; a++)
			for (size_t b = a; b <= text.len; b++) {
				size_t cuts[] = {0, a, b, text.len};
				struct json_scan scan = {0};
				size_t end = 0, from = 0;

				for (size_t k = 0; k < 3 && end == 0; k++) {
					struct slice piece = exact(slice_first(
						slice_from(text, cuts[k]),
						cuts[k + 1] - cuts[k]));

					from = cuts[k];
					end = json_scan(&scan, piece);
					exact_free(piece);
				}
				assert_int_equal(from + end, text.len);
				assert_true(end > 0);
			}
	}
}

/* In one piece it is gone over in blocks, byte by byte it is not. */
static void
test_scan_blocks(void **state)
{
	static const char letters[] = "aaaaaaaa\"\"\\\\[]{}";
	char text[300];
	uint32_t random = 1;

	(void)state;
	for (unsigned turn = 0; turn < 20000; turn++) {
		struct json_scan one = {0}, bytes = {0};
		size_t end, len = 0;

		text[0] = '[';
		for (size_t i = 1; i < sizeof(text); i++) {
			random = random * 1664525 + 1013904223;
			text[i] = letters[(random >> 16) %
					  (sizeof(letters) - 1 - turn % 5)];
		}
		end = json_scan(&one, (struct slice){text, sizeof(text)});
		for (size_t i = 0; i < sizeof(text) && len == 0; i++)
			if (json_scan(&bytes, (struct slice){text + i, 1}) > 0)
				len = i + 1;
		assert_int_equal(end, len);
		if (end > 0)
			continue;
		assert_int_equal(one.depth, bytes.depth);
		assert_int_equal(one.in_string, bytes.in_string);
		assert_int_equal(one.escaped, bytes.escaped);
	}
}

static void
test_scan_stops(void **state)
{
	struct json_scan scan = {0};

	(void)state;
	assert_int_equal(json_scan(&scan, SLICE("[[1")), 0);
	assert_int_equal(json_scan(&scan, SLICE("],\"]")), 0);
	assert_int_equal(json_scan(&scan, SLICE("\"] ,[")), 2);
}

static const char *const tricky[] = {
	"{\"id\":\"arxiv:2509.01234\",\"title\":\"x \\ud83d y\",\"authors\":"
	"[\"A\",\"B \\\"C\\\"\"],\"upvotes\":1.5e2,\"\\u0061\":null,\"a\":true,"
	"\"deep\":{\"a\":[[[{}]],-0,false]}}",
	"[[[\"\\\\\\\"\",\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\"],{}],1e-7]",
	" \"\\ud83d\\ude00 \\uD800\\u0041 \\b\\f\\n\" ",
	"-12.50e+03",
};

static void
test_every_prefix(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(tricky); i++) {
		struct slice text = slice_of(tricky[i]);

		for (size_t len = 0; len <= text.len; len++)
			for (size_t from = 0; from <= len; from += 1 + from / 4)
				look(slice_from(slice_first(text, len), from));
	}
}

static void
test_mutations(void **state)
{
	static const char likely[] = "\"\\[]{}:,u0123dDeE+-.tfn \n\xC3\xED\xFF";

	(void)state;
	for (int round = 0; round < 40000; round++) {
		struct slice text =
			slice_of(tricky[exact_random(COUNT(tricky))]);
		char bytes[512];
		size_t changes = 1 + exact_random(4);

		assert_true(text.len < sizeof(bytes));
		memcpy(bytes, text.ptr, text.len);
		while (changes-- > 0)
			bytes[exact_random(text.len)] =
				likely[exact_random(sizeof(likely))];
		look((struct slice){bytes, text.len - exact_random(2)});
	}
}

static void
test_scalar(void **state)
{
	static const struct {
		const char *json, *text; /* NULL: none */
	} cases[] = {
		{"\"a\\u0062\"",  "ab"   },
		{"\"\"",          ""     },
		{"-1.50",         "-1.50"},
		{"true",          "true" },
		{"false",         "false"},
		{"null",          NULL   },
		{"[\"a\"]",       NULL   },
		{"{\"a\":\"b\"}", NULL   },
	};
	struct buf scratch = {0};
	struct slice rest;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct slice text = SLICE("as it was");
		struct json value = json_value(slice_of(cases[i].json), &rest);
		bool is = json_scalar(value, &scratch, &text);

		assert_int_equal(is, cases[i].text != NULL);
		assert_true(slice_eq(text,
			is ? slice_of(cases[i].text) : SLICE("as it was")));
	}
	assert_false(
		json_scalar((struct json){.type = JSON_NONE}, &scratch, &rest));
	buf_free(&scratch);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scalar),
		cmocka_unit_test(test_suite),
		cmocka_unit_test(test_check_says_where),
		cmocka_unit_test(test_check_accepts),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_every_byte_everywhere),
		cmocka_unit_test(test_value),
		cmocka_unit_test(test_iter),
		cmocka_unit_test(test_get),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_int),
		cmocka_unit_test(test_quote),
		cmocka_unit_test(test_quote_and_back),
		cmocka_unit_test(test_scan),
		cmocka_unit_test(test_scan_blocks),
		cmocka_unit_test(test_scan_stops),
		cmocka_unit_test(test_every_prefix),
		cmocka_unit_test(test_mutations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
