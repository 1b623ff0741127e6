/*
 * authorities.h: whose certificates are trusted beside the system's own.
 */
#ifndef SHEAF_AUTHORITIES_H
#define SHEAF_AUTHORITIES_H

/* Whom curl(1) would trust: CURL_CA_BUNDLE, SSL_CERT_FILE, SSL_CERT_DIR. */
struct authorities {
	const char *file, *folder; /* NULL: as the system has it */
};
struct authorities authorities_trusted(void);

#endif
