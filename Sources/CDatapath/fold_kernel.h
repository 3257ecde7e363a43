// The body of a kernel for one instruction set: included with LANES, the floats of a vector, and FOLD_KERNEL, the
// function's name. No include guard, since each instruction set includes it once.
//
// A tile of sums is worked on in blocks of up to two rows and two vectors, whose products and partial sums of a step
// stay in registers. `height` (1 or 2 rows), `leaves` and `starts` are constants wherever these functions are inlined.

#define PASTE(a, b) a##_##b
#define NAMED(a, b) PASTE(a, b)
#define OWN(name) NAMED(FOLD_KERNEL, name)
#define INLINE static inline __attribute__((always_inline))

typedef float OWN(vector) __attribute__((vector_size(4 * LANES), aligned(4)));

typedef struct {
  OWN(vector) of[2][2];
} OWN(block);

INLINE OWN(block) OWN(load)(const float *from, size_t height) {
  OWN(block) block;
  for (size_t i = 0; i < height; i++)
    for (size_t v = 0; v < 2; v++) block.of[i][v] = *(const OWN(vector) *)(from + i * COLUMNS + v * LANES);
  return block;
}

INLINE void OWN(store)(float *to, OWN(block) block, size_t height) {
  for (size_t i = 0; i < height; i++)
    for (size_t v = 0; v < 2; v++) *(OWN(vector) *)(to + i * COLUMNS + v * LANES) = block.of[i][v];
}

INLINE OWN(block) OWN(add)(OWN(block) a, OWN(block) b, size_t height) {
  for (size_t i = 0; i < height; i++)
    for (size_t v = 0; v < 2; v++) a.of[i][v] += b.of[i][v];
  return a;
}

INLINE OWN(block) OWN(product)(const struct place *place, size_t lane, size_t height) {
  const OWN(vector) *const values = (const OWN(vector) *)(place->columns + place->places[lane]);
  OWN(block) block;
  for (size_t i = 0; i < height; i++)
    for (size_t v = 0; v < 2; v++) block.of[i][v] = place->rows[i][lane] * values[v];
  return block;
}

// Sums of products of neighbouring lanes, pair by pair.
#define PAIRS(count, half, halves)                                                                                \
  INLINE OWN(block) OWN(count)(const struct place *place, size_t lane, size_t height) {                           \
    return OWN(add)(OWN(halves)(place, lane, height), OWN(halves)(place, lane + (half), height), height);         \
  }
PAIRS(two, 1, product)
PAIRS(four, 2, two)
PAIRS(eight, 4, four)
PAIRS(sixteen, 8, eight)
#undef PAIRS

INLINE OWN(block) OWN(leaves)(const struct place *place, size_t lane, size_t leaves, size_t height) {
  switch (leaves) {
  case 1: return OWN(product)(place, lane, height);
  case 2: return OWN(two)(place, lane, height);
  case 4: return OWN(four)(place, lane, height);
  case 8: return OWN(eight)(place, lane, height);
  default: return OWN(sixteen)(place, lane, height);
  }
}

INLINE struct place OWN(place)(const struct operands *operands, size_t row, size_t column, size_t height) {
  struct place place = {{0}, operands->places, operands->columns + column};
  for (size_t i = 0; i < height; i++) place.rows[i] = operands->rows[row + i];
  return place;
}

// One step of a program, for all blocks of some rows.
INLINE void OWN(step)(const struct cdatapath_fold_step *step, const struct operands *operands, size_t first_lane,
                      size_t first_row, size_t end_row, float *tile, size_t leaves, size_t height) {
  for (size_t row = first_row; row < end_row; row += height)
    for (size_t column = 0; column < operands->column_count; column += 2 * LANES) {
      float *const block = tile + row * COLUMNS + column;
      OWN(block) sums;
      if (leaves > 0) {
        const struct place place = OWN(place)(operands, row, column, height);
        sums = OWN(leaves)(&place, first_lane + step->operand, leaves, height);
      } else {
        sums = OWN(load)(block + step->operand * TILE, height);
      }
      float *const sum = block + step->sum * TILE;
      OWN(store)(sum, step->adds ? OWN(add)(OWN(load)(sum, height), sums, height) : sums, height);
    }
}

INLINE void OWN(program)(const struct cdatapath_fold_program *program, size_t folds, bool starts,
                         const struct operands *operands, size_t first_row, size_t end_row, float *tile,
                         size_t height) {
  for (size_t fold = 0; fold < folds; fold++) {
    const size_t lane = fold * program->lanes;
    const bool is_first = starts && fold == 0;
    const struct cdatapath_fold_step *step = is_first ? program->first : program->next;
    const size_t count = is_first ? program->first_count : program->next_count;
    for (const struct cdatapath_fold_step *const end = step + count; step < end; step++) {
      switch (step->leaves) {
      case 0: OWN(step)(step, operands, lane, first_row, end_row, tile, 0, height); break;
      case 1: OWN(step)(step, operands, lane, first_row, end_row, tile, 1, height); break;
      case 2: OWN(step)(step, operands, lane, first_row, end_row, tile, 2, height); break;
      case 4: OWN(step)(step, operands, lane, first_row, end_row, tile, 4, height); break;
      case 8: OWN(step)(step, operands, lane, first_row, end_row, tile, 8, height); break;
      default: OWN(step)(step, operands, lane, first_row, end_row, tile, 16, height); break;
      }
    }
  }
}

// Folds of one step each, which adds products to the running sum: that one stays in registers.
INLINE void OWN(single)(size_t folds, bool starts, const struct operands *operands, size_t first_row,
                        size_t end_row, float *tile, size_t leaves, size_t height) {
  for (size_t row = first_row; row < end_row; row += height)
    for (size_t column = 0; column < operands->column_count; column += 2 * LANES) {
      const struct place place = OWN(place)(operands, row, column, height);
      float *const block = tile + row * COLUMNS + column;
      OWN(block) sums = starts ? OWN(leaves)(&place, 0, leaves, height) : OWN(load)(block, height);
      for (size_t fold = starts ? 1 : 0; fold < folds; fold++)
        sums = OWN(add)(sums, OWN(leaves)(&place, fold * leaves, leaves, height), height);
      OWN(store)(block, sums, height);
    }
}

INLINE void OWN(rows)(const struct cdatapath_fold_program *program, size_t folds, bool starts,
                      const struct operands *operands, size_t first_row, size_t end_row, float *tile,
                      size_t height) {
  if (first_row == end_row) return;
  const bool has_single_step = program->next_count == 1 && program->next->sum == 0;
  switch (has_single_step ? program->next->leaves : 0) {
  case 1: OWN(single)(folds, starts, operands, first_row, end_row, tile, 1, height); break;
  case 2: OWN(single)(folds, starts, operands, first_row, end_row, tile, 2, height); break;
  case 4: OWN(single)(folds, starts, operands, first_row, end_row, tile, 4, height); break;
  case 8: OWN(single)(folds, starts, operands, first_row, end_row, tile, 8, height); break;
  case 16: OWN(single)(folds, starts, operands, first_row, end_row, tile, 16, height); break;
  default: OWN(program)(program, folds, starts, operands, first_row, end_row, tile, height); break;
  }
}

static void FOLD_KERNEL(const struct cdatapath_fold_program *program, size_t folds, bool starts,
                        const struct operands *operands, float *tile) {
  const size_t even = operands->row_count & ~(size_t)1;
  OWN(rows)(program, folds, starts, operands, 0, even, tile, 2);
  OWN(rows)(program, folds, starts, operands, even, operands->row_count, tile, 1);
}

#undef PASTE
#undef NAMED
#undef OWN
#undef INLINE
#undef LANES
#undef FOLD_KERNEL
