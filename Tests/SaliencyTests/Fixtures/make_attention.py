#!/usr/bin/env python3
"""Writes attention.json: attention rollout (Abnar and Zuidema 2020) of small networks, in float64 PyTorch in eval mode.

    python3 make_attention.py > attention.json        (needs torch)

The encoder layers are checked against `torch.nn.TransformerEncoderLayer` by the script of the sequence layers.
"""
import json, math, pathlib, sys
import torch
import torch.nn.functional as F

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "NetworksTests" / "Fixtures"))
import make_sequence_layers
from make_layers import DENSE, conv, numbers, td

torch.manual_seed(23)


class Reader(make_sequence_layers.Reader):
    """Keeps how much each step attends to each other one."""

    def __init__(self, lengths):
        super().__init__(False, lengths)
        self.attention = []

    def encoder_layer(self, x, o, path):
        y = super().encoder_layer(x, o, path)
        if o.get("normFirst", False):
            x = F.layer_norm(x, x.shape[2:], self.weights[path + "norm1.weight"], self.weights[path + "norm1.bias"])
        n, heads = self.lengths[0], o["heads"]
        q, k, _ = (v.view(n, heads, -1).transpose(0, 1) for v in
                   F.linear(x[0, :n], self.weights[path + "in_proj.weight"], self.weights[path + "in_proj.bias"]).chunk(3, 1))
        self.attention.append((q @ k.transpose(1, 2) / math.sqrt(q.shape[2])).softmax(-1).mean(0))
        return y

    def attentionOverTime(self, x, o, path):
        y = super().attentionOverTime(x, o, path)
        V, b = self.weights[path + "hidden.weight"], self.weights[path + "hidden.bias"]
        scores = torch.tanh(x[0, :self.lengths[0]] @ V.T + b) @ self.weights[path + "score.weight"].T
        self.attention.append(scores.softmax(0).T)
        return y


def case(name, layers, frames=1, length=None, height=6, width=6):
    x = torch.randn(1, frames, 1, height, width).float().double()
    length = length or frames
    reader = Reader([length])
    reader.sequence(layers, x, "")
    steps = reader.attention[-1].shape[1]
    R = torch.eye(steps)
    for A in reader.attention:
        R = (A if A.shape[0] == 1 else (A + torch.eye(steps)) / 2) @ R
        assert torch.allclose(R.sum(1), torch.ones(R.shape[0]))
    return {
        "name": name, "architecture": layers,
        "input": {"frames": frames, "height": height, "width": width, "channels": 1},
        "frames": numbers(x[0, :length].permute(0, 2, 3, 1)),
        "weights": {k: numbers(v) for k, v in {**reader.weights, **reader.running}.items()},
        "rollout": R.mean(0).tolist(),
    }


FRAMES = [td(conv(filters=4), "relu", "globalAveragePool"), {"dense": {"units": 6}}]
cases = [
    case("two layers of two heads", [*FRAMES, {"transformerEncoder": {"heads": 2, "units": 7, "layers": 2}}, "meanOverTime", DENSE], frames=5),
    case("normalization first, pooled by attention, padded",
         [*FRAMES, {"transformerEncoder": {"heads": 3, "units": 5, "normFirst": True, "activation": "gelu"}},
          {"attentionOverTime": {"units": 4}}, DENSE], frames=6, length=4),
    case("pooling alone, over rows", [conv(filters=3), "relu", {"readAsSequence": {"steps": "rows"}}, {"attentionOverTime": {"units": 5}}, DENSE]),
]
if __name__ == "__main__":
    json.dump(cases, sys.stdout, separators=(",", ":"))
