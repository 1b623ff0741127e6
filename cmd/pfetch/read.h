/*
 * read.h: the parts of requests that users write: days, ids, queries,
 * categories. What is found goes into the request; NULL, or what is wrong.
 */
#ifndef SHEAF_READ_H
#define SHEAF_READ_H

#include "slice.h"

struct request;

const char *read_nothing(struct request *to, struct slice value);
const char *read_value(struct request *to, struct slice value);
const char *read_name(struct request *to, struct slice value);
const char *read_orcid(struct request *to, struct slice value);
const char *read_days(struct request *to, struct slice value);
const char *read_each_day(struct request *to, struct slice value);
const char *read_week(struct request *to, struct slice value);
const char *read_month(struct request *to, struct slice value);
const char *read_query(struct request *to, struct slice value);
const char *read_paper(struct request *to, struct slice value);
const char *read_categories(struct request *to, struct slice value);
const char *read_announced(struct request *to, struct slice value);
const char *read_listing(struct request *to, struct slice value);
const char *read_arxiv_harvest(struct request *to, struct slice value);
const char *read_harvest(struct request *to, struct slice value);
const char *read_issn(struct request *to, struct slice value);
const char *read_library(struct request *to, struct slice value);
const char *read_doi_and_mail(struct request *to, struct slice value);

#endif
