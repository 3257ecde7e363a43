// Elementwise programs: a chain of operators over a run of elements while it is in the first-level cache.
#include "variant.h"

/// Floats of a register.
enum { register_run = 512 };

size_t ck_program_scratch(const ck_program *program) {
  return sizeof(float) * register_run * (size_t)program->temporaries;
}

static long smaller(long a, long b) { return a < b ? a : b; }

/// Points the operands' registers at their elements for the position `index` of the result.
static void place_operands(const ck_program *program, long index, ck_register *registers) {
  int last = program->axes - 1;
  long position[ck_most_axes];
  for (int axis = last; axis > 0; axis--) {
    position[axis] = index % program->extent[axis];
    index /= program->extent[axis];
  }
  position[0] = index;
  for (int i = 0; i < program->operand_count; i++) {
    const ck_operand *operand = &program->operands[i];
    const ck_float *element = operand->base;
    for (int axis = 0; axis <= last; axis++) element += position[axis] * operand->step[axis];
    registers[1 + i] = (ck_register){element, operand->step[last] == 0};
  }
}

void ck_run_program(const ck_program *program, float *target, long count, void *scratch) {
  const ck_variant_kernels *kernels = ck_kernels();
  ck_register registers[ck_most_registers];
  float *temporaries = scratch;
  int first_temporary = 1 + program->operand_count;
  for (int i = 0; i < program->temporaries; i++)
    registers[first_temporary + i] = (ck_register){temporaries + i * register_run, false};

  long row_length = program->extent[program->axes - 1];
  while (count > 0) {
    long index = target - program->result;
    long run = smaller(smaller(row_length - index % row_length, count), register_run);
    registers[0] = (ck_register){target, false};
    place_operands(program, index, registers);
    for (int i = 0; i < program->instruction_count; i++) {
      const ck_instruction *instruction = &program->instructions[i];
      int to = instruction->target;
      float *into = to == 0 ? target : temporaries + (to - first_temporary) * register_run;
      kernels->execute(instruction, &registers[instruction->left], &registers[instruction->right], run, into);
    }
    target += run;
    count -= run;
  }
}

enum { part_length = 1 << 14 };

typedef struct {
  const ck_program *program;
  long count;
} program_run;

static void run_part(void *context, long task, void *scratch) {
  const program_run *whole = context;
  long start = task * part_length;
  ck_run_program(whole->program, whole->program->result + start, smaller(part_length, whole->count - start),
                 scratch);
}

void ck_run_whole_program(const ck_program *program, int threads) {
  program_run whole = {.program = program, .count = 1};
  for (int axis = 0; axis < program->axes; axis++) whole.count *= program->extent[axis];
  long parts = (whole.count + part_length - 1) / part_length;
  ck_run(threads, parts, ck_program_scratch(program), run_part, &whole);
}
