import Foundation
import Testing

@Suite("A model that cannot be used is refused in one line")
struct MalformedModelTests {
  @Test("whatever is wrong with it, on the reference executor", arguments: try Fixtures.malformedModels())
  func refused(file: String) throws {
    let path = Fixtures.path("MalformedModels", file)
    try Refusal.expect(["run", path], naming: Self.culprits[file, default: []] + [file])
  }

  @Test("and before any hardware is simulated", arguments: try Fixtures.malformedModels())
  func refusedOnMachine(file: String) throws {
    try Refusal.expect(["run", Fixtures.path("MalformedModels", file), "--hw", Machines.maeri])
  }

  @Test("a file that is not there, a folder")
  func noFile() throws {
    try Refusal.expect(["run", "no/such/model.onnx"], naming: ["no/such/model.onnx"])
    try Refusal.expect(["run", "models"], naming: ["models"])
  }

  /// What the message has to name besides the file.
  private static let culprits = [
    "add_does_not_broadcast.onnx": ["the_node"],
    "attribute_missing.onnx": ["axis", "the_node"],
    "attribute_of_wrong_type.onnx": ["strides", "the_node"],
    "branch_outputs_differ.onnx": ["the_node", "else_branch"],
    "concat_extents_differ.onnx": ["the_node"],
    "function_attribute_undeclared.onnx": ["slope"],
    "function_inputs_wrong.onnx": ["the_node"],
    "function_undefined.onnx": ["f:Gone", "the_node"],
    "ir_version_missing.onnx": ["ir_version"],
    "loop_body_inputs_wrong.onnx": ["the_node"],
    "loop_without_end.onnx": ["the_node"],
    "regular_expression_wrong.onnx": ["the_node", "pattern"],
    "reshape_copies_beyond_rank.onnx": ["the_node"],
    "scatter_index_out_of_range.onnx": ["the_node", "7"],
    "sequence_as_input.onnx": ["`x`", "sequence"],
    "sequence_where_tensor.onnx": ["the_node", "sequence"],
    "split_does_not_sum_up.onnx": ["the_node"],
    "too_many_outputs.onnx": ["the_node"],
    "typed_payload_too_short.onnx": ["`w`"],
    "unknown_domain.onnx": ["no.such.domain", "the_node"],
    "attribute_value_unknown.onnx": ["auto_pad", "SOMEHOW"],
    "conv_channels_differ.onnx": ["the_node"],
    "conv_group_zero.onnx": ["group", "the_node"],
    "conv_kernel_too_large.onnx": ["the_node"],
    "conv_pads_incomplete.onnx": ["pads", "the_node"],
    "conv_stride_zero.onnx": ["strides", "the_node"],
    "cycle.onnx": ["the_conv"],
    "element_type_unknown.onnx": ["99", "w"],
    "element_type_unsupported.onnx": ["the_node", "string"],
    "external_absolute.onnx": ["/etc/hostname"],
    "external_missing.onnx": ["no_such_file.bin"],
    "external_offset_no_number.onnx": ["0x10"],
    "external_parent.onnx": ["../../Package.swift"],
    "gather_index_out_of_range.onnx": ["the_node", "7"],
    "matmul_depths_differ.onnx": ["the_node"],
    "missing_initializer.onnx": ["`w`", "the_conv"],
    "negative_dimension.onnx": ["-2"],
    "opset_too_new.onnx": ["999"],
    "output_never_produced.onnx": ["nowhere"],
    "produced_twice.onnx": ["`y`"],
    "too_few_inputs.onnx": ["the_conv"],
    "too_many_inputs.onnx": ["the_relu"],
    "unknown_operators.onnx": ["FancyAttention", "Frobnicate"],
  ]
}
