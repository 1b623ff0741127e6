#include "field.h"

/* arXiv API User's Manual, 5.1, then ours, then members that hold names. */
static const struct field fields[] = {
	{SLICE_INIT("ti"),              FIELD_WORDS,  {SLICE_INIT("title")}                    },
	{SLICE_INIT("au"),              FIELD_WORDS,  {SLICE_INIT("authors")}                  },
	{SLICE_INIT("abs"),             FIELD_WORDS,  {SLICE_INIT("abstract")}                 },
	{SLICE_INIT("co"),              FIELD_WORDS,  {SLICE_INIT("comment")}                  },
	{SLICE_INIT("jr"),              FIELD_WORDS,
         {SLICE_INIT("journal_ref"), SLICE_INIT("venue")}                                      },
	{SLICE_INIT("cat"),             FIELD_NAME,   {SLICE_INIT("categories")}               },
	{SLICE_INIT("rn"),              FIELD_WORDS,  {SLICE_INIT("report_number")}            },
	{SLICE_INIT("id"),              FIELD_ID,     {SLICE_INIT("id"), SLICE_INIT("aliases")}},
	{SLICE_INIT("all"),             FIELD_WORDS,
         {SLICE_INIT("title"), SLICE_INIT("authors"),
			SLICE_INIT("abstract"), SLICE_INIT("comment"),
			SLICE_INIT("journal_ref"), SLICE_INIT("venue"),
			SLICE_INIT("keywords"), SLICE_INIT("categories"),
			SLICE_INIT("id"), SLICE_INIT("aliases"),
			SLICE_INIT("doi")}						     },
	{SLICE_INIT("submittedDate"),   FIELD_WORDS,  {SLICE_INIT("published")}                },
	{SLICE_INIT("lastUpdatedDate"), FIELD_WORDS,  {SLICE_INIT("updated")}                  },
	{SLICE_INIT("pc"),              FIELD_FIRST,  {SLICE_INIT("categories")}               },
	{SLICE_INIT("person"),          FIELD_PERSON,
         {SLICE_INIT("authors"), SLICE_INIT("families")}                                       },
	{SLICE_INIT("aliases"),         FIELD_ID,     {SLICE_INIT("aliases")}                  },
	{SLICE_INIT("announce_type"),   FIELD_NAME,
         {SLICE_INIT("announce_type")}							 },
	{SLICE_INIT("author_ids"),      FIELD_NAME,   {SLICE_INIT("author_ids")}               },
	{SLICE_INIT("categories"),      FIELD_NAME,   {SLICE_INIT("categories")}               },
	{SLICE_INIT("doi"),             FIELD_NAME,   {SLICE_INIT("doi")}                      },
	{SLICE_INIT("key"),             FIELD_NAME,   {SLICE_INIT("key")}                      },
	{SLICE_INIT("status"),          FIELD_NAME,   {SLICE_INIT("status")}                   },
	{SLICE_INIT("type"),            FIELD_NAME,   {SLICE_INIT("type")}                     },
};

const struct field *
field_find(struct slice name)
{
	for (size_t i = 0; i < COUNT(fields); i++)
		if (slice_eq(fields[i].name, name))
			return &fields[i];
	return NULL;
}
