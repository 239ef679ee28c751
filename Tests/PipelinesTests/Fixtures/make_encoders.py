#!/usr/bin/env python3
"""Writes encoders.json: the features that torchvision's and efficientnet_lite_pytorch's networks make of one image.

    python3 make_encoders.py > encoders.json        (needs torch, torchvision, efficientnet_lite_pytorch)

Weights and image come from a formula (`numbers` below, repeated in EncoderFragmentTests), so that no weights are stored.
"""
import json, math
import numpy as np
import torch, torchvision
from efficientnet_lite_pytorch import EfficientNet

torch.set_default_dtype(torch.float64)


def numbers(count, stream):
    """Even draws from -0.5 to 0.5: a hash of the place and the stream."""
    x = (np.arange(1, count + 1, dtype=np.uint64) * 2654435761 ^ np.uint64((stream + 1) * 2246822519 % 2**32)) % 2**32
    x ^= x >> np.uint64(15)
    x = x * 2246822519 % 2**32
    x ^= x >> np.uint64(13)
    return x.astype(np.float64) / 2**32 - 0.5


def fill(state):
    """New tensors in the order of their names; the names' rank is the stream."""
    filled = {}
    for stream, name in enumerate(sorted(n for n, t in state.items() if t.is_floating_point())):
        shape = tuple(state[name].shape)
        u = numbers(math.prod(shape), stream).reshape(shape)
        if len(shape) > 1: v = u * math.sqrt(24 / math.prod(shape[1:]))
        elif name.endswith("running_var"): v = 1 + 0.5 * u
        elif name.endswith("weight"): v = 1 + 0.2 * u
        else: v = 0.2 * u
        filled[name] = torch.tensor(v.astype(np.float32).astype(np.float64))
    return filled


def features(network, body):
    network.eval()
    state = {k: v for k, v in network.state_dict().items() if not k.startswith(("classifier.", "fc.", "_fc."))}
    network.load_state_dict(fill(state), strict=False)
    image = torch.tensor(numbers(3 * 64 * 64, 999).astype(np.float32).astype(np.float64)).reshape(1, 3, 64, 64) * 2
    with torch.no_grad(): y = body(network, image).mean((2, 3))[0]
    shapes = {k: list(v.shape) for k, v in sorted(state.items()) if v.is_floating_point()}
    return {"tensors": shapes, "features": [float(f"{x:.9g}") for x in y]}


def resnet(n, x):
    x = n.maxpool(n.relu(n.bn1(n.conv1(x))))
    return n.layer4(n.layer3(n.layer2(n.layer1(x))))


m = torchvision.models
print(json.dumps({
    "vgg16": features(m.vgg16(weights=None), lambda n, x: n.features(x)),
    "resnet18": features(m.resnet18(weights=None), resnet),
    "resnet50": features(m.resnet50(weights=None), resnet),
    "mobilenetV2": features(m.mobilenet_v2(weights=None), lambda n, x: n.features(x)),
    "efficientnetLite0": features(EfficientNet.from_name("efficientnet-lite0"), lambda n, x: n.extract_features(x)),
}))
