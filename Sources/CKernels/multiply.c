// Blocking of the matrix product (Goto and van de Geijn, "Anatomy of High-Performance Matrix
// Multiplication", ACM TOMS 2008): a block of B packed in the second-level cache, panels of A packed one
// after the other in the first-level one.
#include "variant.h"

#include <string.h>

/// Rows of a block of B, and its columns at most: 512 KiB.
enum { block_depth = 256, block_columns = 512 };

typedef struct {
  const ck_variant_kernels *kernels;
  const ck_product_shape *shape;
  const ck_product *products;
  /// A task is one of `row_chunks * column_chunks` parts of one product.
  long row_chunks, column_chunks;
  long chunk_rows, chunk_columns;
} multiplication;

static long smaller(long a, long b) { return a < b ? a : b; }
static long quotient_up(long a, long b) { return (a + b - 1) / b; }

static void pack_right(const multiplication *m, const ck_product *product, long depth_start, long depth,
                       long column_start, long columns, float *packed) {
  const ck_variant_kernels *kernels = m->kernels;
  const ck_product_shape *shape = m->shape;
  int panel = kernels->columns;
  for (long j = 0; j < columns; j += panel, packed += depth * panel) {
    int width = (int)smaller(panel, columns - j);
    long column = column_start + j;
    if (shape->windows) {
      kernels->pack_windows(shape->windows, shape->windows->tap + depth_start, product->b, column, depth, width,
                            panel, packed);
    } else if (shape->b_column == 1) {
      kernels->pack_rows(product->b + depth_start * shape->b_row + column, shape->b_row, depth, width, panel, 1,
                         packed);
    } else {
      kernels->pack_columns(product->b + depth_start + column * shape->b_column, shape->b_column, depth, width,
                            panel, 1, packed);
    }
  }
}

static void pack_left(const multiplication *m, const ck_product *product, long row, int rows, long depth_start,
                      long depth, float *packed) {
  const ck_product_shape *shape = m->shape;
  if (shape->a_column == 1) {
    m->kernels->pack_columns(product->a + row * shape->a_row + depth_start, shape->a_row, depth, rows,
                             m->kernels->rows, shape->alpha, packed);
  } else {
    m->kernels->pack_rows(product->a + depth_start * shape->a_column + row, shape->a_column, depth, rows,
                          m->kernels->rows, shape->alpha, packed);
  }
}

static void multiply_chunk(void *context, long task, void *scratch) {
  const multiplication *m = context;
  const ck_variant_kernels *kernels = m->kernels;
  const ck_product_shape *shape = m->shape;
  const ck_product *product = &m->products[task / (m->row_chunks * m->column_chunks)];
  long chunk = task % (m->row_chunks * m->column_chunks);
  long row_start = chunk / m->column_chunks * m->chunk_rows;
  long row_end = smaller(row_start + m->chunk_rows, shape->m);
  long column_start = chunk % m->column_chunks * m->chunk_columns;
  long columns = smaller(m->chunk_columns, shape->n - column_start);
  float *left = scratch, *right = left + block_depth * kernels->rows;

  // A product without terms is a single block of depth 0.
  long depth_start = 0;
  do {
    long depth = smaller(block_depth, shape->k - depth_start);
    ck_store store = {
        .c_row = shape->c_row,
        .adds = shape->accumulate || depth_start > 0,
        .finishes = depth_start + depth == shape->k,
        .low = shape->low,
        .high = shape->high,
    };
    pack_right(m, product, depth_start, depth, column_start, columns, right);
    for (long row = row_start; row < row_end; row += kernels->rows) {
      int rows = (int)smaller(kernels->rows, row_end - row);
      pack_left(m, product, row, rows, depth_start, depth, left);
      store.row_bias = product->row_bias ? product->row_bias + row : NULL;
      for (long j = 0; j < columns; j += kernels->columns) {
        store.columns = (int)smaller(kernels->columns, columns - j);
        store.c = product->c + row * shape->c_row + column_start + j;
        store.column_bias = product->column_bias ? product->column_bias + column_start + j : NULL;
        int vectors = store.columns > kernels->lanes ? 2 : 1;
        kernels->tiles[2 * (rows - 1) + vectors - 1](depth, left, right + j * depth, &store);
      }
    }
    depth_start += depth;
  } while (depth_start < shape->k);
}

static float clamped(float x, float low, float high) { return x < low ? low : x > high ? high : x; }

/// A few rows only: every element of B is used so few times that packing would not pay.
static void multiply_vectors(void *context, long task, void *scratch) {
  const multiplication *m = context;
  const ck_product_shape *shape = m->shape;
  const ck_product *product = &m->products[task / m->column_chunks];
  long start = task % m->column_chunks * m->chunk_columns;
  long width = smaller(m->chunk_columns, shape->n - start);
  float *sums = scratch;
  for (long row = 0; row < shape->m; row++) {
    const float *x = product->a + row * shape->a_row;
    float *c = product->c + row * shape->c_row + start;
    if (shape->b_column == 1) {
      m->kernels->vector_times_rows(x, product->b + start, shape->b_row, shape->k, width, sums);
    } else {
      m->kernels->vector_times_columns(x, product->b + start * shape->b_column, shape->b_column, shape->k, width,
                                       sums);
    }
    float row_bias = product->row_bias ? product->row_bias[row] : 0;
    for (long j = 0; j < width; j++) {
      float sum = shape->alpha * sums[j] + row_bias;
      if (shape->accumulate) sum += c[j];
      if (product->column_bias) sum += product->column_bias[start + j];
      c[j] = clamped(sum, shape->low, shape->high);
    }
  }
}

static bool is_vector_product(const ck_product_shape *shape) {
  return shape->m <= 3 && !shape->windows && (shape->a_column == 1 || shape->k == 1);
}

/// Parts of a product: whole panels, as many columns as a block of B has, and enough parts for all threads.
static void divide(multiplication *m, long count, int threads) {
  const ck_product_shape *shape = m->shape;
  long panels = quotient_up(shape->n, m->kernels->columns), row_panels = quotient_up(shape->m, m->kernels->rows);
  long block_panels = block_columns / m->kernels->columns;
  long wanted = threads > 1 && count < 4 * threads ? quotient_up(2 * threads, count) : 1;
  m->column_chunks = quotient_up(panels, block_panels);
  m->row_chunks = 1;
  if (panels >= 4 * wanted) {
    // Even parts, none of which packs what another one has packed.
    m->column_chunks = quotient_up(m->column_chunks, wanted) * wanted;
  } else if (m->column_chunks < wanted) {
    m->row_chunks = smaller(row_panels, quotient_up(wanted, m->column_chunks));
  }
  m->chunk_columns = quotient_up(panels, m->column_chunks) * m->kernels->columns;
  m->column_chunks = quotient_up(shape->n, m->chunk_columns);
  m->chunk_rows = quotient_up(row_panels, m->row_chunks) * m->kernels->rows;
  m->row_chunks = quotient_up(shape->m, m->chunk_rows);
}

void ck_multiply(const ck_product_shape *shape, const ck_product *products, long count, int threads) {
  if (shape->m <= 0 || shape->n <= 0 || count <= 0) return;
  multiplication m = {.kernels = ck_kernels(), .shape = shape, .products = products};
  if (shape->m * shape->n * shape->k * count < 32 * 1024) threads = 1;
  if (is_vector_product(shape)) {
    m.chunk_columns = smaller(8 * m.kernels->columns, shape->n);
    m.column_chunks = quotient_up(shape->n, m.chunk_columns);
    ck_run(threads, count * m.column_chunks, sizeof(float) * (size_t)m.chunk_columns, multiply_vectors, &m);
    return;
  }
  divide(&m, count, threads);
  size_t left = block_depth * (size_t)m.kernels->rows;
  size_t right = block_depth * (size_t)m.chunk_columns;
  // Packing windows writes up to a vector beyond the end.
  size_t floats = left + right + (size_t)m.kernels->lanes;
  ck_run(threads, count * m.row_chunks * m.column_chunks, sizeof(float) * floats, multiply_chunk, &m);
}
