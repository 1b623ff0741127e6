/*
 * form.h: the table of requests, one row for each form. To add a service is to
 * add its rows (form.c), and its host to those of service.c.
 *
 * A row says by which text a request begins, how the rest is read, which
 * addresses that means, and how the page behind a page is found.
 */
#ifndef SHEAF_FORM_H
#define SHEAF_FORM_H

#include "buf.h"
#include "date.h"
#include "dialect.h"
#include "request.h"

/* How the next page is found, and with it the end: next.c. */
enum paging_kind {
	PAGING_SHORT,  /* a page with fewer items than asked for is the last */
	PAGING_TOTAL,  /* until `where` items came */
	PAGING_CURSOR, /* until `where` is absent, null, or empty */
	PAGING_TOKEN,  /* resumptionToken (OAI-PMH 2.0, 3.5) */
	PAGING_LINK,   /* the rel="next" of the Link fields */
};

/* What it means if the cursor of the next page is the one that was sent. */
enum repeat {
	REPEAT_BROKEN,
	REPEAT_ENDS,
	REPEAT_FINE, /* the server knows where we are */
};

/*
 * A place in a body is a path of names (`message.items`; of an array the first
 * element is meant, as in `messages.0.total`; "" is the whole), or `<name`, the
 * elements of that name with any prefix, or `=text`, what follows that text.
 */
struct paging {
	enum paging_kind kind;
	const char *items; /* what is counted */
	const char *where;
	const char *total; /* how many results there are, where that is not
	                      `where` of PAGING_TOTAL; NULL: it does not say */
	const char *first; /* cursor of the first page */
	bool short_ends; /* a page with fewer items than asked for does, too */
	enum repeat repeat;
	bool doubtful; /* that there is nothing is asked for once more */
};

enum id_kind {
	ID_PLAIN,
	ID_VERSION, /* theirs has the version, too */
	ID_NUMBER,  /* of the service alone: `ours` and a number */
};

/* An id of ours and what the service has for it: `arxiv:` is `ARXIV:`. */
struct known_id {
	const char *ours, *theirs;
	enum id_kind kind;
};

struct form {
	/* All of the request; with `/` or `:` last its front; behind that may
	 * stand `*` for one part and `/`. The first row that fits is taken. */
	const char *name;
	const char *(*read)(struct request *to, struct slice value);

	/*
	 * {name} is what expand() in request.c has for it, [...] is left out
	 * where something in it is empty. The others are NULL where they are as
	 * `url`.
	 */
	const char *url;
	const char *more; /* of the pages behind the first */

	const struct paging *paging; /* NULL: one page is all */
	unsigned size;               /* of a page, the most that is asked for */
	unsigned max;                /* results unless -n is given; 0: all */
	unsigned ceiling; /* what the service gives of a list at most; 0: all */
	const char *accept;
	bool page; /* a web page instead will do */

	const struct dialect *dialect; /* of search requests */

	/* Of requests for papers: which ids it knows, and how several are asked
	 * for at once, at most `together`; `post` as JSON that holds them. */
	const struct known_id *ids;
	unsigned together;
	const char *several;
	const char *between; /* what stands between two of them */
	bool post;
	const char *items; /* of a batch that comes in an order of its own: a
	                      place, as above, */
	const char *id;    /* and the member, or element, that is its id */
	bool lasts;        /* the answer is a paper: the same tomorrow */

	/* Adds to `missing` of the request the ids that BODY lacks. */
	void (*find_missing)(struct request *request, struct slice body);
	const char *found; /* where a search for one paper has it */

	/* Reads the first page, if that only says where the results are. */
	enum request_page (*step)(
		struct request *request, struct slice body, const char **what);
};

/* A run of the ids of a request. */
struct run {
	size_t first, count;
};

struct request {
	const struct form *form; /* NULL: an address or a file */
	enum request_kind kind;
	int64_t now;
	struct buf text, wrong;
	bool ended;

	/* What the reader found in the text. */
	struct buf value;
	struct buf set, format; /* of a harvest */
	struct date from, until;
	int64_t day, days; /* of a list a day: the first one, and how many
	                      follow */
	struct buf names;  /* one list each, parted by `+`; and where the */
	size_t name_at;    /* present one begins */

	/* Papers: our ids, and theirs, each ended by LF. */
	struct buf ids, theirs;
	size_t count;
	struct run asked, answered; /* of them: this page, and the last one */
	struct buf missing;         /* of ours, each ended by LF */
	struct buf post;

	/* Where we are in the list. */
	uint64_t left;   /* results that are still wanted */
	uint64_t offset; /* of the page in the list */
	uint64_t turn;   /* pages of the list before this one */
	uint64_t total;  /* results of the list, as far as that is known */
	uint64_t came;   /* of them */
	uint64_t lists;  /* that are behind us */
	uint64_t page;   /* hash of the last page */
	struct buf cursor;
	struct buf address; /* of the next page, where the service says it */
	struct date latest; /* day of a datestamp so far */
	bool in_order;      /* so far the days of datestamps grow */
	bool doubted;       /* this list was empty, and is asked for again */
	unsigned restarts;  /* of a harvest, since it last got further */
};

/* The form of TEXT; VALUE is what it leaves to be read. NULL if none fits. */
const struct form *form_find(struct slice text, struct slice *value);

/* Adds what may stand behind SERVICE, `hf:` or the like, with blanks between.
 * False if there is no such service. */
bool form_names(struct slice service, struct buf *to);

/* What the id ID by itself asks for; NULL if no service has such ones. */
const struct form *form_of_id(struct slice id);

/*
 * Adds an id of ours to those that are asked for, VERSION that of arXiv's or 0.
 * False if the service does not know such ids.
 */
bool request_add_id(struct request *request, struct slice id, int version);

/* The same for an id that is a number, and of the service alone. */
bool request_add_number(struct request *request, struct slice id);

#endif
