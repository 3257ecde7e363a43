// The process's threads: they spin for a while after each round of tasks, since waking a sleeping thread
// takes longer than many a kernel, and then sleep.
#include "CKernels.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

enum { most_workers = 255, spin_nanoseconds = 500000 };

/// Memory that grows and is kept.
typedef struct {
  void *bytes;
  size_t size;
} scratch_memory;

/// One round in a word, so that joining it is one compare-and-swap. A worker that comes late finds the round
/// closed, and the caller never waits for a thread that has not begun.
///   bit 0       open
///   bits 1-12   workers that may join
///   bits 13-24  workers that have joined
///   bits 25-63  number of the round
typedef uint64_t round_state;
enum { limit_shift = 1, joined_shift = 13, round_shift = 25, count_mask = 0xfff };

static bool is_open(round_state s) { return s & 1; }
static unsigned limit_of(round_state s) { return s >> limit_shift & count_mask; }
static unsigned joined_of(round_state s) { return s >> joined_shift & count_mask; }
static uint64_t round_of(round_state s) { return s >> round_shift; }

static struct {
  /// Held by whoever has its tasks run; guards what is not atomic below.
  pthread_mutex_t caller;
  scratch_memory caller_scratch;
  int workers;

  ck_task body;
  void *context;
  long tasks;
  size_t scratch_bytes;
  atomic_long next_task;
  atomic_uint left;
  _Atomic(round_state) state;

  pthread_mutex_t sleep;
  pthread_cond_t wake;
  atomic_int sleepers;
} team = {.caller = PTHREAD_MUTEX_INITIALIZER, .sleep = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};

static void pause_briefly(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

static int64_t nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void *scratch_of(scratch_memory *memory, size_t bytes) {
  if (memory->size < bytes) {
    free(memory->bytes);
    memory->size = (bytes + 4095) / 4096 * 4096;
    memory->bytes = aligned_alloc(64, memory->size);
    if (!memory->bytes) abort();
  }
  return memory->bytes;
}

static void run_tasks(scratch_memory *memory) {
  void *scratch = scratch_of(memory, team.scratch_bytes);
  for (;;) {
    long task = atomic_fetch_add_explicit(&team.next_task, 1, memory_order_relaxed);
    if (task >= team.tasks) return;
    team.body(team.context, task, scratch);
  }
}

static bool is_news(round_state state, uint64_t seen) { return is_open(state) && round_of(state) != seen; }

/// Waits for a round other than `seen` to open.
static round_state await_round(uint64_t seen) {
  int64_t deadline = nanoseconds() + spin_nanoseconds;
  do {
    for (int i = 0; i < 64; i++) {
      round_state state = atomic_load_explicit(&team.state, memory_order_acquire);
      if (is_news(state, seen)) return state;
      pause_briefly();
    }
  } while (nanoseconds() < deadline);

  pthread_mutex_lock(&team.sleep);
  atomic_fetch_add(&team.sleepers, 1);
  round_state state;
  while (!is_news(state = atomic_load(&team.state), seen)) pthread_cond_wait(&team.wake, &team.sleep);
  atomic_fetch_sub(&team.sleepers, 1);
  pthread_mutex_unlock(&team.sleep);
  return state;
}

static bool join(round_state state) {
  uint64_t round = round_of(state);
  while (is_open(state) && round_of(state) == round && joined_of(state) < limit_of(state)) {
    round_state joined = state + (UINT64_C(1) << joined_shift);
    if (atomic_compare_exchange_weak_explicit(&team.state, &state, joined, memory_order_acquire,
                                              memory_order_acquire))
      return true;
  }
  return false;
}

static void *work(void *unused) {
  (void)unused;
  scratch_memory scratch = {0};
  uint64_t seen = 0;
  for (;;) {
    round_state state = await_round(seen);
    seen = round_of(state);
    if (!join(state)) continue;
    run_tasks(&scratch);
    atomic_fetch_add_explicit(&team.left, 1, memory_order_release);
  }
  return NULL;
}

static void hire(int workers) {
  while (team.workers < workers) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, NULL) != 0) return;
    pthread_detach(thread);
    team.workers++;
  }
}

static void run_round(int workers) {
  atomic_store_explicit(&team.left, 0, memory_order_relaxed);
  round_state last = atomic_load_explicit(&team.state, memory_order_relaxed);
  atomic_store(&team.state, (round_of(last) + 1) << round_shift | (round_state)workers << limit_shift | 1);
  if (atomic_load(&team.sleepers) > 0) {
    pthread_mutex_lock(&team.sleep);
    pthread_cond_broadcast(&team.wake);
    pthread_mutex_unlock(&team.sleep);
  }
  run_tasks(&team.caller_scratch);
  unsigned joined = joined_of(atomic_fetch_and_explicit(&team.state, ~UINT64_C(1), memory_order_acq_rel));
  for (int spins = 0; atomic_load_explicit(&team.left, memory_order_acquire) != joined; spins++) {
    pause_briefly();
    if (spins > 4096) sched_yield();
  }
}

static void run_alone(long tasks, size_t scratch_bytes, ck_task body, void *context) {
  scratch_memory memory = {0};
  void *scratch = scratch_of(&memory, scratch_bytes);
  for (long task = 0; task < tasks; task++) body(context, task, scratch);
  free(memory.bytes);
}

void ck_run(int threads, long tasks, size_t scratch_bytes, ck_task body, void *context) {
  if (pthread_mutex_trylock(&team.caller) != 0) {
    run_alone(tasks, scratch_bytes, body, context);
    return;
  }
  int workers = (threads < tasks ? threads : (int)tasks) - 1;
  if (workers > most_workers) workers = most_workers;
  hire(workers);
  team.body = body;
  team.context = context;
  team.tasks = tasks;
  team.scratch_bytes = scratch_bytes;
  atomic_store_explicit(&team.next_task, 0, memory_order_relaxed);
  if (workers > 0) {
    run_round(workers);
  } else {
    run_tasks(&team.caller_scratch);
  }
  pthread_mutex_unlock(&team.caller);
}
