/*
 * format.h: what a format of pfmt is: a row of the table in pfmt.c, and three
 * functions in a file of its own.
 */
#ifndef SHEAF_PFMT_FORMAT_H
#define SHEAF_PFMT_FORMAT_H

#include "field.h"
#include "out.h"
#include "record.h"
#include "template.h"

/* --color */
enum when { WHEN_AUTO, WHEN_ALWAYS, WHEN_NEVER };

/* One run: what the user asked for, and the paper at hand. */
struct job {
	const struct format *format;
	struct out *out;
	struct buf *to; /* out_buf(out) */

	enum when color;
	bool whole; /* --long */
	bool oneline;
	const char *dates; /* --dates; NULL for days as the record has them */
	struct text_template *template, *header, *footer;
	struct text_template *group; /* its value; NULL for no groups */
	const char *columns;         /* -k; NULL for the usual ones */
	struct text_template *key;   /* -k of a bibliography, or NULL */
	struct text_template *title_template, *url_template;
	struct buf title_text, url_text;
	struct slice title;   /* --title for this output; empty for none */
	struct slice url;     /* --url, too: http or https; empty for none */
	const char *chat;     /* --to; NULL for none */
	const char *lang;     /* --lang: letters, digits and hyphens; or NULL */
	struct field *fields; /* -H */
	size_t field_count, field_room;

	void *state; /* the format's own: job_state() */

	uint64_t number;    /* of the paper, from 1 */
	uint64_t counted;   /* papers since the header */
	bool opened;        /* the header is written */
	struct buf heading; /* of the group at hand */
	struct buf last;    /* the last paper, where there is a footer */
	struct slice line;
	struct json member[MEMBER_COUNT]; /* where the format wants members */

	/* Reset for every piece of text, kept for the run. */
	struct buf text;    /* what show.h found */
	struct buf scratch; /* strings whose escapes are undone */
};

/*
 * What a format keeps, SIZE bytes: all zero at first, and as it was left when
 * another output begins.
 */
void *job_state(struct job *job, size_t size);

struct format {
	const char *name;               /* as in -f */
	bool members;                   /* it reads job.member */
	bool framed;                    /* --header and --footer fit it */
	void (*begin)(struct job *job); /* NULL where nothing is to be done */
	void (*record)(struct job *job);
	/* --group: TEXT, without controls; NULL where there are no headings */
	void (*heading)(struct job *job, struct slice text);
	void (*end)(struct job *job);
};

/* terminal.c: for reading */
void terminal_begin(struct job *job);
void terminal_record(struct job *job);
void terminal_plain(struct job *job, size_t columns); /* to begin with, in a
                                                         mail */
void terminal_heading(struct job *job, struct slice text);

/* markdown.c: CommonMark and GitHub's additions */
void markdown_record(struct job *job);
void markdown_heading(struct job *job, struct slice text);

/* templated.c: by a template of the user's */
void templated_record(struct job *job);

/* Adds what TEMPLATE, a header for one, makes of LINE, and a line feed. */
void templated_add(
	struct job *job, struct text_template *template, struct slice line);

/* page.c: HTML, one page without anything else */
void page_begin(struct job *job);
void page_record(struct job *job);
void page_heading(struct job *job, struct slice text);
void page_end(struct job *job);

/* atom.c: Atom (RFC 4287) */
void atom_begin(struct job *job);
void atom_record(struct job *job);
void atom_end(struct job *job);

/* jsonfeed.c: JSON Feed 1.1 (jsonfeed.org) */
void jsonfeed_begin(struct job *job);
void jsonfeed_record(struct job *job);
void jsonfeed_end(struct job *job);

/* chat.c: messages for webhooks and bots, an object of JSON a line */
void slack_begin(struct job *job);
void discord_begin(struct job *job);
void telegram_begin(struct job *job);
void chat_record(struct job *job);
void chat_heading(struct job *job, struct slice text);
void chat_end(struct job *job);

/* mail.c: a message, with the papers as text and as HTML */
void mail_begin(struct job *job);
void mail_record(struct job *job);
void mail_heading(struct job *job, struct slice text);
void mail_end(struct job *job);

/* csv.c: a row per paper, of the members of -k */
void csv_begin(struct job *job);
void csv_record(struct job *job);
void tsv_begin(struct job *job);
void tsv_record(struct job *job);

/* ris.c: for reference managers */
void ris_begin(struct job *job);
void ris_record(struct job *job);

/* csl.c: CSL-JSON, in one array that canonical_array_end() ends */
void csl_begin(struct job *job);
void csl_record(struct job *job);

/* bibtex.c: for TeX; the two differ in types, fields and accents */
void bibtex_begin(struct job *job);
void biblatex_begin(struct job *job);
void bibtex_record(struct job *job);

/* canonical.c: JSON with the members of sheaf(5) in its order, each once */
void canonical_begin(struct job *job);
void canonical_line(struct job *job);

/* The same in one array. */
void canonical_array_begin(struct job *job);
void canonical_array_line(struct job *job);
void canonical_array_end(struct job *job);

#endif
