/*
 * source.h: what a parser gets: one body in UTF-8 (whatever it still declares),
 * in pieces or whole, with what is known of where it came from; and the table
 * of parsers.
 */
#ifndef SHEAF_SOURCE_H
#define SHEAF_SOURCE_H

#include "json.h"
#include "out.h"
#include "paper.h"

struct source {
	/* Where the body came from: the document's final_url, else its url,
	 * else -u. Empty, or an absolute http(s) address. */
	struct slice url;
	struct slice
		media_type;  /* without parameters, in lower case; or empty */
	struct date day;     /* that the request or the url names, or none */
	bool full_text;      /* what the request or the url asks for */
	struct paper *paper; /* for the parser to fill, reset and write */
	struct out *out;
	uint64_t written; /* papers so far, counted by source_write() */
	uint64_t titled;  /* of these, with a title, or deleted */
	uint64_t before;  /* items of the same JSON array in bodies before it */
	bool more;        /* and others come behind it */
	bool valid;       /* the body is JSON that passed json_check() */
	size_t reached;   /* of JSON that did not: behind its last whole item */
	struct body *body;
};

/*
 * The next piece of the body, valid until the next call; false at its end. A
 * body that cannot be read to its end has been said.
 */
bool source_piece(struct source *source, struct slice *piece);

/*
 * The whole body, at most 64 MiB. Empty if it cannot be had, which has been
 * said.
 */
struct slice source_all(struct source *source);

/* Gives ALL, that source_all() returned, back: it is the next piece again. */
void source_again(struct source *source, struct slice all);

/* Writes the paper and resets it; what cannot be written is said as source_bad.
 */
void source_write(struct source *source);

/*
 * Says what is wrong with the body, or with one item of it (then the others go
 * on), with the file and line, or the document's address, in front. LINE is
 * relative to the body, 0 if not known.
 */
void source_bad(struct source *source, uint64_t line, const char *format, ...)
	ERR_FORMAT(3);

/* One kind of body. The first row that recognises it wins. */
struct kind {
	const char *name; /* as in `pparse -f NAME` */

	/* Is it this kind? HEAD is its first 4 KiB, of JSON 64 KiB (all of it,
	 * if shorter), white space and BOM in front left out. */
	bool (*sniff)(struct slice head);

	/* Reads the body and writes its papers. */
	void (*parse)(struct source *source);
};
extern const struct kind kinds[];
extern const size_t kind_count;

#endif
