/*
 * mail.h: mails that list papers. The source is a part of a mail, decoded; its
 * day is that of the mail's Date.
 */
#ifndef SHEAF_MAIL_H
#define SHEAF_MAIL_H

#include "source.h"

/* arXiv's announcements, as text. */
bool arxiv_mail_sniff(struct slice part);
void arxiv_mail_parse(struct source *part);

/* Google Scholar's alerts, as HTML. */
bool scholar_mail_sniff(struct slice part);
void scholar_mail_parse(struct source *part);

#endif
