#include "types.h"

#define ROW(csl, bibtex, biblatex, ris)                                        \
	{                                                                      \
		SLICE_INIT(csl), SLICE_INIT(bibtex), SLICE_INIT(biblatex),     \
			SLICE_INIT(ris)                                        \
	}

static const struct type_row rows[] = {
	ROW("article-journal", "article", "article", "JOUR"),
	ROW("paper-conference", "inproceedings", "inproceedings", "CPAPER"),
	ROW("article", "misc", "online", "UNPB"),
	ROW("book", "book", "book", "BOOK"),
	ROW("chapter", "incollection", "incollection", "CHAP"),
	ROW("thesis", "phdthesis", "thesis", "THES"),
	ROW("report", "techreport", "report", "RPRT"),
	ROW("dataset", "misc", "dataset", "DATA"),
	ROW("software", "misc", "software", "COMP"),
	ROW("webpage", "misc", "online", "ELEC"),
	ROW("manuscript", "unpublished", "unpublished", "MANSCPT"),
	ROW("article-magazine", "article", "article", "MGZN"),
	ROW("article-newspaper", "article", "article", "NEWS"),
	ROW("patent", "misc", "patent", "PAT"),
	ROW("standard", "misc", "standard", "STAND"),
	ROW("entry-encyclopedia", "incollection", "inreference", "ENCYC"),
	ROW("entry-dictionary", "incollection", "inreference", "DICT"),
	ROW("post-weblog", "misc", "online", "BLOG"),
	ROW("speech", "misc", "unpublished", "SLIDE"),
	ROW("pamphlet", "booklet", "booklet", "PAMP"),
	ROW("motion_picture", "misc", "movie", "VIDEO"),
	ROW("map", "misc", "misc", "MAP"),
	ROW("bill", "misc", "legislation", "BILL"),
	ROW("legislation", "misc", "legislation", "STAT"),
	ROW("legal_case", "misc", "jurisdiction", "CASE"),
	ROW("personal_communication", "misc", "letter", "PCOMM"),
	ROW("document", "misc", "misc", "GEN"),

	/* Only on the way in. */
	ROW("paper-conference", "conference", "", "CONF"),
	ROW("chapter", "inbook", "bookinbook", "ECHAP"),
	ROW("chapter", "", "suppbook", ""),
	ROW("chapter", "", "suppcollection", ""),
	ROW("book", "proceedings", "collection", "EBOOK"),
	ROW("book", "manual", "mvbook", "EDBOOK"),
	ROW("book", "", "mvcollection", ""),
	ROW("book", "", "mvproceedings", ""),
	ROW("book", "", "reference", ""),
	ROW("thesis", "mastersthesis", "", ""),
	ROW("article-journal", "", "suppperiodical", "EJOUR"),
	ROW("article-journal", "", "", "ABST"),
	ROW("article-journal", "", "", "INPR"),
	ROW("article-journal", "", "", "JFULL"),
	ROW("webpage", "electronic", "www", "ICOMM"),
	ROW("dataset", "", "", "DBASE"),
	ROW("dataset", "", "", "AGGR"),
	ROW("report", "", "", "GOVDOC"),
	ROW("article", "", "", "PREPRINT"),
};

const struct type_row *
type_of_csl(struct slice name)
{
	for (size_t i = 0; i < COUNT(rows); i++)
		if (slice_eq_nocase(rows[i].csl, name))
			return &rows[i];
	return NULL;
}

const struct type_row *
type_of_ris(struct slice name)
{
	for (size_t i = 0; i < COUNT(rows) && name.len > 0; i++)
		if (slice_eq_nocase(rows[i].ris, name))
			return &rows[i];
	return NULL;
}

const struct type_row *
type_of_entry(struct slice name)
{
	for (size_t i = 0; i < COUNT(rows) && name.len > 0; i++)
		if (slice_eq_nocase(rows[i].bibtex, name) ||
			slice_eq_nocase(rows[i].biblatex, name))
			return &rows[i];
	return NULL;
}
