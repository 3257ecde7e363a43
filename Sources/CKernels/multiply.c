// Blocking of the matrix product (Goto and van de Geijn, "Anatomy of High-Performance Matrix
// Multiplication", ACM TOMS 2008): a block of B packed in the second-level cache, panels of A packed one
// after the other in the first-level one.
#include "packing.h"

/// Columns of a block of B at most: 512 KiB.
enum { block_columns = 512, most_panels = 64 };

typedef struct {
  const ck_variant_kernels *kernels;
  const ck_product_shape *shape;
  const ck_product *products;
  /// Rows of a panel of A: all panels of about the same height.
  int panel_rows;
  /// A task is one of `row_chunks * column_chunks` parts of one product.
  long row_chunks, column_chunks;
  long chunk_rows, chunk_columns;
} multiplication;

/// The part of a product that a task computes, and its memory.
typedef struct {
  const ck_product *product;
  long row_start, row_end;
  long column_start, columns;
  float *left, *right;
  void *registers;
} chunk;

/// A panel of B: packed, or where it is.
typedef struct {
  const ck_float *start;
  ptrdiff_t step;
} right_panel;

/// Whether whole panels of B are read where they lie: for so few rows, packing would take as long as the product.
static bool reads_in_place(const multiplication *m, const chunk *c) {
  return !m->shape->windows && m->shape->b_column == 1 && c->row_end - c->row_start <= 2 * m->kernels->rows;
}

/// The panels of the chunk's columns, packed as far as they have to be.
static void prepare_right(const multiplication *m, const chunk *c, long depth_start, long depth,
                          right_panel *panels) {
  const ck_product_shape *shape = m->shape;
  int panel = m->kernels->columns;
  bool in_place = reads_in_place(m, c);
  float *packed = c->right;
  for (long j = 0; j < c->columns; j += panel) {
    int width = (int)ck_smaller(panel, c->columns - j);
    long column = c->column_start + j;
    right_panel *right = &panels[j / panel];
    if (c->product->packed_b) {
      right->start = c->product->packed_b + ck_packed_right_offset(shape, m->kernels, depth_start, depth, column);
      right->step = panel;
    } else if (in_place && width == panel) {
      right->start = c->product->b + depth_start * shape->b_row + column;
      right->step = shape->b_row;
    } else {
      ck_pack_right_panel(shape, m->kernels, c->product->b, depth_start, depth, column, width, packed);
      *right = (right_panel){packed, panel};
      packed += depth * panel;
    }
  }
}

static const ck_float *prepare_left(const multiplication *m, const chunk *c, long row, int rows, long depth_start,
                                 long depth) {
  if (c->product->packed_a)
    return c->product->packed_a
           + ck_packed_left_offset(m->shape, m->kernels, depth_start, depth, row / m->panel_rows);
  ck_pack_left_panel(m->shape, m->kernels, c->product->a, row, rows, depth_start, depth, c->left);
  return c->left;
}

/// The rest of the operators on rows that are finished and still in the first-level cache.
static void run_program(const multiplication *m, const chunk *c, long row, int rows) {
  for (int r = 0; r < rows; r++)
    ck_run_program(m->shape->program, c->product->c + (row + r) * m->shape->c_row + c->column_start, c->columns,
                   c->registers);
}

static void multiply_block(const multiplication *m, const chunk *c, long depth_start, long depth) {
  const ck_variant_kernels *kernels = m->kernels;
  const ck_product_shape *shape = m->shape;
  const ck_product *product = c->product;
  bool finishes = depth_start + depth == shape->k;
  ck_store store = {
      .c_row = shape->c_row,
      .adds = shape->accumulate || depth_start > 0,
      .finishes = finishes,
      .low = shape->low,
      .high = shape->high,
  };
  right_panel panels[most_panels];
  prepare_right(m, c, depth_start, depth, panels);
  for (long row = c->row_start; row < c->row_end; row += m->panel_rows) {
    int rows = (int)ck_smaller(m->panel_rows, c->row_end - row);
    const ck_float *left = prepare_left(m, c, row, rows, depth_start, depth);
    store.row_scale = product->row_scale ? product->row_scale + row : NULL;
    store.row_bias = product->row_bias ? product->row_bias + row : NULL;
    for (long j = 0; j < c->columns; j += kernels->columns) {
      store.columns = (int)ck_smaller(kernels->columns, c->columns - j);
      store.c = product->c + row * shape->c_row + c->column_start + j;
      store.column_bias = product->column_bias ? product->column_bias + c->column_start + j : NULL;
      int vectors = store.columns > kernels->lanes ? 2 : 1;
      const right_panel *right = &panels[j / kernels->columns];
      kernels->tiles[2 * (rows - 1) + vectors - 1](depth, left, right->start, right->step, &store);
    }
    if (finishes && shape->program) run_program(m, c, row, rows);
  }
}

static void multiply_chunk(void *context, long task, void *scratch) {
  const multiplication *m = context;
  const ck_product_shape *shape = m->shape;
  long part = task % (m->row_chunks * m->column_chunks);
  long row_start = part / m->column_chunks * m->chunk_rows, column_start = part % m->column_chunks * m->chunk_columns;
  float *left = scratch;
  chunk c = {
      .product = &m->products[task / (m->row_chunks * m->column_chunks)],
      .row_start = row_start,
      .row_end = ck_smaller(row_start + m->chunk_rows, shape->m),
      .column_start = column_start,
      .columns = ck_smaller(m->chunk_columns, shape->n - column_start),
      .left = left,
      .right = left + ck_block_depth * m->kernels->rows,
  };
  // Packing windows writes up to a vector beyond the end.
  c.registers = c.right + ck_block_depth * m->chunk_columns + m->kernels->lanes;
  // A product without terms is a single block of depth 0.
  long depth_start = 0;
  do {
    long depth = ck_smaller(ck_block_depth, shape->k - depth_start);
    multiply_block(m, &c, depth_start, depth);
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
  long width = ck_smaller(m->chunk_columns, shape->n - start);
  float *sums = scratch;
  for (long row = 0; row < shape->m; row++) {
    const ck_float *x = product->a + row * shape->a_row;
    float *c = product->c + row * shape->c_row + start;
    if (shape->b_column == 1) {
      m->kernels->vector_times_rows(x, product->b + start, shape->b_row, shape->k, width, sums);
    } else {
      m->kernels->vector_times_columns(x, product->b + start * shape->b_column, shape->b_column, shape->k, width,
                                       sums);
    }
    float row_scale = product->row_scale ? product->row_scale[row] : 1;
    float row_bias = product->row_bias ? product->row_bias[row] : 0;
    for (long j = 0; j < width; j++) {
      float sum = shape->alpha * sums[j];
      if (shape->accumulate) sum += c[j];
      sum = row_scale * sum + row_bias;
      if (product->column_bias) sum += product->column_bias[start + j];
      c[j] = clamped(sum, shape->low, shape->high);
    }
    if (shape->program) ck_run_program(shape->program, c, width, sums + m->chunk_columns);
  }
}

static bool is_vector_product(const ck_product_shape *shape) {
  return shape->m <= 3 && !shape->windows && (shape->a_column == 1 || shape->k == 1);
}

bool ck_uses_packed(const ck_product_shape *shape) { return !is_vector_product(shape); }

/// Parts of a product: whole panels, as many columns as a block of B has, and enough parts for all threads.
static void divide(multiplication *m, long count, int threads) {
  const ck_product_shape *shape = m->shape;
  m->panel_rows = ck_panel_rows(shape, m->kernels);
  long panels = ck_quotient_up(shape->n, m->kernels->columns), row_panels = ck_quotient_up(shape->m, m->panel_rows);
  long block_panels = block_columns / m->kernels->columns;
  long wanted = threads > 1 && count < 4 * threads ? ck_quotient_up(2 * threads, count) : 1;
  m->column_chunks = ck_quotient_up(panels, block_panels);
  m->row_chunks = 1;
  if (panels >= 4 * wanted) {
    // Even parts, none of which packs what another one has packed.
    m->column_chunks = ck_quotient_up(m->column_chunks, wanted) * wanted;
  } else if (m->column_chunks < wanted) {
    m->row_chunks = ck_smaller(row_panels, ck_quotient_up(wanted, m->column_chunks));
  }
  m->chunk_columns = ck_quotient_up(panels, m->column_chunks) * m->kernels->columns;
  m->column_chunks = ck_quotient_up(shape->n, m->chunk_columns);
  m->chunk_rows = ck_quotient_up(row_panels, m->row_chunks) * m->panel_rows;
  m->row_chunks = ck_quotient_up(shape->m, m->chunk_rows);
}

void ck_multiply(const ck_product_shape *shape, const ck_product *products, long count, int threads) {
  if (shape->m <= 0 || shape->n <= 0 || count <= 0) return;
  multiplication m = {.kernels = ck_kernels(), .shape = shape, .products = products};
  if (shape->m * shape->n * shape->k * count < 32 * 1024) threads = 1;
  size_t registers = shape->program ? ck_program_scratch(shape->program) : 0;
  if (is_vector_product(shape)) {
    m.chunk_columns = ck_smaller(8 * m.kernels->columns, shape->n);
    m.column_chunks = ck_quotient_up(shape->n, m.chunk_columns);
    size_t sums = sizeof(float) * (size_t)m.chunk_columns;
    ck_run(threads, count * m.column_chunks, sums + registers, multiply_vectors, &m);
    return;
  }
  divide(&m, count, threads);
  size_t left = ck_block_depth * (size_t)m.kernels->rows;
  size_t right = ck_block_depth * (size_t)m.chunk_columns;
  size_t floats = left + right + (size_t)m.kernels->lanes;
  ck_run(threads, count * m.row_chunks * m.column_chunks, sizeof(float) * floats + registers, multiply_chunk, &m);
}
