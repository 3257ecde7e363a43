#pragma once

/// Float32 kernels of the reference executor.
///
/// Each kernel exists once for every instruction set it is compiled for; the best one that the CPU has is
/// picked at run time. Products may be fused with additions (FMA). Results do not depend on the number of
/// threads: one thread computes an element, and in an order of its own.

#include <stdbool.h>
#include <stddef.h>

#pragma mark - Instruction sets

/// The name of the kernels in use: `v4` (AVX-512), `v3` (AVX2 and FMA) or `base` (SSE2 and others).
const char *ck_variant(void);

/// Uses the kernels of that name from now on; `false` where the machine does not have them.
///
/// The environment variable `STONNE_KERNELS` does the same from the start.
bool ck_select_variant(const char *name);

#pragma mark - Threads

/// One of several independent tasks. `scratch` is memory of the running thread's own, 64-byte aligned.
typedef void (*ck_task)(void *context, long task, void *scratch);

/// Runs the tasks `0 ..< tasks` on at most `threads` threads, the caller's among them, and returns when all
/// are done.
///
/// The threads belong to the process and wait for work for half a millisecond before they sleep. They serve
/// one caller at a time: a second one, or a task that calls again, runs its tasks on its own thread.
void ck_run(int threads, long tasks, size_t scratch_bytes, ck_task body, void *context);

#pragma mark - Matrix products

/// A right operand whose rows are windows of an image, never laid out in memory (implicit im2col).
///
/// Element (p, j) is `base[tap[p] + row_offset[j / row_length] + j % row_length]`.
typedef struct {
  const ptrdiff_t *tap;
  const ptrdiff_t *row_offset;
  long row_length;
  /// Whether 64 bytes beyond the last element may be read.
  bool has_slack;
} ck_windows;

/// C = clamp(alpha A B + biases), or C = clamp(C + alpha A B + biases): A is m x k, B is k x n.
typedef struct {
  long m, n, k;
  /// Steps from one row and from one column to the next; one of the two is 1.
  ptrdiff_t a_row, a_column;
  /// The same; not used with `windows`.
  ptrdiff_t b_row, b_column;
  /// `NULL` for a matrix in memory.
  const ck_windows *windows;
  /// Columns of C are adjacent.
  ptrdiff_t c_row;
  float alpha;
  bool accumulate;
  /// The clamp; infinities for none.
  float low, high;
} ck_product_shape;

/// The operands of one product; a bias may be `NULL`.
typedef struct {
  const float *a, *b;
  float *c;
  /// One value a row of C (m), one value a column of C (n).
  const float *row_bias, *column_bias;
} ck_product;

/// Computes `count` products of one shape.
void ck_multiply(const ck_product_shape *shape, const ck_product *products, long count, int threads);

#pragma mark - Depthwise convolution

/// One output channel: `out[r * row_length + x] = clamp(bias + sum over p of
/// weights[p] * plane[tap[p] + row_offset[r] + x])`. 64 bytes beyond the plane may be read.
void ck_depthwise(const ck_windows *windows, long rows, long taps, const float *plane, const float *weights,
                  float bias, float low, float high, float *out);

/// The largest element under every window: `out[r * row_length + x] = max over p of
/// plane[tap[p] + row_offset[r] + x]`, NaN left aside. 64 bytes beyond the plane may be read.
void ck_window_maximum(const ck_windows *windows, long rows, long taps, const float *plane, float *out);

#pragma mark - Functions of one variable

/// `y[i] = f(x[i])`; `x` and `y` may be the same. Within 2 units in the last place; NaN and infinities as C's.
void ck_exp(const float *x, float *y, long count);
void ck_erf(const float *x, float *y, long count);
void ck_tanh(const float *x, float *y, long count);
/// 1 / (1 + exp(-x))
void ck_sigmoid(const float *x, float *y, long count);

/// exp(x - max) / sum of the same, over one row.
void ck_softmax(const float *x, float *y, long count);
