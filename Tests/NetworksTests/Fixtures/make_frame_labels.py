#!/usr/bin/env python3
"""Writes frame_labels.json: networks that answer for each frame, with losses per frame and gradients in float64 PyTorch.

    python3 make_frame_labels.py > frame_labels.json        (needs torch)

The loss is PyTorch's own over the frames of all sequences laid end to end; sequences are read alone, without padding or mask,
so the numbers say what a masked batch must give.
"""
import json, sys
import torch
import torch.nn.functional as F
from make_layers import conv, numbers, td
from make_sequence_layers import Reader

WEIGHTS = [0.5, 2.0, 1.25]


def case(name, layers, loss, lengths, weighted=False, frames=5, height=4, width=5):
    torch.manual_seed(len(name))
    batch = len(lengths)
    x = torch.randn(batch, frames, 1, height, width).float().double()
    infer = Reader(False, lengths)
    ends = infer.sequence(layers, x, "")
    before = {k: v.clone() for k, v in infer.running.items()}
    reader = Reader(True, lengths)
    reader.weights, reader.running = infer.weights, {k: v.clone() for k, v in before.items()}
    outputs = reader.sequence(layers, x, "")
    real = lambda y: torch.cat([y[b, :n] for b, n in enumerate(lengths)])
    logits, rows, classes = real(outputs), sum(lengths), outputs.shape[2]
    weight = torch.tensor(WEIGHTS, dtype=torch.float64) if weighted else None
    if loss == "binary":
        targets = (torch.rand(rows, classes) > 0.5).double()
        value = F.binary_cross_entropy_with_logits(logits, targets, weight=weight)
    else:
        labels = torch.randint(classes, (rows,))
        targets = F.one_hot(labels, classes).double()
        value = F.cross_entropy(logits, labels, weight=weight)
    gradients = torch.autograd.grad(value, list(reader.weights.values()))
    return {
        "name": name, "architecture": layers, "batch": batch, "lengths": lengths, "lossName": loss,
        "input": {"frames": frames, "height": height, "width": width, "channels": 1},
        "frames": numbers(x.permute(0, 1, 3, 4, 2)), "labels": [], "labelSmoothing": 0,
        "classWeights": WEIGHTS if weighted else None, "targets": numbers(targets), "loss": value.item(),
        "logits": numbers(logits), "inferLogits": numbers(real(ends)),
        "weights": {k: numbers(v) for k, v in {**reader.weights, **before}.items()},
        "gradients": {k: numbers(g) for k, g in zip(reader.weights, gradients)},
        "running": {k: numbers(v) for k, v in reader.running.items()},
    }


FRAMES = td(conv(filters=4), "relu", "globalAveragePool")
NORMALIZED = td(conv(filters=4, bias=False), "batchNormalization", "relu", "globalAveragePool")
def lstm(**o): return {"lstm": {"units": 6, "returns": "all", **o}}
LAST = td({"dense": {"units": 3}})

if __name__ == "__main__":
    json.dump([
        case("softmax, full sequences", [FRAMES, lstm(), LAST], "softmax", [5, 5]),
        case("softmax with class weights, sequences of different length",
             [FRAMES, lstm(bidirectional=True), LAST], "softmax", [3, 5, 1], weighted=True),
        case("binary, full sequences", [FRAMES, lstm(), LAST], "binary", [5, 5]),
        case("binary with weights, sequences of different length", [FRAMES, lstm(), LAST], "binary", [2, 5, 4], weighted=True),
        case("binary, normalized frames of different length",
             [NORMALIZED, lstm(bidirectional=True), LAST], "binary", [4, 1, 5]),
        case("softmax, gru, dense without time distribution",
             [FRAMES, {"gru": {"units": 5, "returns": "all"}}, {"dense": {"units": 3}}], "softmax", [1, 3]),
        case("binary, one frame", [FRAMES, lstm(), LAST], "binary", [1], frames=1),
    ], sys.stdout, separators=(",", ":"))
