#include "CToml.h"

#include <string_view>

// With NDEBUG toml++ 3.3 lets the compiler take for granted what it asserts, and a document can break that: one with a
// control character where a key begins.
#undef NDEBUG
#define TOML_ASSERT(expression) static_assert(true)
#include <toml++/toml.h>

namespace {

ctoml_text text_of(std::string_view view) { return {view.data(), view.size()}; }

ctoml_position begin_of(const toml::source_region &region) {
  return {static_cast<uint32_t>(region.begin.line), static_cast<uint32_t>(region.begin.column)};
}

struct Walk {
  void *context;
  ctoml_handler handler;

  void send(ctoml_event event, ctoml_kind kind) const {
    event.kind = kind;
    handler(context, &event);
  }

  void value(const toml::node &node, const toml::key *key) const {
    ctoml_event event{};
    if (key) {
      event.key = text_of(key->str());
      event.key_position = begin_of(key->source());
    }
    event.position = begin_of(node.source());

    if (const auto *table = node.as_table()) {
      send(event, ctoml_kind_table_begin);
      for (auto &&[name, member] : *table) value(member, &name);
      send(event, ctoml_kind_table_end);
    } else if (const auto *array = node.as_array()) {
      send(event, ctoml_kind_array_begin);
      for (auto &&element : *array) value(element, nullptr);
      send(event, ctoml_kind_array_end);
    } else if (const auto *string = node.as_string()) {
      event.text = text_of(string->get());
      send(event, ctoml_kind_string);
    } else if (const auto *integer = node.as_integer()) {
      event.integer = integer->get();
      send(event, ctoml_kind_integer);
    } else if (const auto *number = node.as_floating_point()) {
      event.number = number->get();
      send(event, ctoml_kind_number);
    } else if (const auto *boolean = node.as_boolean()) {
      event.integer = boolean->get() ? 1 : 0;
      send(event, ctoml_kind_boolean);
    } else {
      send(event, ctoml_kind_date);
    }
  }
};

}  // namespace

bool ctoml_parse(ctoml_text text, void *context, ctoml_handler handler, ctoml_failure failure) {
  const toml::parse_result result = toml::parse(std::string_view{text.bytes, text.count});
  if (!result.succeeded()) {
    failure(context, text_of(result.error().description()), begin_of(result.error().source()));
    return false;
  }
  Walk{context, handler}.value(result.table(), nullptr);
  return true;
}
