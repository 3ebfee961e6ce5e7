#include "unit.h"

int main(void)
{
	const struct CMUnitTest tests[] = { { 0 } };

	return cmocka_run_group_tests_name("snr", tests + 1, NULL, NULL);
}
