#!/usr/bin/env python3
"""Writes sequence_layers.json: sequence layers with outputs, losses and gradients in float64 PyTorch.

    python3 make_sequence_layers.py > sequence_layers.json        (needs torch)

A case may have sequences of different length. Whatever reads over time then runs over each sequence alone, without any
padding or mask, so the numbers say what a masked batch must give.
"""
import json, math, sys
import torch
import torch.nn.functional as F
import make_layers
from make_layers import DENSE, conv, numbers, td


def hashed(count, rate, stream, seed=0):
    """What Cine keeps: a hash of seed and place (dropout.c), scaled."""
    seed = (seed + stream * 0x9E3779B97F4A7C15) % 2**64
    low, high, keep = seed % 2**32, seed >> 32, []
    def scrambled(x):
        x ^= x >> 16
        x = x * 0x7FEB352D % 2**32
        x ^= x >> 15
        x = x * 0x846CA68B % 2**32
        return x ^ x >> 16
    threshold = int(torch.tensor(rate).float().double().item() * 2**32)
    for place in range(count):
        keep.append(1.0 if scrambled((scrambled(place ^ low) + high) % 2**32) >= threshold else 0.0)
    return torch.tensor(keep) / (1 - rate)


class Reader(make_layers.Reader):
    def __init__(self, training, lengths):
        super().__init__(training)
        self.lengths, self.streams = lengths, 0

    def mask(self, rate, shape):
        """A drawn mask, all ones outside of training; each gets the next stream."""
        if not self.training or rate == 0: return torch.ones(shape)
        self.streams += 1
        return hashed(math.prod(shape), rate, self.streams).view(shape)

    def dropped(self, x, rate):
        """x is B,T,F; Cine numbers places as T,B,F."""
        if not self.training or rate == 0: return x
        return x * self.mask(rate, (x.shape[1], x.shape[0], x.shape[2])).transpose(0, 1)

    def alone(self, x, function):
        """`function` over each sequence without its padding; sequences that come out are padded with zeros again."""
        outs = [function(x[b:b + 1, :n], b) for b, n in enumerate(self.lengths)]
        if outs[0].dim() == 3:
            steps = max(o.shape[1] for o in outs)
            outs = [F.pad(o, (0, 0, 0, steps - o.shape[1])) for o in outs]
        return torch.cat(outs)

    def timeDistributed(self, x, o, path):
        real = torch.arange(x.shape[1])[None] < torch.tensor(self.lengths)[:, None]
        y = self.sequence(o["layers"], x[real], path)
        padded = torch.zeros(*x.shape[:2], *y.shape[1:])
        return padded.index_put((real,), y)

    def readAsSequence(self, x, o, path):
        y = super().readAsSequence(x, o, path)
        self.lengths = [y.shape[1]] * y.shape[0]
        return y

    def meanOverTime(self, x, o, path): return self.alone(x, lambda x, b: x.mean(1))
    def maxOverTime(self, x, o, path): return self.alone(x, lambda x, b: x.max(1).values)

    def layerNormalization(self, x, o, path):
        w, b = self.weight(path + "weight", x.shape[-1], positive=True), self.weight(path + "bias", x.shape[-1])
        return F.layer_norm(x, x.shape[-1:], w, b, o.get("epsilon", 1e-5))

    def lstm(self, x, o, path):
        act = torch.relu if o.get("activation") == "relu" else torch.tanh
        def weights(suffix, inputs):
            return [self.weight(path + n + suffix, *s) for n, s in
                    [("weight_ih", (4 * o["units"], inputs)), ("weight_hh", (4 * o["units"], o["units"])), ("bias", (4 * o["units"],))]]
        def cell(w, x, h, c, mask):
            i, f, g, z = (x @ w[0].T + (h * mask) @ w[1].T + w[2]).chunk(4, 1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * act(g)
            return torch.sigmoid(z) * act(c), c
        return self.recurrent(x, o, weights, cell)

    def gru(self, x, o, path):
        def weights(suffix, inputs):
            return [self.weight(path + n + suffix, *s) for n, s in
                    [("weight_ih", (3 * o["units"], inputs)), ("weight_hh", (3 * o["units"], o["units"])),
                     ("bias_ih", (3 * o["units"],)), ("bias_hh", (3 * o["units"],))]]
        def cell(w, x, h, c, mask):
            if self.check_torch:
                twin = torch.nn.GRUCell(x.shape[1], h.shape[1])
                for p, v in zip((twin.weight_ih, twin.weight_hh, twin.bias_ih, twin.bias_hh), w): p.data = v.detach()
                assert torch.allclose(twin(x, h), self.gru_cell(w, x, h, mask * 0 + 1))
            return self.gru_cell(w, x, h, mask), c
        return self.recurrent(x, o, weights, cell)

    check_torch = True

    def gru_cell(self, w, x, h, mask):
        xr, xz, xn = (x @ w[0].T + w[2]).chunk(3, 1)
        hr, hz, hn = ((h * mask) @ w[1].T + w[3]).chunk(3, 1)
        r, z = torch.sigmoid(xr + hr), torch.sigmoid(xz + hz)
        return (1 - z) * torch.tanh(xn + r * hn) + z * h

    def recurrent(self, x, o, weights, cell):
        H, B = o["units"], x.shape[0]
        ways = ["", "_reverse"] if o.get("bidirectional", False) else [""]
        for layer in range(o.get("layers", 1)):
            if layer > 0: x = self.dropped(x, o.get("dropout", 0))
            w = [weights(("" if layer == 0 else f"_l{layer}") + way, x.shape[2]) for way in ways]
            masks = [self.mask(o.get("recurrentDropout", 0), (B, H)) for _ in ways]
            def run(x, b):
                outs = []
                for way in range(len(ways)):
                    h = c = torch.zeros(1, H)
                    states = [None] * x.shape[1]
                    for t in (range(x.shape[1]) if way == 0 else reversed(range(x.shape[1]))):
                        h, c = cell(w[way], x[:, t], h, c, masks[way][b:b + 1])
                        states[t] = h
                    outs.append(torch.stack(states, 1))
                return torch.cat(outs, -1)
            x = self.alone(x, run)
        returns = o.get("returns", "last")
        if returns == "all": return x
        if returns == "mean": return self.meanOverTime(x, {}, "")
        if returns == "max": return self.maxOverTime(x, {}, "")
        return torch.cat([self.alone(x, lambda x, b: x[:, -1])[:, :H], x[:, 0, H:]], -1)


def case(name, layers, frames=4, height=3, width=3, channels=2, batch=3, lengths=None):
    lengths = lengths or [frames] * batch
    batch = len(lengths)
    x = torch.randn(batch, frames, channels, height, width).float().double()
    for b, n in enumerate(lengths): x[b, n:] = 0
    reader = Reader(False, lengths)
    infer = reader.sequence(layers, x, "")
    before = {k: v.clone() for k, v in reader.running.items()}
    train = Reader(True, lengths)
    train.weights, train.running = reader.weights, {k: v.clone() for k, v in before.items()}
    logits = train.sequence(layers, x, "")
    labels = torch.tensor([i % logits.shape[1] for i in range(batch)])
    loss = F.cross_entropy(logits, labels)
    gradients = torch.autograd.grad(loss, list(train.weights.values()))
    return {
        "name": name, "architecture": layers, "batch": batch, "lengths": lengths,
        "input": {"frames": frames, "height": height, "width": width, "channels": channels},
        "frames": numbers(x.permute(0, 1, 3, 4, 2)), "labels": labels.tolist(), "classWeights": None,
        "labelSmoothing": 0, "loss": loss.item(), "logits": numbers(logits), "inferLogits": numbers(infer),
        "weights": {k: numbers(v) for k, v in {**train.weights, **before}.items()},
        "gradients": {k: numbers(g) for k, g in zip(train.weights, gradients)},
        "running": {k: numbers(v) for k, v in train.running.items()},
    }


def lstm(units=5, **o): return {"lstm": {"units": units, **o}}
def gru(units=5, **o): return {"gru": {"units": units, **o}}

torch.manual_seed(11)
FRAMES = td(conv(filters=4), "tanh", "globalAveragePool")
RAGGED = dict(frames=6, lengths=[4, 6, 1, 3])

cases = [
    case("layer normalization of a vector", ["flatten", {"dense": {"units": 7}}, "layerNormalization", DENSE], frames=1),
    case("layer normalization of a sequence", [FRAMES, {"layerNormalization": {"epsilon": 1e-3}}, lstm(), DENSE]),
    case("layer normalization, sequences of different length", [FRAMES, "layerNormalization", "meanOverTime", DENSE], **RAGGED),
    case("gru", [FRAMES, gru(), DENSE]),
    case("gru, all steps, mean", [FRAMES, gru(returns="all"), "meanOverTime", DENSE]),
    case("gru in both directions", [FRAMES, gru(bidirectional=True), DENSE]),
    case("gru, one step, one sample, one feature", [td(conv(filters=1), "globalAveragePool"), gru(1), DENSE], frames=1, lengths=[1]),
    case("gru, stacked in both directions", [FRAMES, gru(3, layers=3, bidirectional=True, returns="max"), DENSE]),
    case("gru, both dropouts", [FRAMES, gru(6, layers=2, dropout=0.3, recurrentDropout=0.4, bidirectional=True), DENSE]),
    case("gru after gru", [FRAMES, gru(4, returns="all"), gru(3), DENSE]),
    case("lstm, stacked", [FRAMES, lstm(layers=2), DENSE]),
    case("lstm, stacked in both directions with dropout", [FRAMES, lstm(4, layers=2, bidirectional=True, dropout=0.25, returns="mean"), DENSE]),
    case("lstm with a relu", [FRAMES, lstm(activation="relu"), DENSE]),
    case("lstm with a relu in both directions", [FRAMES, lstm(activation="relu", bidirectional=True, returns="max"), DENSE]),
    case("lstm with dropout of the state", [FRAMES, lstm(6, recurrentDropout=0.4), DENSE]),
    case("lstm with a relu over rows", [conv(filters=3), "readAsSequence", lstm(activation="relu"), DENSE], frames=1, height=5),
] + [
    case(f"{name}, {returns}, sequences of different length", [FRAMES, layer(returns=returns, **o), DENSE], **RAGGED)
    for name, layer, o in [
        ("lstm", lstm, {}), ("lstm both ways", lstm, {"bidirectional": True}),
        ("relu lstm both ways", lstm, {"bidirectional": True, "activation": "relu"}),
        ("gru", gru, {}), ("gru both ways", gru, {"bidirectional": True}),
        ("stacked lstm both ways", lstm, {"bidirectional": True, "layers": 2}),
        ("stacked gru both ways", gru, {"bidirectional": True, "layers": 2}),
    ] for returns in ["last", "mean", "max"]
] + [
    case("lstm and gru, all steps, sequences of different length",
         [FRAMES, lstm(4, returns="all", bidirectional=True), {"dense": {"units": 5}}, "tanh", gru(3, returns="all", bidirectional=True), lstm(4), DENSE], **RAGGED),
    case("mean over time, sequences of different length", [FRAMES, "meanOverTime", DENSE], **RAGGED),
    case("maximum over time, sequences of different length", [FRAMES, "maxOverTime", DENSE], **RAGGED),
    case("dropout of the state, sequences of different length", [FRAMES, lstm(4, recurrentDropout=0.3, bidirectional=True), DENSE], **RAGGED),
]
if __name__ == "__main__":
    json.dump(cases, sys.stdout, separators=(",", ":"))
