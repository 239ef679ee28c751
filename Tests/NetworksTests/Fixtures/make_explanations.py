#!/usr/bin/env python3
"""Writes explanations.json: logits, tapped activations and gradients of chosen logits in float64 PyTorch, in eval mode.

    python3 make_explanations.py > explanations.json        (needs torch)

Each case backpropagates every class's logit of every sequence, summed with the weights in `logitGradient`.
"""
import json, sys
import torch
import make_sequence_layers
from make_layers import DENSE, conv, numbers, td

torch.manual_seed(11)


class Reader(make_sequence_layers.Reader):
    """Keeps what the named layers make."""

    def __init__(self, taps, lengths):
        super().__init__(False, lengths)
        self.taps, self.kept = taps, {}

    def dropout(self, x, o, path): return x

    # amax would share a gradient among equal numbers, such as the zeros of a ReLU; a pooling gives it to the first.
    def globalMaxPool(self, x, o, path): return self.one_map(x).flatten(2).max(2).values

    def sequence(self, layers, x, parent):
        kinds = [l if isinstance(l, str) else next(iter(l)) for l in layers]
        seen = {}
        for layer, kind in zip(layers, kinds):
            options = {} if isinstance(layer, str) else layer[kind]
            path = kind
            if kinds.count(kind) > 1:
                path = f"{kind}[{seen.get(kind, 0)}]"
                seen[kind] = seen.get(kind, 0) + 1
            x = getattr(self, kind)(x, options, parent + path + ".")
            if parent + path in self.taps:
                x.retain_grad()
                self.kept[parent + path] = x
        return x


def case(name, layers, taps, frames=1, height=6, width=6, channels=1, batch=2):
    x = torch.randn(batch, frames, channels, height, width).float().double().requires_grad_()
    reader = Reader(taps, [frames] * batch)
    logits = reader.sequence(layers, x, "")
    chosen = torch.randn(logits.shape).float().double()
    (logits * chosen).sum().backward()

    def by_sequence(t):
        """N·T·… with time folded in, if it is, to batch·…"""
        return t if t.shape[0] == batch else t.view(batch, frames, *t.shape[1:])

    return {
        "name": name, "architecture": layers, "batch": batch, "taps": taps,
        "input": {"frames": frames, "height": height, "width": width, "channels": channels},
        "frames": numbers(x.permute(0, 1, 3, 4, 2)), "logits": numbers(logits), "logitGradient": numbers(chosen),
        "weights": {k: numbers(v) for k, v in {**reader.weights, **reader.running}.items()},
        "activations": {k: numbers(by_sequence(v)) for k, v in reader.kept.items()},
        "gradients": {k: numbers(by_sequence(v.grad)) for k, v in reader.kept.items()},
        "inputGradient": numbers(x.grad.permute(0, 1, 3, 4, 2)),
    }


NORMAL = [conv(filters=5, bias=False), "batchNormalization", "relu"]
T = "timeDistributed"
cases = [
    case("map", [*NORMAL, {"maxPool": 2}, conv(filters=9), "relu", "globalAveragePool", DENSE],
         ["relu[0]", "relu[1]", "convolution[1]"], height=8, width=7, channels=2),
    case("every step of a normalized map", [*NORMAL, "globalMaxPool", DENSE], ["convolution", "batchNormalization", "relu"]),
    case("slices, LSTM, maximum", [td(*NORMAL, {"averagePool": 2}, conv(filters=8), "relu", "globalMaxPool"),
                                   {"lstm": {"units": 6, "returns": "all"}}, "maxOverTime", DENSE],
         [T + ".relu[1]", T, "lstm"], frames=5, height=8, width=8),
    case("both directions, attention", [td(*NORMAL, "globalAveragePool"), {"lstm": {"units": 4, "bidirectional": True, "returns": "all"}},
                                        {"attentionOverTime": {"units": 5}}, {"dropout": 0.5}, DENSE],
         [T + ".relu", T], frames=4),
    case("GRU with dropouts", [td(*NORMAL, "flatten"), {"gru": {"units": 4, "layers": 2, "dropout": 0.3, "recurrentDropout": 0.2, "bidirectional": True}}, DENSE],
         [T + ".batchNormalization", T], frames=3),
    case("transformer", [td(*NORMAL, "globalAveragePool"), {"positionalEncoding": {}}, {"dense": {"units": 6}},
                         {"transformerEncoder": {"heads": 2, "units": 7, "layers": 2}}, "meanOverTime", DENSE],
         [T + ".relu", T], frames=4),
    case("residual, tap inside", [conv(filters=4), "relu", {"residual": {"layers": [conv(filters=4), "relu", conv(filters=4)]}}, "relu",
                                  "globalAveragePool", DENSE], ["residual.relu", "residual", "relu[1]"]),
    case("rows", [conv(filters=3), "relu", {"readAsSequence": {}}, {"layerNormalization": {}}, {"lstm": {"units": 5}}, "batchNormalization",
                  "tanh", DENSE], ["relu", "readAsSequence"], height=5, width=4),
]
if __name__ == "__main__":
    json.dump(cases, sys.stdout, separators=(",", ":"))
