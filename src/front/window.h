/* The window that a terminal shows. */
#ifndef OUTPOST_FRONT_WINDOW_H
#define OUTPOST_FRONT_WINDOW_H

/* Its size, asked of the kernel; 0 where `fd` is no terminal or does not say. */
void window_size(int fd, int *rows, int *cols);
/* Its columns; 80 where they are not known. */
int window_columns(int fd);

#endif
