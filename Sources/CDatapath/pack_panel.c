#include "CDatapath.h"

#include <string.h>

enum { COLUMNS = CDATAPATH_FOLD_COLUMNS, SQUARE = 16 };

// Whether the lines begin one float after the other.
static bool are_adjacent(const ptrdiff_t *starts, size_t lines) {
  for (size_t line = 1; line < lines; line++)
    if (starts[line] != starts[0] + (ptrdiff_t)line) return false;
  return true;
}

void cdatapath_pack_panel(const cdatapath_anywhere *values, const ptrdiff_t *starts, size_t lines, ptrdiff_t step, size_t lanes,
                          float *panel) {
  if (lines < COLUMNS) memset(panel, 0, lanes * COLUMNS * sizeof(float));
  if (are_adjacent(starts, lines)) {
    for (size_t lane = 0; lane < lanes; lane++)
      memcpy(panel + lane * COLUMNS, values + starts[0] + (ptrdiff_t)lane * step, lines * sizeof(float));
    return;
  }
  // In squares, so that a cache line of either side is used while it is there.
  for (size_t first = 0; first < lanes; first += SQUARE) {
    const size_t last = lanes - first < SQUARE ? lanes : first + SQUARE;
    for (size_t line = 0; line < lines; line++) {
      const cdatapath_anywhere *const source = values + starts[line];
      for (size_t lane = first; lane < last; lane++) panel[lane * COLUMNS + line] = source[(ptrdiff_t)lane * step];
    }
  }
}
