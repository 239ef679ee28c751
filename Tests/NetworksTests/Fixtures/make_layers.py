#!/usr/bin/env python3
"""Writes layers.json: small networks with their outputs, losses and gradients in float64 PyTorch.

    python3 make_layers.py > layers.json        (needs torch)

Each case is an architecture as Cine spells it; `forward` below is an independent reading of the same spelling.
"""
import json, math, sys
import torch
import torch.nn.functional as F

torch.manual_seed(7)
torch.set_default_dtype(torch.float64)


class Reader:
    """Runs an architecture; makes its weights the first time it meets them."""

    def __init__(self, training):
        self.weights, self.running, self.training = {}, {}, training

    def weight(self, name, *shape, positive=False):
        if name not in self.weights:
            value = torch.rand(shape) + 0.5 if positive else torch.randn(shape) * 0.4
            self.weights[name] = value.float().double().requires_grad_()
        return self.weights[name]

    def statistic(self, name, count, positive=False):
        if name not in self.running:
            value = torch.rand(count) + 0.5 if positive else torch.randn(count) * 0.2
            self.running[name] = value.float().double()
        return self.running[name]

    def sequence(self, layers, x, parent):
        kinds = [l if isinstance(l, str) else next(iter(l)) for l in layers]
        seen = {}
        for layer, kind in zip(layers, kinds):
            options = {} if isinstance(layer, str) else layer[kind]
            path = kind
            if isinstance(options, dict) and "name" in options:
                path = options["name"]
            elif kinds.count(kind) > 1:
                path = f"{kind}[{seen.get(kind, 0)}]"
                seen[kind] = seen.get(kind, 0) + 1
            x = getattr(self, kind)(x, options, parent + path + ".")
        return x

    # x is B,T,C,H,W (frames), B,C,H,W (map), B,T,F (sequence) or B,F (vector)
    def one_map(self, x):
        return x[:, 0] if x.dim() == 5 else x

    def window(self, x, size, stride, padding, value):
        size, stride = pair(size), pair(stride)
        if padding == "valid":
            pads = [(0, 0), (0, 0)]
        elif padding == "same":
            pads = []
            for n, k, s in zip(x.shape[-2:], size, stride):
                total = max((math.ceil(n / s) - 1) * s + k - n, 0)
                pads.append((total // 2, total - total // 2))
        else:
            pads = [(p, p) for p in pair(padding)]
        return F.pad(x, (*pads[1], *pads[0]), value=value), size, stride

    def convolution(self, x, o, path):
        x = self.one_map(x)
        kernel = pair(o.get("kernel", 3))
        w = self.weight(path + "weight", o["filters"], x.shape[1], *kernel)
        b = self.weight(path + "bias", o["filters"]) if o.get("bias", True) else None
        x, _, stride = self.window(x, kernel, o.get("stride", 1), o.get("padding", "same"), 0)
        return F.conv2d(x, w, b, stride)

    def batchNormalization(self, x, o, path):
        x = self.one_map(x)
        c = x.shape[1]
        w, b = self.weight(path + "weight", c, positive=True), self.weight(path + "bias", c)
        mean, var = self.statistic(path + "running_mean", c), self.statistic(path + "running_var", c, positive=True)
        return F.batch_norm(x, mean, var, w, b, self.training, o.get("momentum", 0.1), o.get("epsilon", 1e-5))

    def relu(self, x, o, path): return F.relu(x)
    def leakyRelu(self, x, o, path): return F.leaky_relu(x, o.get("slope", 0.01))
    def tanh(self, x, o, path): return torch.tanh(x)
    def sigmoid(self, x, o, path): return torch.sigmoid(x)
    def gelu(self, x, o, path): return F.gelu(x)

    def pooling(self, o):
        o = o if isinstance(o, dict) else {"size": o}
        size = o.get("size", 2)
        return size, o.get("stride", size), o.get("padding", "valid")

    def maxPool(self, x, o, path):
        x, size, stride = self.window(self.one_map(x), *self.pooling(o), -math.inf)
        return F.max_pool2d(x, size, stride)

    def averagePool(self, x, o, path):
        x = self.one_map(x)
        ones, _, _ = self.window(torch.ones_like(x), *self.pooling(o), 0)
        x, size, stride = self.window(x, *self.pooling(o), 0)
        return F.avg_pool2d(x, size, stride) / F.avg_pool2d(ones, size, stride)

    def globalAveragePool(self, x, o, path): return self.one_map(x).mean((2, 3))
    def globalMaxPool(self, x, o, path): return self.one_map(x).amax((2, 3))
    def flatten(self, x, o, path): return self.one_map(x).flatten(1)
    def meanOverTime(self, x, o, path): return x.mean(1)
    def maxOverTime(self, x, o, path): return x.max(1).values

    def dense(self, x, o, path):
        w = self.weight(path + "weight", o["units"], x.shape[-1])
        b = self.weight(path + "bias", o["units"]) if o.get("bias", True) else None
        return F.linear(x, w, b)

    def lstm(self, x, o, path):
        H, both = o["units"], o.get("bidirectional", False)
        outs = []
        for suffix in ["", "_reverse"] if both else [""]:
            wi = self.weight(path + "weight_ih" + suffix, 4 * H, x.shape[2])
            wh = self.weight(path + "weight_hh" + suffix, 4 * H, H)
            b = self.weight(path + "bias" + suffix, 4 * H)
            h = c = torch.zeros(x.shape[0], H)
            states = [None] * x.shape[1]
            for t in (range(x.shape[1]) if suffix == "" else reversed(range(x.shape[1]))):
                i, f, g, z = (x[:, t] @ wi.T + h @ wh.T + b).chunk(4, 1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(z) * torch.tanh(c)
                states[t] = h
            outs.append(torch.stack(states, 1) if o.get("returns", "last") == "all" else h)
        return torch.cat(outs, -1)

    def readAsSequence(self, x, o, path):
        x = self.one_map(x)
        steps = o.get("steps", "rows")
        if steps == "rows": return x.permute(0, 2, 1, 3).flatten(2)
        if steps == "columns": return x.permute(0, 3, 1, 2).flatten(2)
        return x.permute(0, 2, 3, 1).flatten(1, 2)

    def timeDistributed(self, x, o, path):
        B, T = x.shape[:2]
        # Cine numbers the folded batch t·B + b; batch statistics do not depend on the order.
        y = self.sequence(o["layers"], x.flatten(0, 1), path)
        return y.view(B, T, *y.shape[1:])


def pair(v): return list(v) if isinstance(v, (list, tuple)) else [v, v]


def numbers(t): return {"shape": list(t.shape), "values": [float(v) for v in t.detach().float().flatten()]}


def case(name, layers, frames=1, height=6, width=6, channels=1, batch=3, class_weights=None, smoothing=0.0):
    x = torch.randn(batch, frames, channels, height, width).float().double()
    reader = Reader(training=True)
    logits = reader.sequence(layers, x, "")
    classes = logits.shape[1]
    labels = torch.tensor([i % classes for i in range(batch)])
    # The statistics before the step, drawn by a second reader with the same weights.
    infer = Reader(training=False)
    infer.weights = reader.weights
    expected_infer = infer.sequence(layers, x, "")
    before = {k: v.clone() for k, v in infer.running.items()}
    reader = Reader(training=True)
    reader.weights, reader.running = infer.weights, {k: v.clone() for k, v in before.items()}
    logits = reader.sequence(layers, x, "")
    loss = F.cross_entropy(logits, labels, None if class_weights is None else torch.tensor(class_weights),
                           label_smoothing=smoothing)
    gradients = torch.autograd.grad(loss, list(reader.weights.values()))
    return {
        "name": name, "architecture": layers, "batch": batch,
        "input": {"frames": frames, "height": height, "width": width, "channels": channels},
        "frames": numbers(x.permute(0, 1, 3, 4, 2)), "labels": labels.tolist(), "classWeights": class_weights,
        "labelSmoothing": smoothing, "loss": loss.item(), "logits": numbers(logits), "inferLogits": numbers(expected_infer),
        "weights": {k: numbers(v) for k, v in {**reader.weights, **before}.items()},
        "gradients": {k: numbers(g) for k, g in zip(reader.weights, gradients)},
        "running": {k: numbers(v) for k, v in reader.running.items()},
    }


def conv(**o): return {"convolution": o}
def td(*layers): return {"timeDistributed": {"axis": "slices", "layers": list(layers)}}
DENSE = {"dense": {"units": 3}}
HEAD = ["globalAveragePool", DENSE]

cases = [
    case("convolution same", [conv(filters=5), *HEAD], channels=3, height=7, width=5),
    case("convolution rectangular", [conv(filters=4, kernel=[3, 5], padding="valid", bias=False), *HEAD], channels=2, height=7, width=8),
    case("convolution strided same, odd map", [conv(filters=9, stride=2), conv(filters=8, kernel=1), *HEAD], height=7, width=9),
    case("convolution strided same, even map", [conv(filters=3, stride=2), conv(filters=6, kernel=2), *HEAD], height=8, width=8),
    case("convolution explicit padding", [conv(filters=16, kernel=5, padding=[1, 3], stride=[1, 2]), conv(filters=4, padding=0), *HEAD], channels=2, height=9, width=7),
    case("convolution and relu", [conv(filters=8), "relu", conv(filters=8), "relu", {"maxPool": 2}, *HEAD], height=7, width=7),
    case("convolution, batch normalization, relu, pooling on odd maps",
         [conv(filters=5, bias=False), "batchNormalization", "relu", {"maxPool": 2}, conv(filters=16, bias=False), "batchNormalization", "relu", {"maxPool": 2}, *HEAD], height=11, width=13),
    case("batch normalization alone", [conv(filters=6), {"batchNormalization": {"momentum": 0.3, "epsilon": 1e-3}}, *HEAD]),
    case("batch normalization and pooling", [conv(filters=8), "batchNormalization", {"maxPool": 2}, *HEAD], height=7, width=6),
    case("batch normalization and relu", [conv(filters=8), "batchNormalization", "relu", conv(filters=8), *HEAD], height=5, width=6),
    case("batch normalization of the input and of vectors", ["batchNormalization", conv(filters=4), "globalAveragePool", "batchNormalization", DENSE], channels=2, batch=5),
    case("pooling with padding", [conv(filters=5), {"maxPool": {"size": 3, "stride": 2, "padding": 1}}, {"averagePool": {"size": 3, "stride": 2, "padding": "same"}}, *HEAD], height=9, width=10),
    case("average pooling", [conv(filters=8), {"averagePool": 2}, "globalMaxPool", DENSE], height=7, width=7),
    case("activations", [conv(filters=3), "tanh", conv(filters=4), "gelu", conv(filters=5), {"leakyRelu": {"slope": 0.2}}, "globalAveragePool", {"dense": {"units": 4}}, "sigmoid", {"dense": {"units": 4, "bias": False}}, "relu", DENSE]),
    case("flatten a map", [conv(filters=5), {"maxPool": 2}, "flatten", DENSE], height=5, width=7),
    case("rows", [conv(filters=5), {"readAsSequence": {}}, {"lstm": {"units": 6}}, DENSE], height=4, width=5),
    case("columns", [conv(filters=5), {"readAsSequence": {"steps": "columns"}}, {"lstm": {"units": 6}}, DENSE], height=4, width=5),
    case("cells", [conv(filters=5), {"readAsSequence": {"steps": "cells"}}, {"lstm": {"units": 4}}, DENSE], height=3, width=2),
    case("slices", [td(conv(filters=4, bias=False), "batchNormalization", "relu", {"maxPool": 2}, "globalAveragePool"), {"lstm": {"units": 8}}, DENSE], frames=4, batch=2),
    case("one slice", [td(conv(filters=4), "relu", "globalAveragePool"), {"lstm": {"units": 5}}, DENSE], frames=1, batch=1),
    case("stacked time distribution", [td(conv(filters=4), "relu"), td("globalAveragePool"), td({"dense": {"units": 5}}, "tanh"), {"lstm": {"units": 4, "bidirectional": True, "returns": "all"}}, {"lstm": {"units": 3, "bidirectional": True}}, DENSE], frames=3, batch=2),
    case("dense over a sequence, mean over time", [td(conv(filters=4), "globalAveragePool"), {"dense": {"units": 5}}, "meanOverTime", DENSE], frames=5, batch=2),
    case("maximum over time", [td(conv(filters=4), "globalAveragePool"), "maxOverTime", DENSE], frames=5, batch=2),
    case("flatten a sequence", [td(conv(filters=4), "globalAveragePool"), "flatten", DENSE], frames=3, batch=2),
    case("class weights", [conv(filters=4), *HEAD], batch=5, class_weights=[0.5, 2.0, 1.25]),
    case("label smoothing and class weights", [conv(filters=4), {"globalAveragePool": {"name": "gap"}}, {"dense": {"name": "head", "units": 3}}], batch=5, class_weights=[0.5, 2.0, 1.25], smoothing=0.1),
]
if __name__ == "__main__":
    json.dump(cases, sys.stdout, separators=(",", ":"))
