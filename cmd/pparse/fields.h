/*
 * fields.h: from the members of a JSON object to those of a paper, by a table.
 *
 *	static const struct field rows[] = {
 *		{"title",        field_text, M_TITLE, NULL},
 *		{"journal.name", field_text, M_VENUE, NULL},
 *
 * A path is names with a dot between them; an array on the way stands for its
 * first element. The object is gone over once. Then the rows are applied in
 * their order, and the first value of a member stays (paper.h): so a table
 * reads as `this, else that`. Of two members of one name the first counts; null
 * is as good as absent.
 */
#ifndef SHEAF_FIELDS_H
#define SHEAF_FIELDS_H

#include "person.h"
#include "source.h"

enum { FIELDS_MAX = 64 }; /* rows of a table */

/* What the setters work with. */
struct fields {
	struct source *source;
	struct paper *paper;
	struct json shared; /* of all items: see struct answer */
	struct buf text, plain, name, full; /* scratch */
	struct person person;
};

struct field;
typedef void field_set(
	struct fields *fields, const struct field *field, struct json value);

struct field {
	const char *path; /* NULL: the row is not used */
	field_set *set;
	enum member member;
	const void *arg; /* as SET wants it */
};

/* Goes over OBJECT, and applies the rows. */
void fields_fill(struct fields *fields, struct json object,
	const struct field rows[], size_t count);

/* Only finds: VALUES[i] is what stands at the path of ROWS[i], or JSON_NONE. */
void fields_find(struct json object, const struct field rows[], size_t count,
	struct json values[]);

/* What stands at PATH. */
struct json fields_get(struct json object, const char *path);

/*
 * The text of a string or a number, or of the first element of an array; until
 * the next call.
 */
struct slice fields_text(struct fields *fields, struct json value);

/* The same without markup. */
struct slice fields_plain(struct fields *fields, struct json value);

/*
 * The setters. Where a string is expected they take what fields_text() takes.
 *
 * field_text, field_plain    the string, the string without markup
 * field_title                as paper_set_title(), without markup
 * field_texts, field_plains  for arrays: all strings; of objects the member
 *                            that ARG, a path, names
 * field_number               an integer, also one in a string
 * field_date, field_day      as date_read(), date_read_day()
 * field_millis               milliseconds since 1970
 * field_url                  an address
 * field_id                   an identifier, ARG (a prefix, or NULL) in front
 * field_doi                  as doi_set()
 * field_pages                an object; ARG is the names of the members for the
 *                            first and the last page, with a blank between
 * field_word                 what ARG, struct field_word[], has for it; of an
 *                            array for the element that stands first in ARG,
 *                            of objects in it for their member `type`
 * field_true                 if it is true, the word ARG
 * field_people               an array of authors, or one; ARG is a struct
 *                            people
 */
field_set field_text, field_plain, field_title, field_texts, field_plains,
	field_number, field_date, field_day, field_millis, field_url, field_id,
	field_doi, field_pages, field_word, field_true, field_people;

/* What they say, and what we say; the last row is empty. */
struct field_word {
	const char *theirs, *ours;
};

/* Where an author's object has what; strings in the place of objects are names.
 */
enum person_part {
	PERSON_GIVEN,
	PERSON_FAMILY,
	PERSON_SUFFIX,
	PERSON_NAME,         /* where there are no parts */
	PERSON_ORCID,        /* an ORCID iD or its address */
	PERSON_ID,           /* at the service */
	PERSON_AFFILIATIONS, /* strings, or objects with a name */
	PERSON_IS_GROUP,     /* a word, see GROUP */
	PERSON_PARTS,
};

struct people {
	struct field parts[PERSON_PARTS]; /* paths only */
	const char *id_prefix;            /* `s2author:` */
	const char *affiliation;          /* path of an affiliation's name */
	const char *group; /* the word that says that NAME is no person's */
	bool groups;       /* whoever has no parts is no person */
	bool reversed;     /* NAME is `Family, Given` */
};

/* Adds the author with these parts. */
void fields_person(struct fields *fields, const struct people *people,
	const struct json parts[]);

#endif
