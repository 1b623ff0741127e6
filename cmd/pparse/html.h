/*
 * html.h: reads HTML as it comes, and keeps the text of the elements that a
 * parser wants.
 *
 * A parser of a page is a table of rules, each for elements below another that
 * a rule has found, at whatever depth; what lies between does not matter. Two
 * functions are told when one begins and ends. Nothing is fetched, and tags are
 * paired as libxml2 thinks best.
 */
#ifndef SHEAF_HTML_H
#define SHEAF_HTML_H

#include "source.h"

enum {
	HTML_DEPTH_MAX = 512,
	HTML_TEXT_MAX = 64 << 20,  /* bytes in one element, with its markup */
	HTML_TAG_MAX = 256 << 10,  /* in one tag or comment */
	HTML_SCRIPT_MAX = 4 << 20, /* in one script */
	HTML_TOP = 0,              /* no element of the rules is above */
	HTML_ANYWHERE = -1,
};

enum html_wish {
	HTML_INSIDE, /* what is below it */
	HTML_TEXT,   /* its text, and what is below it */
	HTML_DROP,   /* nothing: its text does not count above either, and only
	              * begin() is told */
};

/*
 * The first rule that fits an element counts: below WITHIN, called NAME, and
 * with the word WORD in its ATTRIBUTE. An empty slice fits all.
 */
struct html_rule {
	int within; /* the key of the nearest element above that has one */
	struct slice name, attribute, word;
	int key; /* greater than HTML_TOP; rules may share one */
	enum html_wish wish;
};

struct html;
struct html_handler {
	const struct html_rule *rules;
	size_t rule_count;

	/* SELF is what html_parse() was given. */
	void (*begin)(void *self, struct html *html, int key);

	/* TEXT, as markup_text() writes it, is empty where none is wanted; it
	 * goes with the call. */
	void (*end)(void *self, struct html *html, int key, struct slice text);
};

/*
 * Reads the body to its end. False if it cannot be read, or ends within an
 * element of the rules: that is said (source_bad), and end() is not called.
 */
bool html_parse(
	struct source *source, const struct html_handler *handler, void *self);

/* The value of an attribute, in begin(); empty if there is none. */
struct slice html_attribute(struct html *html, struct slice name);

/* Adds to the text that is wanted above, in begin() of an HTML_DROP. */
void html_put(struct html *html, struct slice text);

/* Is WORD one of the words, split at blanks, of LIST? Case does not matter. */
bool html_word(struct slice list, struct slice word);

/*
 * Is it a page of HTML, as far as the front of a body shows? Not if its root
 * is another element.
 */
bool html_sniff(struct slice head);

#endif
