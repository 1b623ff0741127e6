/*
 * kinds.h: what the rows of the table of kinds are made of: see source.h.
 */
#ifndef SHEAF_KINDS_H
#define SHEAF_KINDS_H

#include "source.h"

bool hf_sniff(struct slice head);
void hf_parse(struct source *source);

bool snapshot_sniff(struct slice head);
void snapshot_parse(struct source *source);

bool crossref_sniff(struct slice head);
void crossref_parse(struct source *source);

bool s2_sniff(struct slice head);
void s2_parse(struct source *source);

bool openalex_sniff(struct slice head);
void openalex_parse(struct source *source);

bool datacite_sniff(struct slice head);
void datacite_parse(struct source *source);

bool dblp_sniff(struct slice head);
void dblp_parse(struct source *source);

bool europepmc_sniff(struct slice head);
void europepmc_parse(struct source *source);

bool biorxiv_sniff(struct slice head);
void biorxiv_parse(struct source *source);

bool openreview_sniff(struct slice head);
void openreview_parse(struct source *source);

bool doaj_sniff(struct slice head);
void doaj_parse(struct source *source);

bool unpaywall_sniff(struct slice head);
void unpaywall_parse(struct source *source);

bool inspire_sniff(struct slice head);
void inspire_parse(struct source *source);

bool ads_sniff(struct slice head);
void ads_parse(struct source *source);

bool zotero_sniff(struct slice head);
void zotero_parse(struct source *source);

bool refusal_sniff(struct slice head);
void refusal_parse(struct source *source);

bool hf_html_sniff(struct slice head);
void hf_html_parse(struct source *source);

bool arxiv_sniff(struct slice head);
void arxiv_parse(struct source *source);

bool oai_sniff(struct slice head);
void oai_parse(struct source *source);

bool pubmed_sniff(struct slice head);
void pubmed_parse(struct source *source);

bool dblp_xml_sniff(struct slice head);
void dblp_xml_parse(struct source *source);

bool acl_sniff(struct slice head);
void acl_parse(struct source *source);

bool jats_sniff(struct slice head);
void jats_parse(struct source *source);

bool datacite_xml_sniff(struct slice head);
void datacite_xml_parse(struct source *source);

bool unixref_sniff(struct slice head);
void unixref_parse(struct source *source);

bool dc_sniff(struct slice head);
void dc_parse(struct source *source);

bool feed_sniff(struct slice head);
void feed_parse(struct source *source);

bool jsonfeed_sniff(struct slice head);
void jsonfeed_parse(struct source *source);

bool arxiv_html_sniff(struct slice head);
void arxiv_html_parse(struct source *source);

bool arxiv_abs_sniff(struct slice head);
void arxiv_abs_parse(struct source *source);

bool text_list_sniff(struct slice head);
void text_list_parse(struct source *source);

bool landing_sniff(struct slice head);
void landing_parse(struct source *source);

bool latexml_sniff(struct slice head);
void latexml_parse(struct source *source);

bool markdown_sniff(struct slice head);
void markdown_parse(struct source *source);

bool page_sniff(struct slice head);
void page_parse(struct source *source);

bool csl_sniff(struct slice head);
void csl_parse(struct source *source);

bool mail_sniff(struct slice head);
void mail_parse(struct source *source);

bool ris_sniff(struct slice head);
void ris_parse(struct source *source);

bool bibtex_sniff(struct slice head);
void bibtex_parse(struct source *source);

/* The row called NAME, or NULL. */
const struct kind *kind_named(struct slice name);

/* The first row that recognises a body beginning with HEAD, or NULL. */
const struct kind *kind_of(struct slice head);

/* That of a full text, or NULL if it is none: a page that says so, perhaps. */
const struct kind *kind_of_text(struct slice head);

#endif
