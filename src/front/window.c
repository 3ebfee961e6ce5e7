/* Asking the terminal for its size. */
#include "front/window.h"

#include <sys/ioctl.h>

void window_size(int fd, int *rows, int *cols)
{
	struct winsize size;
	int known = ioctl(fd, TIOCGWINSZ, &size) == 0;

	*rows = known ? size.ws_row : 0;
	*cols = known ? size.ws_col : 0;
}

int window_columns(int fd)
{
	int rows, cols;

	window_size(fd, &rows, &cols);
	return cols > 0 ? cols : 80;
}
