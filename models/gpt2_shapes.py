"""Writes a GPT-2 graph without its weights, for `stonne run --timing-only`.

    models/python models/gpt2_shapes.py OUTPUT.onnx [--layers 48] [--width 1600] [--heads 25] [--tokens 1024]

The defaults are those of GPT-2 XL (Radford et al. 2019): 1.56 G parameters. Weights are declared as external data in
a file that does not exist; the graph itself is a few hundred kB.
"""

import argparse

import numpy as np
from onnx import TensorProto, helper, numpy_helper, save

VOCABULARY = 50257


class Gpt2:
    """The graph while it is put together."""

    def __init__(self, layers: int, width: int, heads: int, tokens: int):
        self.layers, self.width, self.heads, self.tokens = layers, width, heads, tokens
        self.nodes, self.weights, self.bytes = [], [], 0

    def weight(self, name: str, *shape: int) -> str:
        """A weight in the absent file."""
        tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=shape)
        tensor.data_location = TensorProto.EXTERNAL
        length = 4 * int(np.prod(shape))
        for key, value in [("location", "weights.bin"), ("offset", self.bytes), ("length", length)]:
            tensor.external_data.add(key=key, value=str(value))
        self.bytes += length
        self.weights.append(tensor)
        return name

    def constant(self, name: str, array: np.ndarray) -> str:
        """A constant that the file holds: shapes and scalars."""
        self.weights.append(numpy_helper.from_array(array, name))
        return name

    def node(self, operator: str, inputs: list[str], name: str, outputs: list[str] | None = None, **attributes) -> str:
        self.nodes.append(helper.make_node(operator, inputs, outputs or [name], name, **attributes))
        return name

    def linear(self, x: str, name: str, features: int, depth: int) -> str:
        product = self.node("MatMul", [x, self.weight(f"{name}.weight", depth, features)], f"{name}.matmul")
        return self.node("Add", [product, self.weight(f"{name}.bias", features)], name)

    def norm(self, x: str, name: str) -> str:
        scale, bias = self.weight(f"{name}.scale", self.width), self.weight(f"{name}.bias", self.width)
        return self.node("LayerNormalization", [x, scale, bias], name, axis=-1, epsilon=1e-5)

    def attention(self, x: str, name: str) -> str:
        parts = [f"{name}.{part}" for part in ("q", "k", "v")]
        qkv = self.linear(x, f"{name}.qkv", 3 * self.width, self.width)
        self.node("Split", [qkv], f"{name}.split", parts, axis=-1, num_outputs=3)
        query, key, value = (
            self.node("Transpose", [self.node("Reshape", [part, "heads"], f"{part}.heads")], f"{part}.t", perm=perm)
            for part, perm in zip(parts, [[0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3]])
        )
        scores = self.node("MatMul", [query, key], f"{name}.scores")
        scaled = self.node("Mul", [scores, "scale"], f"{name}.scaled")
        masked = self.node("Add", [scaled, "mask"], f"{name}.masked")
        shares = self.node("Softmax", [masked], f"{name}.shares", axis=-1)
        mixed = self.node("MatMul", [shares, value], f"{name}.mixed")
        rows = self.node("Transpose", [mixed], f"{name}.rows", perm=[0, 2, 1, 3])
        merged = self.node("Reshape", [rows, "merged"], f"{name}.merged")
        return self.linear(merged, f"{name}.out", self.width, self.width)

    def block(self, x: str, name: str) -> str:
        attended = self.attention(self.norm(x, f"{name}.norm1"), f"{name}.attention")
        x = self.node("Add", [x, attended], f"{name}.residual1")
        hidden = self.linear(self.norm(x, f"{name}.norm2"), f"{name}.mlp.in", 4 * self.width, self.width)
        active = self.node("Gelu", [hidden], f"{name}.gelu", approximate="tanh")
        return self.node("Add", [x, self.linear(active, f"{name}.mlp.out", self.width, 4 * self.width)], f"{name}.y")

    def model(self):
        self.constant("heads", np.array([0, 0, self.heads, self.width // self.heads], np.int64))
        self.constant("merged", np.array([0, 0, self.width], np.int64))
        self.constant("scale", np.array((self.width // self.heads) ** -0.5, np.float32))
        self.weight("mask", 1, 1, self.tokens, self.tokens)
        embedding = self.weight("tokens.weight", VOCABULARY, self.width)
        x = self.node("Gather", [embedding, "input_ids"], "tokens")
        x = self.node("Add", [x, self.weight("positions.weight", 1, self.tokens, self.width)], "embedded")
        for layer in range(self.layers):
            x = self.block(x, f"h{layer}")
        # The output layer is the embedding once more.
        head = self.node("Transpose", [embedding], "head.weight", perm=[1, 0])
        self.node("MatMul", [self.norm(x, "norm"), head], "logits")
        ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, [1, self.tokens])
        logits = helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, self.tokens, VOCABULARY])
        graph = helper.make_graph(self.nodes, f"gpt2_{self.layers}x{self.width}", [ids], [logits], self.weights)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("output")
    options.add_argument("--layers", type=int, default=48)
    options.add_argument("--width", type=int, default=1600)
    options.add_argument("--heads", type=int, default=25)
    options.add_argument("--tokens", type=int, default=1024)
    arguments = options.parse_args()
    network = Gpt2(arguments.layers, arguments.width, arguments.heads, arguments.tokens)
    save(network.model(), arguments.output)
    print(f"{arguments.output}: {(network.bytes // 4) / 1e9:.2f} G parameters, none of them in a file")


if __name__ == "__main__":
    main()
