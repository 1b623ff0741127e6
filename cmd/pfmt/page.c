/*
 * HTML Living Standard, written so that it is XML's syntax inside of <main>.
 *
 * The policy (CSP Level 3) lets nothing run or load but the style and the
 * script below, which it knows by their SHA-256; tests/pfmt-web.t has what
 * counts them again.
 */
#include "coins.h"
#include "html.h"
#include "keys.h"
#include "link.h"
#include "markup.h"
#include "show.h"

#define STYLE_HASH "Lgt7/ZhUqpfyQ0iMGu1cpQARuuzzGNGwiAGl2sE+/R0="
#define SCRIPT_HASH "f2Fp+gHCGPnnjj2wh2UPc+yWa6GFxLXl/flQbg/+PDo="

static const char style[] =
	":root{color-scheme:light dark;--text:#1c1c1e;--dim:#595960;"
	"--link:#0b57c2;--line:#d9d9de;--page:#fff;--mark:#fff0a8}\n"
	"@media(prefers-color-scheme:dark){:root{--text:#e8e8ea;--dim:#a8a8b0;"
	"--link:#8ab4f8;--line:#3a3a40;--page:#161618;--mark:#5c4d00}}\n"
	"body{margin:0 auto;padding:1rem;max-width:46rem;color:var(--text);"
	"background:var(--page);font:1rem/1.5 system-ui,sans-serif;"
	"overflow-wrap:anywhere}\n"
	"a{color:var(--link)}\n"
	"h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0}\n"
	"h2{font-size:1.25rem;line-height:1.3;margin:1.5rem 0 .5rem}\n"
	"article h2,h3{font-size:1.1rem;line-height:1.3;margin:0 0 .25rem}\n"
	"h2 a,h3 a{text-decoration:none}\n"
	"h2 a:hover,h2 a:focus,h3 a:hover,h3 a:focus"
	"{text-decoration:underline}\n"
	"p{margin:.25rem 0}\n"
	"article{padding:1rem 0;border-top:1px solid var(--line)}\n"
	"article:target{border-left:3px solid "
	"var(--link);padding-left:.75rem}\n"
	"nav,form{margin:.5rem 0 1rem}\n"
	"nav a{margin-right:1rem;white-space:nowrap}\n"
	".authors,.facts,.notes,summary,label,output{color:var(--dim);"
	"font-size:.9rem}\n"
	"summary{cursor:pointer;padding:.2rem 0}\n"
	"mark{color:var(--text);background:var(--mark)}\n"
	"input{font:inherit;color:inherit;background:var(--page);"
	"border:1px solid var(--dim);border-radius:.3rem;padding:.3rem .5rem;"
	"width:min(16rem,60%)}\n"
	"@media print{:root{--text:#000;--dim:#333;--link:#000;--page:#fff}"
	"body{max-width:none;padding:0}#filter,nav{display:none}"
	"article{break-inside:avoid}}\n";

/* All words must be in a paper, whatever their case and accents. */
static const char script[] =
	"(function(){\n"
	"var form=document.getElementById('filter'),\n"
	"box=form.querySelector('input'),shown=form.querySelector('output'),\n"
	"papers=Array.from(document.querySelectorAll('article'));\n"
	"function fold(s){return s.normalize('NFKD')"
	".replace(/[\\u0300-\\u036f]/g,'').toLowerCase();}\n"
	"function filter(){\n"
	"var words=fold(box.value).split(/\\s+/).filter(Boolean),n=0;\n"
	"papers.forEach(function(p){\n"
	"if(words.length&&p.folded===undefined)p.folded=fold(p.textContent);\n"
	"p.hidden=!words.every(function(w){return p.folded.indexOf(w)>=0;});\n"
	"if(!p.hidden)n++;});\n"
	"shown.textContent=words.length?n+' of '+papers.length:'';}\n"
	"form.addEventListener('submit',function(e){e.preventDefault();});\n"
	"box.addEventListener('input',filter);\n"
	"form.hidden=false;filter();\n"
	"})();\n";

enum { ID_MAX = 1000 };

struct page {
	struct names names;
	struct keys *ids; /* an id stands once in a page */
	struct buf id;
};

static void
add_title(struct job *job)
{
	markup_text(job, job->title.len > 0 ? job->title : SLICE("Papers"));
}

void
page_begin(struct job *job)
{
	struct page *page = job_state(job, sizeof(*page));

	if (page->ids == NULL)
		page->ids = keys_new();
	keys_clear(page->ids);
	job->whole = true;
	buf_format(job->to,
		"<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
		"<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" "
		"content=\"width=device-width, initial-scale=1\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" "
		"content=\"default-src 'none'; style-src 'sha256-" STYLE_HASH
		"'; script-src 'sha256-" SCRIPT_HASH "'; base-uri 'none'; "
		"form-action 'none'\">\n<title>",
		job->lang != NULL ? job->lang : "en");
	add_title(job);
	buf_add(job->to, SLICE("</title>\n"));
	if (job->url.len > 0) {
		buf_add(job->to, SLICE("<link rel=\"canonical\" href=\""));
		markup_address(job, job->url);
		buf_add(job->to, SLICE("\">\n"));
	}
	buf_format(job->to,
		"<style>\n%s</style>\n</head>\n<body>\n<header>\n<h1>", style);
	add_title(job);
	buf_add(job->to,
		SLICE("</h1>\n<form id=\"filter\" role=\"search\" hidden>\n"
		      "<label>Filter <input type=\"search\" "
		      "autocomplete=\"off\"></label>\n"
		      "<output "
		      "id=\"shown\"></output>\n</form>\n</header>\n<main>\n"));
}

/* With the paper's id, where it is the first one that has it, and no blanks. */
static void
open_article(struct job *job)
{
	struct page *page = job->state;
	struct slice id = show_line(job, job->member[M_ID]);
	uint32_t number = (uint32_t)job->number;

	buf_reset(&page->id);
	for (size_t i = 0; i < id.len; i++)
		buf_char(&page->id, id.ptr[i] == ' ' ? '_' : id.ptr[i]);
	id = buf_slice(&page->id);
	if (id.len == 0 || id.len > ID_MAX ||
		*keys_put(page->ids, id, number) != number) {
		buf_add(job->to, SLICE("<article>\n"));
		return;
	}
	buf_add(job->to, SLICE("<article id=\""));
	html_escape(job->to, id);
	buf_add(job->to, SLICE("\">\n"));
}

/* All authors unfold where only the first are shown. */
static void
add_authors(struct job *job)
{
	bool more;

	buf_reset(&job->text);
	more = show_first_authors(job);
	if (job->text.len == 0)
		return;
	buf_add(job->to, more ? SLICE("<details><summary>")
			      : SLICE("<p class=\"authors\">"));
	html_escape(job->to, buf_slice(&job->text));
	if (more) {
		buf_add(job->to, SLICE("</summary>\n<p>"));
		markup_authors(job);
	}
	buf_add(job->to, more ? SLICE("</p>\n</details>\n") : SLICE("</p>\n"));
}

static void
add_abstract(struct job *job)
{
	if (job->member[M_ABSTRACT].type != JSON_STRING)
		return;
	buf_add(job->to, SLICE("<details><summary>Abstract</summary>\n"));
	markup_abstract(job);
	buf_add(job->to, SLICE("</details>\n"));
}

void
page_heading(struct job *job, struct slice text)
{
	buf_add(job->to, SLICE("<h2 dir=\"auto\">"));
	markup_text(job, text);
	buf_add(job->to, SLICE("</h2>\n"));
}

void
page_record(struct job *job)
{
	struct page *page = job->state;
	bool grouped = job->group != NULL;

	open_article(job);
	buf_add(job->to, grouped ? SLICE("<h3 dir=\"auto\">")
				 : SLICE("<h2 dir=\"auto\">"));
	markup_title(job);
	buf_add(job->to, grouped ? SLICE("</h3>\n") : SLICE("</h2>\n"));
	add_authors(job);
	markup_line(job, "<p class=\"facts\">", markup_facts);
	markup_line(job, "<p class=\"notes\">", markup_notes);
	markup_summary(job);
	add_abstract(job);
	markup_line(job, "<p class=\"links\">", markup_links);
	coins_add(job, &page->names);
	buf_add(job->to, SLICE("</article>\n"));
}

void
page_end(struct job *job)
{
	if (job->number == 0)
		buf_add(job->to, SLICE("<p>No papers.</p>\n"));
	buf_format(job->to,
		"</main>\n<script>\n%s</script>\n</body>\n</html>\n", script);
}
