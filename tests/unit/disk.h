/* A disk that fails, for tests: a SQLite file system (VFS) in front of the real one, which counts what changes files. At the
 * n-th change the process is killed, in the midst of the write; or from there on nothing can be written. */
#ifndef OUTPOST_TESTS_DISK_H
#define OUTPOST_TESTS_DISK_H

/* In memory that parent and children share. */
struct disk {
	long changes;          /* so far                                                */
	long kill_at, full_at; /* 0: never                                              */
	int code;              /* what writes answer from full_at on; 0: SQLITE_FULL    */
};
extern struct disk *disk;

/* All files that SQLite opens from now on. */
void disk_begin(void);

#endif
