# sheaf: research papers as Unix filters. `make help` lists the targets.

VERSION = 0.1.0
PREFIX = /usr/local
CFLAGS = -O2 -g
PKG_CONFIG = pkg-config
B = .build
JOBS = 2
PAPERS = 1000000

PROGRAMS = pfetch pparse pgrep psort prank puniq pask pfmt pmail
SCRIPTS = site digest subscribe browse

# What each program links beside libc, and nothing else; all read packed files.
PKG = zlib libzstd
PKG_pfetch = libcurl
PKG_pparse = libxml-2.0 libutf8proc
PKG_pgrep = libpcre2-8 libutf8proc
PKG_puniq = libutf8proc
PKG_prank = libutf8proc
PKG_pask = libcurl libpcre2-8 libutf8proc
PKG_pfmt = libutf8proc
PKG_pmail = libcurl
PKG_lib = libcurl libpcre2-8 libutf8proc
PKG_test = cmocka libutf8proc

# libstemmer has no file for pkg-config.
LDLIBS_pgrep = -lstemmer -pthread
LDLIBS_pask = -lstemmer
LDLIBS_prank = -lstemmer -lm
LDLIBS_test = -lstemmer

OUR_CFLAGS = -std=c11 -D_POSIX_C_SOURCE=200809L -DSHEAF_VERSION='"$(VERSION)"' \
	-Ilib -MMD -Wall -Wextra -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wformat=2 -Wvla -Wconversion
OUR_LDFLAGS = -Wl,--as-needed

COMPILE = $(CC) $(OUR_CFLAGS) $(CPPFLAGS) $(CFLAGS)
LINK = $(CC) $(CFLAGS) $(OUR_LDFLAGS) $(LDFLAGS)
pkg = $(shell $(PKG_CONFIG) $(1) $(2))

LIB_OBJECTS = $(patsubst lib/%.c,$(B)/lib/%.o,$(wildcard lib/*.c))
UNIT_TESTS = $(patsubst tests/lib/%.c,$(B)/tests/%,$(wildcard tests/lib/*.c))
SOURCES = $(wildcard lib/*.[ch] cmd/*/*.[ch] tests/lib/*.[ch] tests/*.c)

# A line for each file; the whole commands with V=1.
ifndef V
.SILENT:
endif
.DELETE_ON_ERROR:
.SECONDEXPANSION:
.SECONDARY:

all: $(PROGRAMS:%=$(B)/bin/%) $(SCRIPTS:%=$(B)/bin/%) $(B)/bin/sheaf

help:
	@echo 'make           build'
	@echo 'make try       install what is missing, build, show a day of papers'
	@echo 'make check     install what the tests need, build, run every test'
	@echo 'make lint      check the layout of the sources, scripts and pages'
	@echo 'make bench     measure speed on PAPERS=$(PAPERS)'
	@echo 'make bench-rank  measure how good the ranks of prank are'
	@echo 'make install   to PREFIX=$(PREFIX)'
	@echo 'make uninstall from PREFIX'
	@echo 'make format    lay the code out with clang-format'

# What is compiled waits for what it needs: try, check and lint install that,
# any other goal says what is missing and how to get it.
NEED = $(patsubst %,need-%,$(or $(filter try check lint,$(MAKECMDGOALS)),build))
need-build: DEPS_FLAGS = --missing
need-build need-try need-check need-lint:
	@CC='$(CC)' CPPFLAGS='$(CPPFLAGS)' PKG_CONFIG='$(PKG_CONFIG)' \
		scripts/deps $(DEPS_FLAGS) $(@:need-%=%)

try: all
	@B=$(B) scripts/try

check: all $(UNIT_TESTS)
	B=$(B) CMOCKA_MESSAGE_OUTPUT=TAP prove -j $(JOBS) --exec '' \
		$(UNIT_TESTS) $(wildcard tests/*.t)

# cppcheck 2.10 takes an enumerator of feed.c (22) for the size of the array.
lint: need-lint
	clang-format --dry-run -Werror $(SOURCES)
	cppcheck -q --error-exitcode=1 --enable=warning,portability \
		--suppress=arrayIndexOutOfBoundsCond:cmd/pparse/feed.c \
		--inline-suppr --std=c11 -Ilib $(filter %.c,$(SOURCES))
	shellcheck .ci/run $(wildcard scripts/* tests/*.sh tests/*.t)
	mandoc -Tlint -W warning $(wildcard man/*)

$(B)/lib/%.o: lib/%.c | $(NEED) $(B)/lib/
	@echo '  cc $<'
	$(COMPILE) $(call pkg,--cflags,$(PKG) $(PKG_lib)) -c -o $@ $<

$(B)/libsheaf.a: $(LIB_OBJECTS)
	rm -f $@ # what is no longer there must not stay in it
	$(AR) rcs $@ $^

$(B)/cmd/%.o: cmd/%.c | $(NEED) $$(dir $$@)
	@echo '  cc $<'
	$(COMPILE) $(call pkg,--cflags,$(PKG) $(PKG_$(notdir $(@D)))) -c -o $@ $<

objects = $(patsubst cmd/%.c,$(B)/cmd/%.o,$(wildcard cmd/$(1)/*.c))
$(B)/bin/%: $$(call objects,$$*) $(B)/libsheaf.a | $(B)/bin/
	@echo '  ld $@'
	$(LINK) -o $@ $(filter %.o,$^) $(B)/libsheaf.a \
		$(call pkg,--libs,$(PKG) $(PKG_$*)) $(LDLIBS_$*)

$(B)/bin/sheaf: scripts/sheaf Makefile | $(B)/bin/
	sed -e 's|@LIBEXEC@|$(abspath $(B)/bin)|' -e 's|@VERSION@|$(VERSION)|' \
		scripts/sheaf >$@
	chmod 755 $@

$(SCRIPTS:%=$(B)/bin/%): $(B)/bin/%: scripts/% Makefile | $(B)/bin/
	sed 's|@VERSION@|$(VERSION)|' scripts/$* >$@
	chmod 755 $@

$(B)/tests/%: tests/lib/%.c $(B)/libsheaf.a | $(NEED) $(B)/tests/
	@echo '  cc $<'
	$(COMPILE) -o $@ $< $(B)/libsheaf.a $(OUR_LDFLAGS) $(LDFLAGS) \
		$(call pkg,--cflags --libs,$(PKG) $(PKG_test)) $(LDLIBS_test)

LIBEXEC = $(PREFIX)/libexec/sheaf
MAN = $(PREFIX)/share/man
COMPLETIONS = $(PREFIX)/share/bash-completion/completions
PAGES = $(notdir $(wildcard man/*.[157]))

# Make takes a list apart at blanks, and the shell its own characters.
UNSAFE = $(filter-out 1,$(words $(DESTDIR)$(PREFIX))) $(strip $(foreach \
	c,& ; | " ' ` $$ ( ),$(findstring $(c),$(DESTDIR)$(PREFIX))))
ifneq ($(filter install uninstall,$(MAKECMDGOALS)),)
ifneq ($(strip $(UNSAFE)),)
$(error PREFIX and DESTDIR may have no blank and none of & ; | " ' ` $$ ( ))
endif
endif

# Programs whose names others have stay out of PREFIX/bin: sheaf runs them.
install: all
	mkdir -p $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(LIBEXEC) \
		$(DESTDIR)$(COMPLETIONS) $(addprefix $(DESTDIR)$(MAN)/man,1 5 7)
	install -m 755 $(PROGRAMS:%=$(B)/bin/%) $(SCRIPTS:%=$(B)/bin/%) \
		$(DESTDIR)$(LIBEXEC)
	sed -e 's|@LIBEXEC@|$(LIBEXEC)|' -e 's|@VERSION@|$(VERSION)|' \
		scripts/sheaf >$(DESTDIR)$(PREFIX)/bin/sheaf
	chmod 755 $(DESTDIR)$(PREFIX)/bin/sheaf
	$(DESTDIR)$(PREFIX)/bin/sheaf --completions \
		>$(DESTDIR)$(COMPLETIONS)/sheaf
	for page in $(PAGES); do \
		install -m 644 man/$$page $(DESTDIR)$(MAN)/man$${page##*.} || \
			exit 1; \
	done

uninstall:
	rm -f $(PROGRAMS:%=$(DESTDIR)$(LIBEXEC)/%) \
		$(SCRIPTS:%=$(DESTDIR)$(LIBEXEC)/%) \
		$(DESTDIR)$(PREFIX)/bin/sheaf $(DESTDIR)$(COMPLETIONS)/sheaf \
		$(foreach page,$(PAGES),$(DESTDIR)$(MAN)/man$(subst .,,$(suffix \
			$(page)))/$(page))
	[ ! -d $(DESTDIR)$(LIBEXEC) ] || rmdir $(DESTDIR)$(LIBEXEC)

$(B)/tests/multi: tests/multi.c | $(NEED) $(B)/tests/
	@echo '  cc $<'
	$(COMPILE) -o $@ $< $(call pkg,--cflags --libs,libcurl)

bench: all $(B)/tests/multi
	B=$(B) scripts/bench $(PAPERS)

bench-rank: all
	B=$(B) scripts/bench-rank

format:
	clang-format -i $(SOURCES)

.PHONY: all help need-build need-try need-check need-lint try check lint \
	install uninstall bench bench-rank format

%/:
	mkdir -p $@

# A header that is gone: what had it is compiled anew.
cmd/%.h lib/%.h: ;

-include $(wildcard $(B)/lib/*.d $(B)/cmd/*/*.d $(B)/tests/*.d)
