#!/usr/bin/env python3
"""Writes training_losses.json: ten losses of small TD-CNN-RNNs that Adam trains in float64 PyTorch.

    python3 make_training_losses.py > training_losses.json        (needs torch)
"""
import json, sys
import torch
import torch.nn.functional as F
from make_layers import DENSE, conv, td
from make_sequence_layers import RAGGED, Reader, case, gru, lstm

RATE, STEPS = 1e-2, 10


def trained(name, layers, **options):
    result = case(name, layers, **options)
    values = lambda n: torch.tensor(n["values"]).double().view(n["shape"])
    reader = Reader(True, result["lengths"])
    for key, value in result["weights"].items():
        if key.split(".")[-1].startswith("running_"): reader.running[key] = values(value)
        else: reader.weights[key] = values(value).requires_grad_()
    x = values(result["frames"]).permute(0, 1, 4, 2, 3)
    optimizer = torch.optim.Adam(reader.weights.values(), lr=RATE)
    losses = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        reader.lengths = result["lengths"]
        loss = F.cross_entropy(reader.sequence(layers, x, ""), torch.tensor(result["labels"]))
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return {**result, "learningRate": RATE, "losses": losses}


def block(filters): return [conv(filters=filters, bias=False), "batchNormalization", "relu", {"maxPool": 2}]

torch.manual_seed(13)
cases = [
    trained("TD-CNN-LSTM", [td(*block(8), *block(16), "globalAveragePool"), lstm(8), DENSE], frames=5, height=12, width=12, channels=1, batch=4),
    trained("TD-CNN-GRU both ways, sequences of different length",
            [td(*block(6), "globalAveragePool"), gru(5, bidirectional=True, returns="mean"), "layerNormalization", DENSE], height=8, width=6, **RAGGED),
]
json.dump(cases, sys.stdout, separators=(",", ":"))
