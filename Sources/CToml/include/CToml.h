#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What one event says. Tables and arrays come as a pair around their contents.
typedef enum ctoml_kind {
  ctoml_kind_table_begin,
  ctoml_kind_table_end,
  ctoml_kind_array_begin,
  ctoml_kind_array_end,
  ctoml_kind_string,
  ctoml_kind_integer,
  ctoml_kind_number,
  ctoml_kind_boolean,
  /// A date or a time: recognised, not decoded.
  ctoml_kind_date,
} ctoml_kind;

/// Lines and columns count from 1; columns are in code points. 0 where the text has no such place.
typedef struct ctoml_position {
  uint32_t line;
  uint32_t column;
} ctoml_position;

/// Bytes of UTF-8, not terminated; valid during the call that hands them over.
typedef struct ctoml_text {
  const char *bytes;
  size_t count;
} ctoml_text;

typedef struct ctoml_event {
  ctoml_kind kind;
  /// Empty, with no position, for the root and for elements of an array.
  ctoml_text key;
  ctoml_position key_position;
  ctoml_position position;
  /// Of a string.
  ctoml_text text;
  /// Of an integer, or 0 and 1 of a boolean.
  int64_t integer;
  /// Of a number with a fraction or an exponent.
  double number;
} ctoml_event;

typedef void (*ctoml_handler)(void *context, const ctoml_event *event);
typedef void (*ctoml_failure)(void *context, ctoml_text reason, ctoml_position position);

/// Parses TOML 1.0 and reports every value to `handler`, the keys of a table in byte order.
///
/// The text has to be valid UTF-8 without NUL, of bounded size and nesting: toml++ recurses.
/// @return whether the text is TOML; if not, `failure` was called once and `handler` never.
bool ctoml_parse(ctoml_text text, void *context, ctoml_handler handler, ctoml_failure failure);

#ifdef __cplusplus
}
#endif
