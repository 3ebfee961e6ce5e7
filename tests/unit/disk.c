/* Every call goes through to the real file system. */
#include "disk.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <sys/mman.h>

#include "unit.h"

struct disk *disk;

struct shim {
	sqlite3_file base;
	sqlite3_file *real; /* behind it, in the same piece of memory */
};

static sqlite3_vfs *under;
static sqlite3_io_methods methods;

static sqlite3_file *real_of(sqlite3_file *f)
{
	return ((struct shim *)f)->real;
}

static bool is_last(void)
{
	return ++disk->changes == disk->kill_at;
}

static bool is_full(void)
{
	return disk->full_at > 0 && disk->changes >= disk->full_at;
}

static void die_if(bool now)
{
	if (now)
		raise(SIGKILL);
}

static int shim_write(sqlite3_file *f, const void *bytes, int n, sqlite3_int64 at)
{
	bool last = is_last();

	if (is_full())
		return disk->code ? disk->code : SQLITE_FULL;
	if (last) /* half of it reaches the file */
		real_of(f)->pMethods->xWrite(real_of(f), bytes, n / 2, at);
	die_if(last);
	return real_of(f)->pMethods->xWrite(real_of(f), bytes, n, at);
}

static int shim_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	die_if(is_last());
	return real_of(f)->pMethods->xTruncate(real_of(f), size);
}

static int shim_sync(sqlite3_file *f, int flags)
{
	die_if(is_last());
	return real_of(f)->pMethods->xSync(real_of(f), flags);
}

static int shim_close(sqlite3_file *f)
{
	return real_of(f)->pMethods->xClose(real_of(f));
}

static int shim_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
	return real_of(f)->pMethods->xRead(real_of(f), to, n, at);
}

static int shim_size(sqlite3_file *f, sqlite3_int64 *size)
{
	return real_of(f)->pMethods->xFileSize(real_of(f), size);
}

static int shim_lock(sqlite3_file *f, int level)
{
	return real_of(f)->pMethods->xLock(real_of(f), level);
}

static int shim_unlock(sqlite3_file *f, int level)
{
	return real_of(f)->pMethods->xUnlock(real_of(f), level);
}

static int shim_reserved(sqlite3_file *f, int *result)
{
	return real_of(f)->pMethods->xCheckReservedLock(real_of(f), result);
}

static int shim_control(sqlite3_file *f, int op, void *arg)
{
	return real_of(f)->pMethods->xFileControl(real_of(f), op, arg);
}

static int shim_sector(sqlite3_file *f)
{
	return real_of(f)->pMethods->xSectorSize(real_of(f));
}

static int shim_traits(sqlite3_file *f)
{
	return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f));
}

static int shim_map(sqlite3_file *f, int region, int size, int extend, void volatile **to)
{
	return real_of(f)->pMethods->xShmMap(real_of(f), region, size, extend, to);
}

static int shim_shm_lock(sqlite3_file *f, int from, int n, int flags)
{
	return real_of(f)->pMethods->xShmLock(real_of(f), from, n, flags);
}

static void shim_barrier(sqlite3_file *f)
{
	real_of(f)->pMethods->xShmBarrier(real_of(f));
}

static int shim_unmap(sqlite3_file *f, int erase)
{
	return real_of(f)->pMethods->xShmUnmap(real_of(f), erase);
}

static int shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
	struct shim *s = (struct shim *)f;
	int code;

	(void)vfs;
	s->real = (sqlite3_file *)(s + 1);
	code = under->xOpen(under, name, s->real, flags, out);
	s->base.pMethods = s->real->pMethods ? &methods : NULL;
	return code;
}

static int shim_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
	(void)vfs;
	die_if(is_last());
	return under->xDelete(under, name, sync);
}

void disk_begin(void)
{
	static sqlite3_vfs shim;

	disk = mmap(NULL, sizeof *disk, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(disk != MAP_FAILED);
	under = sqlite3_vfs_find(NULL);
	shim = *under;
	shim.zName = "shim";
	shim.szOsFile = (int)sizeof(struct shim) + under->szOsFile;
	shim.xOpen = shim_open;
	shim.xDelete = shim_delete;
	methods = (sqlite3_io_methods){
		.iVersion = 2,
		.xClose = shim_close,
		.xRead = shim_read,
		.xWrite = shim_write,
		.xTruncate = shim_truncate,
		.xSync = shim_sync,
		.xFileSize = shim_size,
		.xLock = shim_lock,
		.xUnlock = shim_unlock,
		.xCheckReservedLock = shim_reserved,
		.xFileControl = shim_control,
		.xSectorSize = shim_sector,
		.xDeviceCharacteristics = shim_traits,
		.xShmMap = shim_map,
		.xShmLock = shim_shm_lock,
		.xShmBarrier = shim_barrier,
		.xShmUnmap = shim_unmap,
	};
	assert_int_equal(sqlite3_vfs_register(&shim, 1), SQLITE_OK);
}
