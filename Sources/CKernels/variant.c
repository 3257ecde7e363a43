#include "variant.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static _Atomic(const ck_variant_kernels *) selected;

static const ck_variant_kernels *kernels_named(const char *name) {
#if defined(__x86_64__)
  if (strcmp(name, "v4") == 0) return __builtin_cpu_supports("x86-64-v4") ? &ck_v4_kernels : NULL;
  if (strcmp(name, "v3") == 0) return __builtin_cpu_supports("x86-64-v3") ? &ck_v3_kernels : NULL;
#endif
  return strcmp(name, "base") == 0 ? &ck_base_kernels : NULL;
}

static const ck_variant_kernels *initial_kernels(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
#endif
  const char *forced = getenv("STONNE_KERNELS");
  const ck_variant_kernels *kernels = forced ? kernels_named(forced) : NULL;
  if (!kernels) kernels = kernels_named("v4");
  if (!kernels) kernels = kernels_named("v3");
  return kernels ? kernels : &ck_base_kernels;
}

const ck_variant_kernels *ck_kernels(void) {
  const ck_variant_kernels *kernels = atomic_load_explicit(&selected, memory_order_acquire);
  if (kernels) return kernels;
  // Two threads may both come here; unless somebody selects in between, both store the same.
  const ck_variant_kernels *initial = initial_kernels();
  if (atomic_compare_exchange_strong(&selected, &kernels, initial)) return initial;
  return kernels;
}

const char *ck_variant(void) { return ck_kernels()->name; }

bool ck_select_variant(const char *name) {
  ck_kernels();
  const ck_variant_kernels *kernels = kernels_named(name);
  if (kernels) atomic_store_explicit(&selected, kernels, memory_order_release);
  return kernels != NULL;
}

void ck_depthwise(const ck_windows *windows, long rows, long taps, const ck_float *plane, const ck_float *weights,
                  float scale, float bias, float low, float high, float *out) {
  ck_kernels()->depthwise(windows, rows, taps, plane, weights, scale, bias, low, high, out);
}

void ck_window_maximum(const ck_windows *windows, long rows, long taps, const ck_float *plane, float *out) {
  ck_kernels()->window_maximum(windows, rows, taps, plane, out);
}

void ck_take_every(const ck_float *source, long step, long count, float *target) {
  ck_kernels()->take_every(source, step, count, target);
}

void ck_exp(const ck_float *x, float *y, long count) { ck_kernels()->exp(x, y, count); }
void ck_erf(const ck_float *x, float *y, long count) { ck_kernels()->erf(x, y, count); }
void ck_tanh(const ck_float *x, float *y, long count) { ck_kernels()->tanh(x, y, count); }
void ck_sigmoid(const ck_float *x, float *y, long count) { ck_kernels()->sigmoid(x, y, count); }
void ck_softmax(const ck_float *x, float *y, long count) { ck_kernels()->softmax(x, y, count); }
void ck_swish(const ck_float *x, float scale, float *y, long count) { ck_kernels()->swish(x, scale, y, count); }
void ck_gelu(const ck_float *x, float *y, long count) { ck_kernels()->gelu(x, y, count); }

void ck_combine(ck_pairing pairing, const ck_pairs *pairs) {
  if (pairs->rows > 0 && pairs->length > 0) ck_kernels()->combine(pairing, pairs);
}

double ck_sum_row(const ck_float *x, long count) { return ck_kernels()->sum_row(x, count); }

double ck_sum_squares(const ck_float *x, double center, long count) {
  return ck_kernels()->sum_squares(x, center, count);
}

void ck_normalize_row(const ck_normalization *normalization, const ck_float *x, float *y, float *mean,
                      float *inverse) {
  ck_kernels()->normalize_row(normalization, x, y, mean, inverse);
}

void ck_extremes(const ck_float *x, long count, float *low, float *high) {
  if (count > 0) ck_kernels()->extremes(x, count, low, high);
}

void ck_widen_half(const ck_half *x, float *y, long count) { ck_kernels()->widen_half(x, y, count); }
void ck_narrow_half(const ck_float *x, uint16_t *y, long count) { ck_kernels()->narrow_half(x, y, count); }

void ck_quantize(const ck_quantization *rule, const ck_float *x, uint8_t *y, long count) {
  ck_kernels()->quantize(rule, x, y, count);
}

void ck_requantize(const ck_quantization *rule, const int32_t *x, uint8_t *y, long count) {
  ck_kernels()->requantize(rule, x, y, count);
}

void ck_take_integers(const ck_float *x, int32_t *y, long count) { ck_kernels()->take_integers(x, y, count); }
void ck_add_integers(const ck_float *x, int32_t *y, long count) { ck_kernels()->add_integers(x, y, count); }
