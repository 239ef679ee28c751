#!/usr/bin/env python3
"""Writes frame_layers.json: layers of frames, maps and volumes, as make_layers.py does.

    python3 make_frame_layers.py > frame_layers.json        (needs torch)
"""
import json, math, sys
import torch
import torch.nn.functional as F
import make_layers
from make_layers import DENSE, HEAD, conv, td


def extents(v, axes): return list(v) if isinstance(v, (list, tuple)) else [v] * axes


class FrameReader(make_layers.Reader):
    """Reads volumes too: B,C,D,H,W, told from frames by `volume`."""

    volume = False

    def one_map(self, x): return x if self.volume else super().one_map(x)

    def padded(self, x, size, stride, dilation, padding, value):
        axes = x.dim() - 2
        size, stride, dilation = extents(size, axes), extents(stride, axes), extents(dilation, axes)
        if padding == "valid":
            pads = [(0, 0)] * axes
        elif padding == "same":
            pads = []
            for n, k, s, d in zip(x.shape[2:], size, stride, dilation):
                total = max((math.ceil(n / s) - 1) * s + (k - 1) * d + 1 - n, 0)
                pads.append((total // 2, total - total // 2))
        elif isinstance(padding, dict):
            side = lambda key: padding.get(key, 0)
            pads = [(side("front"), side("back")), (side("top"), side("bottom")), (side("left"), side("right"))][-axes:]
        else:
            pads = [(p, p) for p in extents(padding, axes)]
        return F.pad(x, [p for pad in reversed(pads) for p in pad], value=value), size, stride, dilation

    def convolution(self, x, o, path):
        x = self.one_map(x)
        axes, channels = x.dim() - 2, x.shape[1]
        groups = o.get("groups", 1)
        groups = channels if groups == "depthwise" else groups
        kernel = extents(o.get("kernel", 3), axes)
        w = self.weight(path + "weight", o["filters"], channels // groups, *kernel)
        b = self.weight(path + "bias", o["filters"]) if o.get("bias", True) else None
        x, _, stride, dilation = self.padded(
            x, kernel, o.get("stride", 1), o.get("dilation", 1), o.get("padding", "same"), 0)
        return (F.conv3d if axes == 3 else F.conv2d)(x, w, b, stride, 0, dilation, groups)

    def maxPool(self, x, o, path):
        size, stride, padding = self.pooling(o)
        x, size, stride, _ = self.padded(self.one_map(x), size, stride, 1, padding, -math.inf)
        return (F.max_pool3d if x.dim() == 5 else F.max_pool2d)(x, size, stride)

    def averagePool(self, x, o, path):
        x = self.one_map(x)
        pool = F.avg_pool3d if x.dim() == 5 else F.avg_pool2d
        size, stride, padding = self.pooling(o)
        ones = self.padded(torch.ones_like(x), size, stride, 1, padding, 0)[0]
        x, size, stride, _ = self.padded(x, size, stride, 1, padding, 0)
        return pool(x, size, stride) / pool(ones, size, stride)

    def globalAveragePool(self, x, o, path): return self.one_map(x).flatten(2).mean(2)
    def globalMaxPool(self, x, o, path): return self.one_map(x).flatten(2).amax(2)

    def relu6(self, x, o, path): return F.relu6(x)
    def elu(self, x, o, path): return F.elu(x, o.get("alpha", 1.0))
    def silu(self, x, o, path): return F.silu(x)
    def hardSwish(self, x, o, path): return F.hardswish(x)
    def hardSigmoid(self, x, o, path): return F.hardsigmoid(x)
    def spatialDropout(self, x, o, path): assert not self.training or o == {"rate": 0}; return self.one_map(x)

    def groupNormalization(self, x, o, path):
        x = self.one_map(x)
        c = x.shape[1]
        w, b = self.weight(path + "weight", c, positive=True), self.weight(path + "bias", c)
        return F.group_norm(x, c if o["groups"] == "instance" else o["groups"], w, b, o.get("epsilon", 1e-5))

    def residual(self, x, o, path):
        left = self.sequence(o["layers"], x, path)
        right = self.sequence(o.get("shortcut", []), x, path + "shortcut.")
        return self.frame_free(left) + self.frame_free(right)

    def parallel(self, x, o, path):
        parts = [self.frame_free(self.sequence(b, x, f"{path}branches[{i}].")) for i, b in enumerate(o["branches"])]
        if o.get("join", "concat") == "add": return sum(parts)
        sequence = parts[0].dim() == 3 or (parts[0].dim() == 5 and not self.volume)
        return torch.cat(parts, 2 if sequence else 1)

    def frame_free(self, x): return x[:, 0] if x.dim() == 5 and not self.volume and x.shape[1] == 1 else x

    def squeezeExcite(self, x, o, path):
        x = self.one_map(x)
        c = x.shape[1]
        units = o.get("units", max(1, c // o.get("reduction", 16)))
        g = x.flatten(2).mean(2)
        g = self.dense(g, {"units": units}, path + "reduce.")
        g = self.sequence([o.get("activation", "relu")], g, path)
        g = self.dense(g, {"units": c}, path + "expand.")
        g = self.sequence([o.get("gate", "sigmoid")], g, path)
        return x * g.view(*g.shape, *[1] * (x.dim() - 2))

    def readAsVolume(self, x, o, path):
        self.volume = True
        return x.transpose(1, 2)

    def timeDistributed(self, x, o, path):
        if o.get("axis") == "rows":
            x = self.one_map(x).permute(0, 2, 1, 3).unsqueeze(3)
        if "steps" not in o: return super().timeDistributed(x, o, path)
        B, T, m = *x.shape[:2], o["steps"]
        self.volume = True
        y = self.sequence(o["layers"], x.reshape(B * m, T // m, *x.shape[2:]).transpose(1, 2), path)
        self.volume = False
        return y.view(B, m, *y.shape[1:])


make_layers.Reader = FrameReader
torch.manual_seed(11)


def case(name, layers, tolerance=1e-5, **o): return {**make_layers.case(name, layers, **o), "tolerance": tolerance}
def residual(*layers, shortcut=None): return {"residual": {"layers": list(layers), **({"shortcut": shortcut} if shortcut else {})}}
def parallel(*branches, join="concat"): return {"parallel": {"branches": [list(b) for b in branches], "join": join}}
def gn(groups): return {"groupNormalization": {"groups": groups}}


NORM = 1e-4
BN = "batchNormalization"
# He et al. 2015, the block that halves the map.
basic_block = [residual(conv(filters=16, stride=2, bias=False), BN, "relu", conv(filters=16, bias=False), BN,
                        shortcut=[conv(filters=16, kernel=1, stride=2, bias=False), BN]), "relu"]
# Sandler et al. 2018.
inverted = residual(conv(filters=24, kernel=1, bias=False), BN, "relu6",
                    conv(filters=24, groups="depthwise", bias=False), BN, "relu6",
                    conv(filters=8, kernel=1, bias=False), BN)
# Howard et al. 2019.
inverted_se = residual(conv(filters=20, kernel=1, bias=False), BN, "hardSwish",
                       conv(filters=20, kernel=5, groups="depthwise", bias=False), BN,
                       {"squeezeExcite": {"units": 6, "gate": "hardSigmoid"}}, "hardSwish",
                       conv(filters=8, kernel=1, bias=False), BN)
dense_step = lambda: parallel([], [BN, "relu", conv(filters=16, kernel=1, bias=False), BN, "relu", conv(filters=4, bias=False)])
inception = parallel([conv(filters=5, kernel=1), "relu"], [conv(filters=4, kernel=1), "relu", conv(filters=8), "relu"],
                     [conv(filters=2, kernel=1), "relu", conv(filters=4, kernel=5), "relu"],
                     [{"maxPool": {"size": 3, "stride": 1, "padding": "same"}}, conv(filters=3, kernel=1), "relu"])

cases = [
    case("new activations", [conv(filters=3), "silu", conv(filters=11), "hardSwish", conv(filters=5), {"elu": {"alpha": 0.7}}, conv(filters=5), "relu6", "globalAveragePool", {"dense": {"units": 4}}, "hardSigmoid", DENSE]),
    case("activations of a padded block", [conv(filters=5), "hardSigmoid", conv(filters=9), "silu", "globalAveragePool", DENSE], height=1, width=1, batch=1),
    case("dilation", [conv(filters=8, dilation=2), conv(filters=8, dilation=[1, 3], kernel=[1, 3]), conv(filters=5, dilation=2, padding="valid"), *HEAD], height=9, width=8, channels=2),
    case("dilation of the first layer keeps its own gradient", [conv(filters=16, dilation=2, padding=1), "relu", *HEAD], height=7, width=7),
    case("groups", [conv(filters=16), conv(filters=32, groups=2), conv(filters=6, groups=2), conv(filters=9, groups=3, bias=False), *HEAD], channels=3),
    case("depthwise", [conv(filters=12), conv(filters=12, groups="depthwise"), conv(filters=24, groups="depthwise", stride=2), conv(filters=4, kernel=1), *HEAD], height=7, width=8),
    case("depthwise on the input", [conv(filters=3, groups="depthwise"), "relu", *HEAD], channels=3),
    case("depthwise dilated, one pixel", [conv(filters=5), conv(filters=5, groups="depthwise", dilation=2), *HEAD], height=1, width=1, batch=1),
    case("groups with dilation and stride", [conv(filters=8), conv(filters=8, groups=4, dilation=2, stride=2, kernel=[3, 2]), *HEAD], height=9, width=9),
    case("padding of each side", [conv(filters=5, padding={"top": 0, "bottom": 1, "left": 2, "right": 0}), conv(filters=4, stride=2, padding={"bottom": 1, "right": 1}), {"averagePool": {"size": 2, "padding": {"top": 1}}}, *HEAD], height=8, width=7),
    case("same with stride 2 pads below and right", [conv(filters=6, stride=2), conv(filters=6, stride=2, groups="depthwise"), conv(filters=3, stride=2, kernel=2), *HEAD], height=16, width=14),
    case("grouped, folded", [conv(filters=8, bias=False), BN, "relu", conv(filters=8, groups="depthwise", bias=False), BN, "relu", conv(filters=12, groups=4), BN, "relu", *HEAD], NORM, batch=4),
    case("residual", [conv(filters=8), residual(conv(filters=8), "relu", conv(filters=8)), "relu", *HEAD]),
    case("ReLU6 in the pass before it", [conv(filters=5), "relu6", residual(conv(filters=5), "relu6"), "relu6", {"parallel": {"branches": [[conv(filters=5)], []], "join": "add"}}, "relu6", conv(filters=8, groups=1, bias=False), "relu6", *HEAD]),
    case("residual of the input, one pixel", [residual(conv(filters=3), "tanh"), residual(), *HEAD], channels=3, height=1, width=1, batch=1),
    case("residuals in a residual", [conv(filters=5), residual(residual(conv(filters=5), "relu"), "relu", residual("tanh", conv(filters=5)), shortcut=["sigmoid"]), *HEAD]),
    case("in-place layers in branches", [conv(filters=8), parallel(["relu"], ["tanh"], [], ["sigmoid", conv(filters=8)], join="add"), parallel(["relu"], [], ["tanh", conv(filters=3)]), *HEAD]),
    case("ResNet block", [conv(filters=8, bias=False), BN, "relu", *basic_block, *HEAD], NORM, batch=4),
    case("MobileNetV2 block", [conv(filters=8, stride=2, bias=False), BN, "relu6", inverted, *HEAD], NORM, height=11, width=11, batch=4),
    case("MobileNetV3 block", [conv(filters=8, bias=False), BN, "hardSwish", inverted_se, *HEAD], NORM, batch=4),
    case("DenseNet block", [conv(filters=6), dense_step(), dense_step(), BN, "relu", conv(filters=7, kernel=1), {"averagePool": 2}, *HEAD], NORM, batch=4),
    case("inception block", [conv(filters=8), inception, *HEAD], batch=4),
    case("concatenated blocks of 8", [conv(filters=8), parallel([conv(filters=8)], [conv(filters=16, kernel=1)], [conv(filters=5)]), conv(filters=4), *HEAD], batch=4),
    case("one branch", [conv(filters=4), parallel([conv(filters=5), "relu"]), parallel([], join="add"), *HEAD]),
    case("branches of vectors and sequences", [td(conv(filters=4), parallel(["globalAveragePool"], ["globalMaxPool"])), parallel([{"dense": {"units": 5}}, "tanh"], []), {"lstm": {"units": 4}}, residual({"dense": {"units": 4}}), parallel([DENSE], [{"dense": {"units": 3}}, "tanh"], join="add")], frames=3, batch=2),
    case("branches of frames", [parallel([td(conv(filters=3))], [td(conv(filters=2), "relu")]), td("globalAveragePool"), "meanOverTime", DENSE], frames=3, batch=2),
    case("branches over slices", [td(conv(filters=8), residual(conv(filters=8), "relu"), "relu", "globalAveragePool"), "meanOverTime", DENSE], frames=5, batch=2),
    case("squeeze and excite", [conv(filters=12), {"squeezeExcite": {"reduction": 4}}, conv(filters=5), {"squeezeExcite": {"units": 2, "activation": "silu", "gate": "hardSigmoid"}}, *HEAD], batch=4),
    case("squeeze and excite of the input, one pixel", ["squeezeExcite", conv(filters=4), *HEAD], channels=3, height=1, width=1, batch=1),
    case("group normalization", [conv(filters=12), gn(3), "relu", conv(filters=16), gn(2), conv(filters=5), gn("instance"), "relu", *HEAD], NORM),
    case("group normalization of one sample and of the input", [gn(1), conv(filters=6), {"groupNormalization": {"groups": 2, "epsilon": 1e-3}}, *HEAD], NORM, channels=2, batch=1),
    case("group normalization over slices", [td(conv(filters=8), gn(4), "relu", {"maxPool": 2}, "globalAveragePool"), {"lstm": {"units": 4}}, DENSE], NORM, frames=4, batch=2),
    case("spatial dropout of nothing", [conv(filters=5), {"spatialDropout": {"rate": 0}}, *HEAD]),
    case("volume", ["readAsVolume", conv(filters=8), "relu", {"maxPool": 2}, conv(filters=5, kernel=[1, 3, 2], stride=[1, 2, 1]), {"averagePool": {"size": [2, 1, 2], "stride": 1, "padding": "same"}}, *HEAD], frames=5, height=6, width=7, channels=2),
    case("volume of one channel, batch normalization", ["readAsVolume", conv(filters=8, bias=False), BN, "relu", {"maxPool": 2}, conv(filters=6, bias=False), BN, "globalMaxPool", {"dense": {"units": 5, "bias": False}}, BN, DENSE], NORM, frames=4, batch=4),
    case("volume of one voxel", ["readAsVolume", conv(filters=4), "relu", "flatten", DENSE], height=1, width=1, batch=1),
    case("volume of one frame", ["readAsVolume", conv(filters=5, padding={"front": 1, "back": 1, "left": 1}), "gelu", "flatten", DENSE], height=4, width=3, batch=2),
    case("volume with branches", ["readAsVolume", conv(filters=8, dilation=2), residual(conv(filters=8, groups="depthwise"), "relu", {"squeezeExcite": {"units": 3}}), parallel([], [conv(filters=3, kernel=1)]), gn("instance"), *HEAD], NORM, frames=4, height=5, width=5),
    case("flattened volume", ["readAsVolume", conv(filters=3, groups=1), "flatten", DENSE], frames=3, height=4, width=2),
    case("modalities as volumes", [{"timeDistributed": {"axis": "modalities", "steps": 3, "layers": [conv(filters=8), "relu", {"maxPool": 2}, conv(filters=5), "globalAveragePool"]}}, {"lstm": {"units": 5}}, DENSE], frames=6, height=6, width=4, channels=2, batch=2),
    case("modalities with batch normalization", [{"timeDistributed": {"axis": "modalities", "steps": 2, "layers": [conv(filters=8, bias=False), BN, "relu", {"maxPool": 2}, "flatten"]}}, {"lstm": {"units": 5}}, DENSE], NORM, frames=4, height=4, width=4, batch=3),
    case("volumes of convolved frames", [td(conv(filters=9), "relu"), "readAsVolume", conv(filters=4), *HEAD], frames=3, batch=2),
    case("rows one by one", [conv(filters=5), {"timeDistributed": {"axis": "rows", "layers": [conv(filters=4, kernel=[1, 3]), "relu", "flatten"]}}, {"lstm": {"units": 4}}, DENSE], height=4, width=5),
    case("rows of the input", [{"timeDistributed": {"axis": "rows", "layers": ["flatten", {"dense": {"units": 4}}]}}, {"lstm": {"units": 4}}, DENSE], height=3, width=5, channels=2, batch=2),
]
json.dump(cases, sys.stdout, separators=(",", ":"))
