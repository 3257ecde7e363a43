#pragma once

/// Float32 kernels of the reference executor.
///
/// Each kernel exists once for every instruction set it is compiled for; the best one that the CPU has is
/// picked at run time. Products may be fused with additions (FMA). Results do not depend on the number of
/// threads: one thread computes an element, and in an order of its own.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Elements at any address: weights are read where they lie in the file of a model.
typedef float ck_float __attribute__((aligned(1)));
typedef uint16_t ck_half __attribute__((aligned(1)));
typedef uint32_t ck_word __attribute__((aligned(1)));

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

#pragma mark - Elementwise programs

/// What an instruction computes of x, its left register, and y, its right one.
typedef enum {
  ck_add,
  ck_subtract,
  ck_multiply_elements,
  ck_divide,
  /// x between `low` and `high`; NaN stays.
  ck_clamp,
  /// x to the nearest whole number, halves to even, between `low` and `high`; NaN becomes `low`.
  ck_round,
  /// low x + high
  ck_scale,
  /// low x for a negative x, else x
  ck_leak,
  ck_square_root,
  ck_exponential,
  ck_error_function,
  ck_hyperbolic_tangent,
  /// 1 / (1 + exp(-x))
  ck_logistic,
} ck_operation;

enum { ck_most_axes = 8, ck_most_registers = 32 };

/// Registers hold a run of elements. 0 is the result's memory, 1, 2... are the operands, then come the
/// temporaries.
typedef struct {
  ck_operation operation;
  /// 0 or a temporary.
  int target;
  int left, right;
  float low, high;
} ck_instruction;

/// Element (i0, i1...) of an operand is `base[i0 * step[0] + i1 * step[1]...]`; the last step is 0 or 1.
typedef struct {
  const ck_float *base;
  ptrdiff_t step[ck_most_axes];
} ck_operand;

/// Instructions for every element of a result of the given extents, in row-major order.
typedef struct {
  float *result;
  int axes;
  long extent[ck_most_axes];
  const ck_operand *operands;
  int operand_count;
  /// Registers beside the result and the operands.
  int temporaries;
  const ck_instruction *instructions;
  int instruction_count;
} ck_program;

/// Bytes of scratch memory that a run takes.
size_t ck_program_scratch(const ck_program *program);

/// Runs the program on `count` elements from `target` on, which lies in the result.
void ck_run_program(const ck_program *program, float *target, long count, void *scratch);

/// Runs the program on the whole result.
void ck_run_whole_program(const ck_program *program, int threads);

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

/// C = clamp(scales (alpha A B) + biases), or C = clamp(scales (C + alpha A B) + biases), then what `program` makes
/// of it: A is m x k, B is k x n.
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
  /// Applied to C, which lies in its result; may be `NULL`.
  const ck_program *program;
} ck_product_shape;

/// The operands of one product; all but `a`, `b` and `c` may be `NULL`.
typedef struct {
  const ck_float *a, *b;
  float *c;
  /// One value a row of C (m).
  const ck_float *row_scale, *row_bias;
  /// One value a column of C (n).
  const ck_float *column_bias;
  /// `a` and `b` as `ck_pack_left` and `ck_pack_right` packed them, by the kernels in use.
  const ck_float *packed_a, *packed_b;
} ck_product;

/// Computes `count` products of one shape.
void ck_multiply(const ck_product_shape *shape, const ck_product *products, long count, int threads);

/// Whether products of this shape look at packed operands.
bool ck_uses_packed(const ck_product_shape *shape);

/// Floats that a left operand takes, packed, and a right one, which are no windows.
size_t ck_packed_left_count(const ck_product_shape *shape);
size_t ck_packed_right_count(const ck_product_shape *shape);

/// Packs an operand that many products will have in common, alpha included on the left.
void ck_pack_left(const ck_product_shape *shape, const ck_float *a, float *packed, int threads);
void ck_pack_right(const ck_product_shape *shape, const ck_float *b, float *packed, int threads);

#pragma mark - Depthwise convolution

/// One output channel: `out[r * row_length + x] = clamp(scale * (sum over p of
/// weights[p] * plane[tap[p] + row_offset[r] + x]) + bias)`. 64 bytes beyond the plane may be read.
void ck_depthwise(const ck_windows *windows, long rows, long taps, const ck_float *plane, const ck_float *weights,
                  float scale, float bias, float low, float high, float *out);

/// The largest element under every window: `out[r * row_length + x] = max over p of
/// plane[tap[p] + row_offset[r] + x]`, NaN left aside. 64 bytes beyond the plane may be read.
void ck_window_maximum(const ck_windows *windows, long rows, long taps, const ck_float *plane, float *out);

#pragma mark - Copies

/// `target[i] = source[i * step]`
void ck_take_every(const ck_float *source, long step, long count, float *target);

/// `target[j * target_row + i] = source[i * source_row + j]` for i below `rows` and j below `columns`, of elements of
/// four bytes, whatever they mean.
void ck_transpose(const ck_word *source, ptrdiff_t source_row, uint32_t *target, ptrdiff_t target_row, long rows,
                  long columns);

#pragma mark - Functions of one variable

/// `y[i] = f(x[i])`; `x` and `y` may be the same. Within 2 units in the last place; NaN and infinities as C's.
void ck_exp(const ck_float *x, float *y, long count);
void ck_erf(const ck_float *x, float *y, long count);
void ck_tanh(const ck_float *x, float *y, long count);
/// 1 / (1 + exp(-x))
void ck_sigmoid(const ck_float *x, float *y, long count);

/// x / (1 + exp(-scale * x))
void ck_swish(const ck_float *x, float scale, float *y, long count);
/// x / 2 * (1 + erf(x / sqrt 2))
void ck_gelu(const ck_float *x, float *y, long count);

/// exp(x - max) / sum of the same, over one row.
void ck_softmax(const ck_float *x, float *y, long count);

#pragma mark - Functions of two variables

typedef enum {
  ck_sum,
  ck_difference,
  ck_product_of,
  ck_quotient,
  /// The larger and the smaller one; NaN where either is.
  ck_greater,
  ck_lesser,
} ck_pairing;

/// Rows of two operands; the results' rows are adjacent and may be an operand's own memory.
typedef struct {
  const ck_float *a, *b;
  float *y;
  /// Elements from one row of an operand to the next, 0 where all rows are the same.
  ptrdiff_t a_row, b_row;
  /// Whether a row of the operand is one element, repeated.
  bool a_repeats, b_repeats;
  long rows, length;
} ck_pairs;

/// `y = f(a, b)`, element by element.
void ck_combine(ck_pairing pairing, const ck_pairs *pairs);

#pragma mark - Sums over a row

/// In doubles, sixteen sums side by side on every instruction set.
double ck_sum_row(const ck_float *x, long count);
/// The sum of (x - center)^2, computed as above.
double ck_sum_squares(const ck_float *x, double center, long count);

/// The smallest and the largest of one or more elements; NaN where there is one. Of none, both stay as they are.
void ck_extremes(const ck_float *x, long count, float *low, float *high);

/// How a row is brought to mean 0 (where it is centered) and mean square 1.
typedef struct {
  long count;
  bool is_centered;
  float epsilon;
  /// One an element; `shift` may be `NULL`.
  const ck_float *scale, *shift;
} ck_normalization;

/// `y = (x - mean) * inverse * scale + shift`, inverse = 1 / sqrt(variance + epsilon). `x` and `y` may be the same.
void ck_normalize_row(const ck_normalization *normalization, const ck_float *x, float *y, float *mean, float *inverse);

#pragma mark - float16

/// float16 as float and back, rounded to the nearest, halves to even.
void ck_widen_half(const ck_half *x, float *y, long count);
void ck_narrow_half(const ck_float *x, uint16_t *y, long count);

#pragma mark - Quantisation

/// Scales and zero points of a row, one for all (`repeats`) or one an element, and the 8-bit type's range.
typedef struct {
  const ck_float *scale, *zero;
  bool repeats;
  float low, high;
} ck_quantization;

/// `y = clamp(round(x / scale) + zero)`, halves to even. The bytes are those of int8 where `low` is negative.
void ck_quantize(const ck_quantization *rule, const ck_float *x, uint8_t *y, long count);

/// `y = clamp(round(x * scale) + zero)`, the product in single precision, as in onnxruntime.
void ck_requantize(const ck_quantization *rule, const int32_t *x, uint8_t *y, long count);

/// `y[i] = x[i]` and `y[i] += x[i]`, of floats that hold integers of 32 bits; sums wrap.
void ck_take_integers(const ck_float *x, int32_t *y, long count);
void ck_add_integers(const ck_float *x, int32_t *y, long count);
