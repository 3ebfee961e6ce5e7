/* The window that a terminal shows. */
#ifndef OUTPOST_FRONT_WINDOW_H
#define OUTPOST_FRONT_WINDOW_H

/* Columns of the terminal behind `fd`; 80 when it is none or does not say. */
int window_columns(int fd);

#endif
