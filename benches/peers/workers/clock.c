/* snips counts relative dates from the machine's clock and takes no other: this one stands still at DAY, seconds since 1970.
   Made a library and preloaded by ../run.py. */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t id, struct timespec *now) {
    if (id == CLOCK_REALTIME) {
        now->tv_sec = DAY;
        now->tv_nsec = 0;
        return 0;
    }
    return (int)syscall(SYS_clock_gettime, id, now);
}
