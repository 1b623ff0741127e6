#include <libstemmer.h>

#include "err.h"
#include "stem.h"

struct sb_stemmer *
stem_new(void)
{
	struct sb_stemmer *stemmer = sb_stemmer_new("english", "UTF_8");

	if (stemmer == NULL)
		err_die("libstemmer has no English");
	return stemmer;
}

struct slice
stem_of(struct sb_stemmer *stemmer, struct slice word)
{
	const sb_symbol *stem = sb_stemmer_stem(
		stemmer, (const sb_symbol *)word.ptr, (int)word.len);

	if (stem == NULL)
		err_die("out of memory");
	return (struct slice){
		(const char *)stem, (size_t)sb_stemmer_length(stemmer)};
}

void
stem_free(struct sb_stemmer *stemmer)
{
	sb_stemmer_delete(stemmer);
}
