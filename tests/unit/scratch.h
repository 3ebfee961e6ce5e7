/* A folder of its own for a test program, gone when it ends: so files never meet those of another one. */
#ifndef OUTPOST_TESTS_SCRATCH_H
#define OUTPOST_TESTS_SCRATCH_H

/* For cmocka_run_group_tests(): into the folder, and out of it with all that is in it. */
int scratch_enter(void **state);
int scratch_leave(void **state);

#endif
