#include "kinds.h"

/* The first row that fits wins: the particular before the general. */
const struct kind kinds[] = {
	{"arxiv-snapshot", snapshot_sniff,     snapshot_parse    },
	{"hf",             hf_sniff,           hf_parse          },
	{"crossref",       crossref_sniff,     crossref_parse    },
	{"s2",             s2_sniff,           s2_parse          },
	{"openalex",       openalex_sniff,     openalex_parse    },
	{"zotero",         zotero_sniff,       zotero_parse      },
	{"datacite",       datacite_sniff,     datacite_parse    },
	{"dblp",           dblp_sniff,         dblp_parse        },
	{"europepmc",      europepmc_sniff,    europepmc_parse   },
	{"biorxiv",        biorxiv_sniff,      biorxiv_parse     },
	{"openreview",     openreview_sniff,   openreview_parse  },
	{"doaj",           doaj_sniff,         doaj_parse        },
	{"unpaywall",      unpaywall_sniff,    unpaywall_parse   },
	{"inspire",        inspire_sniff,      inspire_parse     },
	{"ads",            ads_sniff,          ads_parse         },
	{"refusal",        refusal_sniff,      refusal_parse     },
	{"hf-html",        hf_html_sniff,      hf_html_parse     },
	{"arxiv",          arxiv_sniff,        arxiv_parse       },
	{"oai",            oai_sniff,          oai_parse         },
	{"pubmed",         pubmed_sniff,       pubmed_parse      },
	{"dblp-xml",       dblp_xml_sniff,     dblp_xml_parse    },
	{"acl",            acl_sniff,          acl_parse         },
	{"jats",           jats_sniff,         jats_parse        },
	{"datacite-xml",   datacite_xml_sniff, datacite_xml_parse},
	{"unixref",        unixref_sniff,      unixref_parse     },
	{"dc",             dc_sniff,           dc_parse          },
	{"feed",           feed_sniff,         feed_parse        },
	{"jsonfeed",       jsonfeed_sniff,     jsonfeed_parse    },
	{"csl",            csl_sniff,          csl_parse         },
	{"latexml",        latexml_sniff,      latexml_parse     },
	{"arxiv-html",     arxiv_html_sniff,   arxiv_html_parse  },
	{"arxiv-abs",      arxiv_abs_sniff,    arxiv_abs_parse   },
	{"html",           landing_sniff,      landing_parse     },
	{"markdown",       markdown_sniff,     markdown_parse    },
	{"page",           page_sniff,         page_parse        },
	{"mail",           mail_sniff,         mail_parse        },
	{"ris",            ris_sniff,          ris_parse         },
	{"bibtex",         bibtex_sniff,       bibtex_parse      },
	{"text-list",      text_list_sniff,    text_list_parse   },
};
const size_t kind_count = COUNT(kinds);

const struct kind *
kind_named(struct slice name)
{
	for (size_t i = 0; i < kind_count; i++)
		if (slice_eq(slice_of(kinds[i].name), name))
			return &kinds[i];
	return NULL;
}

const struct kind *
kind_of(struct slice head)
{
	for (size_t i = 0; i < kind_count; i++)
		if (kinds[i].sniff(head))
			return &kinds[i];
	return NULL;
}

const struct kind *
kind_of_text(struct slice head)
{
	bool page = slice_starts(head, SLICE("<"));

	if (slice_starts(head, SLICE("{")) || (page && !latexml_sniff(head)))
		return NULL;
	return kind_named(page ? SLICE("latexml") : SLICE("markdown"));
}
