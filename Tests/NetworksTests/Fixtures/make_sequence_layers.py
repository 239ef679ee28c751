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

    def flatten(self, x, o, path):
        # What is missing counts as zeros: the vector has the length of a full sequence.
        return super().flatten(self.alone(x, lambda x, b: x) if x.dim() == 3 else x, o, path)

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


    def residual(self, x, o, path): return x + self.sequence(o["layers"], x, path)

    def parallel(self, x, o, path):
        return torch.cat([self.sequence(b, x, f"{path}branches[{i}].") for i, b in enumerate(o["branches"])], -1)

    def readAsVolume(self, x, o, path): return x.transpose(1, 2)

    def globalAveragePool(self, x, o, path): return x.mean((2, 3, 4) if x.dim() == 5 else (2, 3))

    def attentionOverTime(self, x, o, path):
        V, b = self.weight(path + "hidden.weight", o["units"], x.shape[2]), self.weight(path + "hidden.bias", o["units"])
        w = self.weight(path + "score.weight", 1, o["units"])
        return self.alone(x, lambda x, _: ((torch.tanh(x @ V.T + b) @ w.T).softmax(1) * x).sum(1))

    def positionalEncoding(self, x, o, path):
        T, width = x.shape[1:]
        if o.get("learnt", False): return x + self.weight(path + "weight", T, width)
        places = torch.arange(T, dtype=torch.float64)[:, None]
        angles = places * torch.exp(torch.arange(0, width, 2) * (-math.log(10000.0) / width))
        waves = torch.zeros(T, width)
        waves[:, 0::2], waves[:, 1::2] = torch.sin(angles), torch.cos(angles)[:, :width // 2]
        return x + waves

    def transformerEncoder(self, x, o, path):
        width = x.shape[2]
        for layer in range(o.get("layers", 1)):
            x = self.encoder_layer(x, o, f"{path}layers.{layer}.")
        return x

    def encoder_layer(self, x, o, path):
        B, T, width = x.shape
        heads, rate = o["heads"], o.get("dropout", 0.1)
        shapes = {"in_proj": (3 * width, width), "out_proj": (width, width), "linear1": (o["units"], width), "linear2": (width, o["units"])}
        p = {}
        for name, shape in shapes.items():
            p[name + ".weight"], p[name + ".bias"] = self.weight(f"{path}{name}.weight", *shape), self.weight(f"{path}{name}.bias", shape[0])
        for name in ["norm1", "norm2"]:
            p[name + ".weight"], p[name + ".bias"] = self.weight(f"{path}{name}.weight", width, positive=True), self.weight(f"{path}{name}.bias", width)
        drops = [self.mask(rate, s) for s in [(B, heads, T, T), (T, B, width), (T, B, o["units"]), (T, B, width)]]
        act = F.gelu if o.get("activation") == "gelu" else F.relu
        def run(x, b):
            n = x.shape[1]
            linear = lambda x, name: F.linear(x, p[name + ".weight"], p[name + ".bias"])
            norm = lambda x, name: F.layer_norm(x, (width,), p[name + ".weight"], p[name + ".bias"])
            drop = lambda x, which: x * drops[which][:n, b]
            def attention(x):
                q, k, v = (y.view(n, heads, -1).transpose(0, 1) for y in linear(x[0], "in_proj").chunk(3, 1))
                weights = (q @ k.transpose(1, 2) / math.sqrt(width / heads)).softmax(-1) * drops[0][b, :, :n, :n]
                return drop(linear((weights @ v).transpose(0, 1).reshape(n, width), "out_proj"), 1)[None]
            def feed(x): return drop(linear(drop(act(linear(x, "linear1")), 2), "linear2"), 3)
            if o.get("normFirst", False):
                y = x + attention(norm(x, "norm1"))
                y = y + feed(norm(y, "norm2"))
            else:
                y = norm(x + attention(x), "norm1")
                y = norm(y + feed(y), "norm2")
            if rate == 0 or not self.training: self.check_encoder(o, p, x, y)
            return y
        return self.alone(x, run)

    def check_encoder(self, o, p, x, y):
        """The equations above against torch.nn.TransformerEncoderLayer itself."""
        twin = torch.nn.TransformerEncoderLayer(
            x.shape[2], o["heads"], o["units"], 0.0, o.get("activation", "relu"), batch_first=True, norm_first=o.get("normFirst", False))
        names = {"self_attn.in_proj_weight": "in_proj.weight", "self_attn.in_proj_bias": "in_proj.bias",
                 "self_attn.out_proj.weight": "out_proj.weight", "self_attn.out_proj.bias": "out_proj.bias"}
        twin.load_state_dict({k: p[names.get(k, k)].detach() for k in twin.state_dict()})
        assert torch.allclose(twin(x), y)

    def convolution1D(self, x, o, path):
        k, s, d, padding = o.get("kernel", 3), o.get("stride", 1), o.get("dilation", 1), o.get("padding", "same")
        w = self.weight(path + "weight", o["filters"], x.shape[2], k)
        b = self.weight(path + "bias", o["filters"]) if o.get("bias", True) else None
        reach = (k - 1) * d + 1
        def run(x, _):
            n = x.shape[1]
            if padding == "same":
                total = max((math.ceil(n / s) - 1) * s + reach - n, 0)
                pads = (total // 2, total - total // 2)
            else:
                pads = (0, 0) if padding == "valid" else (padding, padding)
            return F.conv1d(F.pad(x.transpose(1, 2), pads), w, b, s, 0, d).transpose(1, 2)
        lengths, y = self.lengths, self.alone(x, run)
        self.lengths = [run(x[i:i + 1, :n], i).shape[1] for i, n in enumerate(lengths)]
        return y


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
def encoder(heads=2, units=7, dropout=0, **o): return {"transformerEncoder": {"heads": heads, "units": units, "dropout": dropout, **o}}
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
    case("batch normalization of padded frames", [td(conv(filters=5, bias=False), "batchNormalization", "relu", conv(filters=4), {"batchNormalization": {"momentum": 0.3}}, "globalAveragePool"), lstm(), DENSE], **RAGGED),
    case("batch normalization and pooling of padded frames", [td(conv(filters=5, bias=False), "batchNormalization", "relu", {"maxPool": 2}, "globalAveragePool"), gru(bidirectional=True), DENSE], height=5, width=4, **RAGGED),
    case("batch normalization of padded inputs and vectors", [td("batchNormalization", "relu", conv(filters=4), "globalAveragePool", "batchNormalization"), "meanOverTime", DENSE], **RAGGED),
    case("flatten a padded sequence", [FRAMES, lstm(3, returns="all"), "flatten", DENSE], **RAGGED),
    case("attention over time", [FRAMES, lstm(returns="all"), {"attentionOverTime": {"units": 6}}, DENSE]),
    case("attention over time, one step", [td(conv(filters=4), "globalAveragePool"), {"attentionOverTime": {"units": 1}}, DENSE], frames=1, lengths=[1, 1]),
    case("attention over time, sequences of different length", [FRAMES, gru(returns="all"), {"attentionOverTime": {"units": 3}}, DENSE], **RAGGED),
    case("attention over time of the first features", [FRAMES, {"attentionOverTime": {"units": 3}}, DENSE], **RAGGED),
    case("positional encodings", [FRAMES, "positionalEncoding", {"dense": {"units": 5}}, "tanh", {"positionalEncoding": {"learnt": True}}, "positionalEncoding", lstm(), DENSE]),
    case("learnt positions, sequences of different length", [FRAMES, {"positionalEncoding": {"learnt": True}}, "maxOverTime", DENSE], **RAGGED),
    case("transformer encoder", [FRAMES, encoder(), "meanOverTime", DENSE]),
    case("transformer encoder, normalization first, gelu", [FRAMES, encoder(normFirst=True, activation="gelu", heads=1), "layerNormalization", "meanOverTime", DENSE]),
    case("transformer encoder, two layers", [FRAMES, "positionalEncoding", encoder(layers=2, heads=4), "maxOverTime", DENSE]),
    case("transformer encoder with dropout", [FRAMES, encoder(layers=2, dropout=0.3), "meanOverTime", DENSE]),
    case("transformer encoder, one step, one sample", [FRAMES, encoder(), "meanOverTime", DENSE], frames=1, lengths=[1]),
    case("transformer encoder, sequences of different length", [FRAMES, encoder(layers=2), "meanOverTime", DENSE], **RAGGED),
    case("transformer encoder, normalization first, dropout, sequences of different length", [FRAMES, "positionalEncoding", encoder(normFirst=True, dropout=0.2), {"attentionOverTime": {"units": 3}}, DENSE], **RAGGED),
    case("convolution over time", [FRAMES, {"convolution1D": {"filters": 5}}, "tanh", {"convolution1D": {"filters": 3, "kernel": 2, "padding": "valid", "bias": False}}, lstm(), DENSE]),
    case("convolution over time, stride and dilation", [FRAMES, {"convolution1D": {"filters": 5, "stride": 2, "kernel": 4}}, {"convolution1D": {"filters": 4, "dilation": 2, "padding": 2}}, "meanOverTime", DENSE], frames=9),
    case("convolution over time, one step", [FRAMES, {"convolution1D": {"filters": 3}}, "meanOverTime", DENSE], frames=1, lengths=[1]),
    case("convolution over time, sequences of different length", [FRAMES, {"convolution1D": {"filters": 5}}, "tanh", {"convolution1D": {"filters": 4, "dilation": 2}}, gru(bidirectional=True), DENSE], **RAGGED),
    case("strided convolution over time, sequences of different length", [FRAMES, {"convolution1D": {"filters": 5, "stride": 2, "kernel": 4}}, "relu", lstm(bidirectional=True), DENSE], **RAGGED),
    case("valid convolution over time, sequences of different length", [FRAMES, {"convolution1D": {"filters": 5, "padding": "valid"}}, "maxOverTime", DENSE], frames=6, lengths=[4, 6, 3]),
    case("branches over padded sequences",
         [FRAMES, {"residual": {"layers": [gru(4, returns="all")]}}, {"parallel": {"branches": [["meanOverTime"], [lstm(3, bidirectional=True)], ["maxOverTime"]]}}, DENSE], **RAGGED),
    case("padded frames as a volume", [td(conv(filters=3), "tanh"), "readAsVolume", "globalAveragePool", DENSE], **RAGGED),
]
if __name__ == "__main__":
    json.dump(cases, sys.stdout, separators=(",", ":"))
