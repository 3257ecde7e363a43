#include "CKernels.h"

typedef uint32_t four __attribute__((ext_vector_type(4)));
typedef four unaligned_four __attribute__((aligned(1)));

static four load_four(const ck_word *p) { return *(const unaligned_four *)p; }
static void store_four(uint32_t *p, four v) { *(unaligned_four *)p = v; }

static void transpose_four(const ck_word *source, ptrdiff_t source_row, uint32_t *target, ptrdiff_t target_row) {
  four a = load_four(source), b = load_four(source + source_row);
  four c = load_four(source + 2 * source_row), d = load_four(source + 3 * source_row);
  four ab = __builtin_shufflevector(a, b, 0, 4, 1, 5), cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
  four AB = __builtin_shufflevector(a, b, 2, 6, 3, 7), CD = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  store_four(target, __builtin_shufflevector(ab, cd, 0, 1, 4, 5));
  store_four(target + target_row, __builtin_shufflevector(ab, cd, 2, 3, 6, 7));
  store_four(target + 2 * target_row, __builtin_shufflevector(AB, CD, 0, 1, 4, 5));
  store_four(target + 3 * target_row, __builtin_shufflevector(AB, CD, 2, 3, 6, 7));
}

static void transpose_each(const ck_word *source, ptrdiff_t source_row, uint32_t *target, ptrdiff_t target_row,
                           long rows, long columns) {
  for (long j = 0; j < columns; j++)
    for (long i = 0; i < rows; i++) target[j * target_row + i] = source[i * source_row + j];
}

void ck_transpose(const ck_word *source, ptrdiff_t source_row, uint32_t *target, ptrdiff_t target_row, long rows,
                  long columns) {
  // A tile of the source and one of the target fit the first-level cache together.
  enum { tile = 32 };
  for (long row = 0; row < rows; row += tile) {
    long row_end = row + tile < rows ? row + tile : rows, whole_rows = row + (row_end - row) / 4 * 4;
    for (long column = 0; column < columns; column += tile) {
      long column_end = column + tile < columns ? column + tile : columns;
      long whole_columns = column + (column_end - column) / 4 * 4;
      for (long j = column; j < whole_columns; j += 4)
        for (long i = row; i < whole_rows; i += 4)
          transpose_four(source + i * source_row + j, source_row, target + j * target_row + i, target_row);
      transpose_each(source + row * source_row + whole_columns, source_row,
                     target + whole_columns * target_row + row, target_row, row_end - row,
                     column_end - whole_columns);
      transpose_each(source + whole_rows * source_row + column, source_row,
                     target + column * target_row + whole_rows, target_row, row_end - whole_rows,
                     whole_columns - column);
    }
  }
}
