/*
 * folder.h: -O: a file for each body, and an index of them that a run goes on
 * from, whenever the one before it ended.
 *
 * A body is on the disk, and so is its name, before the index names it. What
 * cannot be written ends the program. Several programs may use a folder.
 */
#ifndef SHEAF_FOLDER_H
#define SHEAF_FOLDER_H

#include "buf.h"

struct folder;

/* The folder PATH, which is made if it is not there. A line of the index that
 * was not written to its end is cut off, files that were not are removed. */
struct folder *folder_open(const char *path);

/* The path of the index. */
const char *folder_index(const struct folder *folder);

/*
 * Keeps BODY, which came from URL (asked with POST, or empty); puts in FILE,
 * which is reset first, its path relative to the folder: the host as a folder,
 * and in it a name that is made of the path and the query, and ends as
 * MEDIA_TYPE does.
 */
void folder_keep(struct folder *folder, struct slice url, struct slice post,
	struct slice media_type, struct slice body, struct buf *file);

/* Is FILE, of the index, still there? */
bool folder_has(const struct folder *folder, struct slice file);

/* Reads FILE, of the index; false if it is not there any more. */
bool folder_read(
	const struct folder *folder, struct slice file, struct buf *to);

/* Appends a document to the index. */
void folder_append(struct folder *folder, struct slice line);

void folder_close(struct folder *folder);

#endif
