#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ident.h"

/* What people paste, and what it is: NULL for no identifier. */
static const struct {
	const char *in, *id;
	int version;
} shapes[] = {
  /* arXiv: the same paper in every shape */
	{"2509.01234",							 "arxiv:2509.01234",                            0 },
	{"2509.01234v2",						       "arxiv:2509.01234",                            2 },
	{"arXiv:2509.01234",						   "arxiv:2509.01234",                            0 },
	{"arxiv:2509.01234v12",						"arxiv:2509.01234",                            12},
	{"arXiv: 2509.01234",						  "arxiv:2509.01234",                            0 },
	{"arXiv:2509.01234v2 [cs.LG] 4 Sep 2025",                              "arxiv:2509.01234",                            2 },
	{"oai:arXiv.org:2509.01234",					   "arxiv:2509.01234",                            0 },
	{"oai:arXiv.org:2401.00001v4",					 "arxiv:2401.00001",                            4 },
	{"https://arxiv.org/abs/2509.01234v2",                                 "arxiv:2509.01234",                            2 },
	{"http://arxiv.org/pdf/2509.01234v2.pdf",                              "arxiv:2509.01234",                            2 },
	{"http://export.arxiv.org/abs/2509.01234v2?context=cs#x",
         "arxiv:2509.01234",												  2 },
	{"https://arxiv.org/abs/arxiv:2509.01234",                             "arxiv:2509.01234",                            0 },
	{"https://arxiv.org/html/2509.01234v1/",                               "arxiv:2509.01234",                            1 },
	{"https://arxiv.org/ps/2509.01234",                                    "arxiv:2509.01234",                            0 },
	{"https://arxiv.org/format/2509.01234",                                "arxiv:2509.01234",                            0 },
	{"https://arxiv.org/e-print/2509.01234",                               "arxiv:2509.01234",                            0 },
	{"https://arxiv.org/src/2509.01234",                                   "arxiv:2509.01234",                            0 },
	{"HTTPS://ArXiv.org/abs/2509.01234",                                   "arxiv:2509.01234",                            0 },
	{"https://arxiv.org:443/abs/2509.01234",                               "arxiv:2509.01234",                            0 },
	{"arxiv.org/abs/2509.01234",					   "arxiv:2509.01234",                            0 },
	{"www.arxiv.org/pdf/2509.01234",                                       "arxiv:2509.01234",                            0 },
	{"https://rss.arxiv.org/abs/2509.01234",                               "arxiv:2509.01234",                            0 },
	{"http://xxx.lanl.gov/abs/2509.01234",                                 "arxiv:2509.01234",                            0 },
	{"https://ar5iv.labs.arxiv.org/html/2509.01234",                       "arxiv:2509.01234",                            0 },
	{"https://ar5iv.org/abs/2509.01234",                                   "arxiv:2509.01234",                            0 },
	{"https://www.alphaxiv.org/abs/2509.01234",                            "arxiv:2509.01234",                            0 },
	{"https://www.alphaxiv.org/overview/2509.01234v1",                     "arxiv:2509.01234",
         1														      },
	{"https://huggingface.co/papers/2509.01234",                           "arxiv:2509.01234",                            0 },
	{"https://huggingface.co/papers/2509.01234#community",
         "arxiv:2509.01234",												  0 },
	{"https://huggingface.co/papers/2509.01234.md",                        "arxiv:2509.01234",                            0 },
	{"https://huggingface.co/api/papers/2509.01234",                       "arxiv:2509.01234",                            0 },
	{"https://hf.co/papers/2509.01234",                                    "arxiv:2509.01234",                            0 },
	{"https://doi.org/10.48550/ARXIV.2509.01234",                          "arxiv:2509.01234",                            0 },
	{"https://doi.org/10.48550%2FarXiv.2509.01234",                        "arxiv:2509.01234",                            0 },
	{"https://www.biorxiv.org/content/10.1101/123456v1.full",
         "doi:10.1101/123456",												0 },
	{"https://medrxiv.org/content/10.1101/2020.01.123456",
         "doi:10.1101/2020.01.123456",											0 },
	{"https://www.biorxiv.org/content/early/2017/12",                      NULL,                                          0 },
	{"10.48550/arXiv.2509.01234",					  "arxiv:2509.01234",                            0 },
	{"10.48550/arXiv.2509.01234v2x",                                       "doi:10.48550/arxiv.2509.01234v2x",            0 },
	{"doi:10.48550/arxiv.2509.01234v3",                                    "arxiv:2509.01234",                            3 },

 /* arXiv: old ids, and archives in front of new ones */
	{"https://arxiv.org/pdf/hep-th/9901001v3",                             "arxiv:hep-th/9901001",                        3 },
	{"hep-th/9901001v3",						   "arxiv:hep-th/9901001",                        3 },
	{"math.GT/0309136",						    "arxiv:math/0309136",                          0 },
	{"https://arxiv.org/abs/math/0309136",                                 "arxiv:math/0309136",                          0 },
	{"https://arxiv.org/abs/math%2F0309136",                               "arxiv:math/0309136",                          0 },
	{"https://arxiv.org/pdf/math.GT/0309136v2.pdf",                        "arxiv:math/0309136",
         2														      },
	{"cond-mat.mes-hall/0703001",					  "arxiv:cond-mat/0703001",                      0 },
	{"arXiv:Hep-Th/9108001",					       "arxiv:hep-th/9108001",                        0 },
	{"10.48550/arXiv.hep-th/9901001",                                      "arxiv:hep-th/9901001",                        0 },
	{"oai:arXiv.org:cs/0112017",					   "arxiv:cs/0112017",                            0 },
	{"hep-th/1601.01234",						  "arxiv:1601.01234",                            0 },
	{"arXiv:cs.LG/2509.01234v2",					   "arxiv:2509.01234",                            2 },

 /* arXiv: four digits until 1412, five from 1501 on, months, archives */
	{"0704.0001",							  "arxiv:0704.0001",                             0 },
	{"1412.9999",							  "arxiv:1412.9999",                             0 },
	{"1501.00001",							 "arxiv:1501.00001",                            0 },
	{"1412.99999",							 NULL,					  0 },
	{"1501.0001",							  NULL,					  0 },
	{"0703.0001",							  NULL,					  0 },
	{"2513.01234",							 NULL,					  0 },
	{"2500.01234",							 NULL,					  0 },
	{"2509.012345",							NULL,					  0 },
	{"2509.01234v0",						       NULL,					  0 },
	{"2509.01234v",							NULL,					  0 },
	{"2509.01234 and more",						NULL,					  0 },
	{"0112001",							    NULL,					  0 },
	{"hep-th/9913001",						     NULL,					  0 },
	{"hep-th/0704001",						     NULL,					  0 },
	{"hep-th/99010012",						    NULL,					  0 },
	{"text/9901001",						       NULL,					  0 },
	{"arxiv:text/2509.01234",					      NULL,					  0 },
	{"arxiv:search/graph",						 NULL,					  0 },
	{"arxiv:list/cs.LG/2025-09",					   NULL,                                          0 },
	{"hf:paper/2509.01234",						NULL,					  0 },
	{"https://arxiv.org/list/cs.LG/2509",                                  NULL,                                          0 },
	{"https://arxiv.org/abs/",					     NULL,					  0 },
	{"https://arxiv.org.example.org/abs/2509.01234",                       NULL,                                          0 },
	{"https://notarxiv.org/abs/2509.01234",                                NULL,                                          0 },
	{"https://arxiv.org@example.org/abs/2509.01234",                       NULL,                                          0 },
	{"https://huggingface.co/papers",                                      NULL,                                          0 },
	{"https://huggingface.co/models/2509.01234",                           NULL,                                          0 },

 /* pasted out of a sentence */
	{" 2509.01234 \n",						     "arxiv:2509.01234",                            0 },
	{"(arXiv:2509.01234).",						"arxiv:2509.01234",                            0 },
	{"<https://arxiv.org/abs/2509.01234>,",                                "arxiv:2509.01234",                            0 },
	{"https://doi.org/10.1000/xyz).",                                      "doi:10.1000/xyz",                             0 },
	{"10.1000/a(1)",						       "doi:10.1000/a(1)",                            0 },
	{"(10.1000/a(1)).",						    "doi:10.1000/a(1)",                            0 },
	{"10.1000/xyz,",						       "doi:10.1000/xyz",                             0 },

 /* DOIs */
	{"10.1000/2509.01234",						 "doi:10.1000/2509.01234",                      0 },
	{"10.1000/XYZ",							"doi:10.1000/xyz",                             0 },
	{"doi:10.1000/xyz",						    "doi:10.1000/xyz",                             0 },
	{"DOI: 10.1000/xyz",						   "doi:10.1000/xyz",                             0 },
	{"doi:https://doi.org/10.1000/xyz",                                    "doi:10.1000/xyz",                             0 },
	{"https://doi.org/doi:10.1000/xyz",                                    "doi:10.1000/xyz",                             0 },
	{"http://dx.doi.org/10.1000/xyz?utm_source=x",                         "doi:10.1000/xyz",                             0 },
	{"doi.org/10.1000/xyz",						"doi:10.1000/xyz",                             0 },
	{"10.1000.10/xyz/1",						   "doi:10.1000.10/xyz/1",                        0 },
	{"10.1002/(SICI)1096-8644(199601)99:1<1::AID-AJPA1>3.0.CO;2-1",
         "doi:10.1002/(sici)1096-8644(199601)99:1<1::aid-ajpa1>"
		"3.0.co;2-1",												 0 },
	{"https://doi.org/10.1002/"
	 "(SICI)1096-8644(199601)99:1%3C1::AID-AJPA1%3E3.0.CO;2-%23", "doi:10.1002/(sici)1096-8644(199601)99:1<1::aid-ajpa1>"
		"3.0.co;2-#",		   0 },
	{"10.1000/50%25",						      "doi:10.1000/50%25",                           0 },
	{"https://doi.org/10.1000/50%25",                                      "doi:10.1000/50%",                             0 },
	{"https://doi.org/10.1000/a%0Ab",                                      NULL,                                          0 },
	{"https://doi.org/10.1000/a%00b",                                      NULL,                                          0 },
	{"https://doi.org/10.1000/a%FFb",                                      NULL,                                          0 },
	{"10.1000/a b",							NULL,					  0 },
	{"10.1000/a\n10.1000/ref1",					    NULL,					  0 },
	{"10.1000/",							   NULL,					  0 },
	{"10.1000",							    NULL,					  0 },
	{"10.x/y",							     NULL,					  0 },
	{"10.5/3",							     NULL,					  0 },
	{"10.1000./x",							 NULL,					  0 },
	{"11.1000/x",							  NULL,					  0 },
	{"https://doi.org/",						   NULL,					  0 },

 /* the others */
	{"pmid:123",							   "pmid:123",				    0 },
	{"PMID: 12345678",						     "pmid:12345678",                               0 },
	{"https://pubmed.ncbi.nlm.nih.gov/123/",                               "pmid:123",                                    0 },
	{"https://www.ncbi.nlm.nih.gov/pubmed/123",                            "pmid:123",                                    0 },
	{"https://europepmc.org/article/MED/123",                              "pmid:123",                                    0 },
	{"pmid:0123",							  NULL,					  0 },
	{"pmid:12a",							   NULL,					  0 },
	{"pmid:",							      NULL,					  0 },
	{"https://pubmed.ncbi.nlm.nih.gov/?term=x",                            NULL,                                          0 },
	{"pmcid:PMC4234579",						   "pmcid:PMC4234579",                            0 },
	{"pmcid:4234579",						      "pmcid:PMC4234579",                            0 },
	{"PMC4234579",							 "pmcid:PMC4234579",                            0 },
	{"https://www.ncbi.nlm.nih.gov/pmc/articles/4234579",
         "pmcid:PMC4234579",												  0 },
	{"https://pmc.ncbi.nlm.nih.gov/articles/PMC4234579/",
         "pmcid:PMC4234579",												  0 },
	{"acl:2022.acl-long.1",						"acl:2022.acl-long.1",                         0 },
	{"acl:p19-1001",						       "acl:P19-1001",                                0 },
	{"https://aclanthology.org/2022.acl-long.1/",                          "acl:2022.acl-long.1",                         0 },
	{"https://aclanthology.org/P19-1001.pdf",                              "acl:P19-1001",                                0 },
	{"https://www.aclweb.org/anthology/P19-1001",                          "acl:P19-1001",                                0 },
	{"https://aclanthology.org/events/acl-2022/",                          NULL,                                          0 },
	{"acl:2022.acl.1",						     NULL,					  0 },
	{"openreview:Bkg_x-Y",						 "openreview:Bkg_x-Y",                          0 },
	{"https://openreview.net/forum?id=Bkg_x-Y&noteId=z",
         "openreview:Bkg_x-Y",												0 },
	{"https://openreview.net/pdf?a=b&id=Bkg_x-Y",                          "openreview:Bkg_x-Y",                          0 },
	{"https://openreview.net/group?id=ICLR.cc",                            NULL,                                          0 },
	{"dblp:conf/nips/VaswaniSPUJGKP17",                                    "dblp:conf/nips/VaswaniSPUJGKP17",
         0														      },
	{"DBLP:journals/corr/abs-1706-03762",
         "dblp:journals/corr/abs-1706-03762",										 0 },
	{"https://dblp.org/rec/conf/nips/VaswaniSPUJGKP17.html",
         "dblp:conf/nips/VaswaniSPUJGKP17",										   0 },
	{"dblp:search/publ/api",					       NULL,					  0 },
	{"s2:0123456789ABCDEF0123456789abcdef01234567",
         "s2:0123456789abcdef0123456789abcdef01234567",								       0 },
	{"https://www.semanticscholar.org/paper/A-Title/"
	 "0123456789abcdef0123456789abcdef01234567",		  "s2:0123456789abcdef0123456789abcdef01234567", 0 },
	{"s2:author/0123456789abcdef0123456789abcdef01234567",                 NULL,                                          0 },
	{"s2:0123",							    NULL,					  0 },
	{"openalex:W123",						      "openalex:W123",                               0 },
	{"https://openalex.org/W123",					  "openalex:W123",                               0 },
	{"https://api.openalex.org/works/w123",                                "openalex:W123",                               0 },
	{"openalex:author/A1",						 NULL,					  0 },

 /* none */
	{"",								   NULL,					  0 },
	{"...",								NULL,					  0 },
	{"v2",								 NULL,					  0 },
	{"./file",							     NULL,					  0 },
	{"-",								  NULL,					  0 },
	{"https://",							   NULL,					  0 },
	{"https://example.org/2509.01234",                                     NULL,                                          0 },
	{"title:2509-01234",						   NULL,					  0 },
	{"url:https://arxiv.org/abs/2509.01234",                               NULL,                                          0 },
};

static void
reads_every_shape(void **state)
{
	struct buf id = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(shapes); i++) {
		const char *want = shapes[i].id == NULL ? "" : shapes[i].id;
		int version = -1;
		bool found;

		buf_add(&id, SLICE("left over"));
		found = ident_read(slice_of(shapes[i].in), &id, &version);
		if (found != (shapes[i].id != NULL) ||
			!slice_eq(buf_slice(&id), slice_of(want)) ||
			version != shapes[i].version)
			fail_msg("%s: %s, version %d", shapes[i].in,
				buf_string(&id), version);
	}
	buf_free(&id);
}

/* The archives that arXiv has had (arxiv.org, category taxonomy). */
static void
knows_the_archives(void **state)
{
	static const char names[] =
		"acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an "
		"chao-dyn chem-ph cmp-lg comp-gas cond-mat cs dg-ga econ eess "
		"funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph "
		"mtrl-th nlin nucl-ex nucl-th patt-sol physics plasm-ph q-alg "
		"q-bio q-fin quant-ph solv-int stat supr-con";
	struct slice rest = SLICE(names), name;
	struct buf in = {0}, want = {0}, id = {0};

	(void)state;
	while (slice_cut(&rest, ' ', &name)) {
		buf_reset(&in);
		buf_add(&in, name);
		buf_add(&in, SLICE("/9901001"));
		buf_reset(&want);
		buf_add(&want, SLICE("arxiv:"));
		buf_add(&want, buf_slice(&in));
		assert_true(ident_read(buf_slice(&in), &id, NULL));
		assert_true(slice_eq(buf_slice(&id), buf_slice(&want)));
	}
	buf_free(&in);
	buf_free(&want);
	buf_free(&id);
}

/* An id is the id of itself: keys of state files stay what they are. */
static void
is_stable(void **state)
{
	struct buf id = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(shapes); i++) {
		if (shapes[i].id == NULL)
			continue;
		assert_true(ident_read_bare(slice_of(shapes[i].id), &id, NULL));
		assert_string_equal(buf_string(&id), shapes[i].id);
	}
	buf_free(&id);
}

static void
bare_is_no_address(void **state)
{
	struct buf id = {0};

	(void)state;
	assert_true(ident_read_bare(SLICE("arXiv:2509.01234v2"), &id, NULL));
	assert_false(ident_read_bare(
		SLICE("https://arxiv.org/abs/2509.01234"), &id, NULL));
	assert_false(ident_read_bare(SLICE("doi.org/10.1000/x"), &id, NULL));
	assert_int_equal(id.len, 0);
	buf_free(&id);
}

/* Every front of every shape, in memory of just its size for the sanitizer. */
static void
reads_no_further(void **state)
{
	struct buf id = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(shapes); i++)
		for (size_t len = 0; len <= strlen(shapes[i].in); len++) {
			char *copy = malloc(len == 0 ? 1 : len);

			assert_non_null(copy);
			memcpy(copy, shapes[i].in, len);
			ident_read((struct slice){copy, len}, &id, NULL);
			ident_of_url((struct slice){copy, len}, &id);
			free(copy);
		}
	assert_false(ident_read((struct slice){NULL, 0}, &id, NULL));
	buf_free(&id);
}

static void
long_text_is_none(void **state)
{
	struct buf text = {0}, id = {0};

	(void)state;
	buf_add(&text, SLICE("10.1000/"));
	while (text.len < 2048)
		buf_char(&text, 'x');
	assert_true(ident_read(buf_slice(&text), &id, NULL));
	buf_char(&text, 'x');
	assert_false(ident_read(buf_slice(&text), &id, NULL));
	while (text.len < 1 << 20)
		buf_char(&text, ')');
	assert_false(ident_read(buf_slice(&text), &id, NULL));
	buf_free(&text);
	buf_free(&id);
}

static void
page_is_one_key(void **state)
{
	static const struct {
		const char *in, *id;
	} urls[] = {
		{"http://e.org/p/1",                            "url:https://e.org/p/1"  },
		{"https://e.org/p/1",                           "url:https://e.org/p/1"  },
		{"https://E.org:443/p/1/#top",                  "url:https://e.org/p/1"  },
		{"HTTP://e.org:80/p/1?",                        "url:https://e.org/p/1"  },
		{"https://e.org/p/1?utm_source=a&utm_medium=b",
                 "url:https://e.org/p/1"						 },
		{"https://e.org/p/1/?fbclid=a",                 "url:https://e.org/p/1"  },
		{"https://e.org/p/1?dgcid=rss_sd_all",          "url:https://e.org/p/1"  },
		{"https://e.org/p?b=2&gclid=x&a=1&&",
                 "url:https://e.org/p?b=2&a=1"                                           },
		{"https://e.org/P/Q",                           "url:https://e.org/P/Q"  },
		{"https://e.org:8080/",                         "url:https://e.org:8080" },
		{"https://e.org/?u=/a/",                        "url:https://e.org?u=/a/"},
		{" https://e.org/a\tb\nc d ",
                 "url:https://e.org/a%09b%0Ac%20d"                                       },
		{"ftp://e.org/",                                ""                       },
		{"https://",				    ""                       },
		{"https:///path",                               ""                       },
		{"javascript:alert(1)",                         ""                       },
		{"e.org/p",				     ""                       },
		{"",					    ""		       },
	};
	struct buf id = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(urls); i++) {
		bool found = ident_of_url(slice_of(urls[i].in), &id);

		assert_string_equal(buf_string(&id), urls[i].id);
		assert_int_equal(found, id.len > 0);
	}
	buf_free(&id);
}

static void
ranks_follow_the_page(void **state)
{
	static const char *const best_first[] = {"arxiv:2509.01234",
		"doi:10.1000/x", "pmid:1", "pmcid:PMC1", "acl:P19-1001",
		"openreview:x", "dblp:conf/a/b", "s2:0", "openalex:W1",
		"url:https://e.org", "title:a", "other:a"};

	(void)state;
	for (size_t i = 0; i < COUNT(best_first); i++)
		assert_int_equal(ident_rank(slice_of(best_first[i])), i);
	assert_int_equal(ident_rank(SLICE("")), COUNT(best_first) - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_every_shape),
		cmocka_unit_test(knows_the_archives),
		cmocka_unit_test(is_stable),
		cmocka_unit_test(bare_is_no_address),
		cmocka_unit_test(reads_no_further),
		cmocka_unit_test(long_text_is_none),
		cmocka_unit_test(page_is_one_key),
		cmocka_unit_test(ranks_follow_the_page),
	};

	return cmocka_run_group_tests_name("ident", tests, NULL, NULL);
}
