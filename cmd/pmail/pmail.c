/*
 * pmail: hands a message to an SMTP server: sheaf-pmail(1)
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>

#include "input.h"
#include "mem.h"
#include "opt.h"
#include "smtp.h"

enum { OPT_PASSWORD = OPT_LONG, MESSAGE_MAX = 64 << 20, BLOCK = 64 << 10 };

static const struct opt options[] = {
	{'f',          "from",        "ADDRESS", "the sender; else that of the message"    },
	{'i',          "ignore-dots", NULL,      "nothing: a dot never ends a message here"},
	{OPT_PASSWORD, "password",    "FILE",
         "its first line is the user's password"                                           },
	{'s',          "server",      "URL",     "smtp://[USER@]HOST[:PORT], or smtps:"    },
	{'t',          "to-fields",   NULL,      "send to To, Cc and Bcc of the message"   },
};
static const struct program pmail = {
	.name = "pmail",
	.synopsis = "[-i] [-f ADDRESS] [-s URL] [--password FILE] -t | "
		    "ADDRESS ...",
	.summary = "Hands the message on standard input to an SMTP server.",
	.options = options,
	.count = COUNT(options),
};

static void
read_all(struct buf *to, char *const files[], size_t max)
{
	struct input *input = input_open(files, NULL);
	ssize_t n = 0;

	if (input_next(input) != 1)
		err_die("%s: %s", input_name(input), strerror(errno));
	while (to->len <= max &&
		(n = input_read(input, buf_room(to, BLOCK), BLOCK)) > 0)
		to->len += (size_t)n;
	if (n < 0)
		err_die("%s: %s", input_name(input), input_why(errno));
	if (to->len > max)
		err_die("%s: too large", input_name(input));
	input_close(input);
}

static const char *
read_password(char *path)
{
	char *files[] = {path, NULL};
	struct buf text = {0};
	struct slice rest, line;

	read_all(&text, files, BLOCK);
	rest = buf_slice(&text);
	slice_cut(&rest, '\n', &line);
	if (slice_ends(line, SLICE("\r")))
		line.len--;
	if (line.len == 0 || memchr(line.ptr, '\0', line.len) != NULL)
		err_die("%s: no password in its first line", path);
	text.len = line.len;
	return buf_string(&text);
}

/* What others can see in a list of processes is no secret. */
static const char *
server_given(const char *url)
{
	bool has_password = false;
	bool good = smtp_url(url, &has_password);

	if (has_password)
		opt_usage(&pmail, "--server: no password, please: ~/.netrc, "
				  "--password or SHEAF_SMTP");
	if (!good)
		opt_usage(&pmail, "--server: %s is not smtp: or smtps:", url);
	return url;
}

static const char *
server_set(void)
{
	const char *url = getenv("SHEAF_SMTP");
	bool has_password;

	if (url == NULL || *url == '\0')
		return "smtp://localhost";
	if (!smtp_url(url, &has_password))
		err_die("SHEAF_SMTP is not smtp: or smtps:");
	return url;
}

/* Brackets may be there, and nothing between them. */
static const char *
sender_given(const char *text)
{
	struct addresses found = {0};

	if (*text == '\0' || strcmp(text, "<>") == 0)
		return "";
	if (!addresses_read(&found, slice_of(text)) || found.count != 1)
		opt_usage(&pmail, "--from: %s is not an address", text);
	return found.list[0];
}

int
main(int argc, char *argv[])
{
	struct smtp_server server = {0};
	struct envelope envelope = {0};
	struct buf text = {0};
	bool from_fields = false;
	char *none[] = {NULL};
	struct opts opts;
	int c;

	(void)argc;
	opt_begin(&opts, argv, &pmail);
	while ((c = opt_next(&opts)) != -1)
		switch (c) {
		case 'f': envelope.from = sender_given(opts.arg); break;
		case 'i': break;
		case 's': server.url = server_given(opts.arg); break;
		case 't': from_fields = true; break;
		case OPT_PASSWORD:
			server.password = read_password((char *)opts.arg);
			break;
		}
	if (from_fields != (opts.count == 0))
		opt_usage(&pmail, from_fields ? "-t takes no ADDRESS"
					      : "no ADDRESS, and no -t");
	if (server.url == NULL)
		server.url = server_set();
	for (size_t i = 0; i < opts.count; i++)
		if (!addresses_read(&envelope.to, slice_of(opts.operands[i])))
			opt_usage(&pmail, "%s is not an address",
				opts.operands[i]);

	signal(SIGPIPE, SIG_IGN);
	read_all(&text, none, MESSAGE_MAX);
	envelope_read(&envelope, buf_slice(&text), from_fields);
	if (envelope.from == NULL)
		err_die("no sender: the message has no From");
	if (envelope.to.count == 0)
		err_die("no recipient");
	return smtp_send(&server, &envelope);
}
