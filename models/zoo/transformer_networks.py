"""BERT, DistilBERT and GPT-2 of the transformers package with random weights."""

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel, DistilBertConfig, DistilBertModel, GPT2Config, GPT2LMHeadModel

from zoo.exporting import export, seeded

BERT_TINY = dict(hidden_size=128, num_hidden_layers=2, num_attention_heads=2, intermediate_size=512)
GPT2_TINY = dict(vocab_size=5000, n_positions=128, n_embd=256, n_layer=2, n_head=4)


def make(name: str, folder: Path) -> None:
    if name.startswith("bert"):
        sizes = BERT_TINY if "tiny" in name else {}
        attention = "sdpa" if name.endswith(("sdpa", "op23")) else "eager"
        network = seeded(lambda: BertModel(BertConfig(**sizes, attn_implementation=attention)))
        inputs, outputs = ["input_ids", "attention_mask", "token_type_ids"], ["last_hidden_state", "pooler_output"]
    elif name.startswith("distilbert"):
        network = seeded(lambda: DistilBertModel(DistilBertConfig(attn_implementation="eager")))
        inputs, outputs = ["input_ids", "attention_mask"], ["last_hidden_state"]
    else:
        sizes = GPT2_TINY if "tiny" in name else {}
        network = seeded(lambda: GPT2LMHeadModel(GPT2Config(**sizes, attn_implementation="eager", use_cache=False)))
        inputs, outputs = ["input_ids", "attention_mask"], ["logits"]
    vocabulary = network.config.vocab_size
    length = 128 if "bert" in name else 32
    sequences = [tokens(1, [length], vocabulary), tokens(2, [length // 2, length // 3], vocabulary)]
    data_sets = [{key: sequence[key] for key in inputs} for sequence in sequences]
    opset, dynamo = OPSETS[name]
    export(Outputs(network, outputs), data_sets, outputs, folder, opset, dynamo, axes=("batch", "seq"))


# Opset and whether the dynamo exporter writes it.
OPSETS = {
    "bert_base_128": (14, False),
    "bert_tiny": (14, False),
    "bert_tiny_dynamo": (20, True),
    "bert_tiny_dynamo_op23": (23, True),
    "bert_tiny_sdpa": (17, False),
    "distilbert_base": (17, False),
    "gpt2": (17, False),
    "gpt2_tiny": (17, False),
    "gpt2_tiny_dynamo": (18, True),
}


class Outputs(nn.Module):
    """A network of transformers as a function from tensors to tensors."""

    def __init__(self, network: nn.Module, outputs: list[str]):
        super().__init__()
        self.network, self.outputs = network, outputs

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor | None = None
    ) -> tuple[Tensor, ...]:
        segments = {} if token_type_ids is None else {"token_type_ids": token_type_ids}
        result = self.network(input_ids=input_ids, attention_mask=attention_mask, **segments)
        return tuple(result[name] for name in self.outputs)


def tokens(seed: int, lengths: list[int], vocabulary: int) -> dict[str, Tensor]:
    """Random word pieces, padded with zeros to the longest sequence."""
    generator = torch.Generator().manual_seed(seed)
    ids = torch.zeros(len(lengths), max(lengths), dtype=torch.int64)
    mask = torch.zeros_like(ids)
    for row, length in enumerate(lengths):
        ids[row, :length] = torch.randint(1, vocabulary, (length,), generator=generator)
        mask[row, :length] = 1
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": torch.zeros_like(ids)}
