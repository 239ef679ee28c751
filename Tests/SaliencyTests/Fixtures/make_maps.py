#!/usr/bin/env python3
"""Writes maps.json: class activation maps of random activations and gradients, in float64 NumPy, from the papers' formulas.

    python3 make_maps.py > maps.json        (needs numpy)
"""
import json, sys
import numpy as np

generator = np.random.default_rng(5)


def case(steps, channels, grid):
    a = np.maximum(generator.normal(size=(steps, channels, *grid)), 0).astype(np.float32).astype(float)
    g = generator.normal(size=a.shape).astype(np.float32).astype(float)
    space = tuple(range(2, a.ndim))
    wide = (slice(None), slice(None)) + (None,) * len(grid)
    relu = lambda x: np.maximum(x, 0)
    # Selvaraju et al. 2017, equations 1 and 2.
    gradcam = relu((g.mean(space)[wide] * a).sum(1))
    # Chattopadhay et al. 2018, equations 10, 11 and 19.
    denominator = 2 * g**2 + a.sum(space)[wide] * g**3
    alpha = np.where(denominator != 0, g**2 / np.where(denominator != 0, denominator, 1), 0)
    plus = relu(((alpha * relu(g)).sum(space)[wide] * a).sum(1))
    layer = relu((relu(g) * a).sum(1))      # Jiang et al. 2021
    hires = relu((g * a).sum(1))            # Draelos and Carin 2020
    flat = lambda x: [float(v) for v in np.asarray(x, dtype=np.float32).ravel()]
    return {"steps": steps, "channels": channels, "grid": list(grid), "activation": flat(a), "gradient": flat(g),
            "gradCAM": flat(gradcam), "gradCAMPlusPlus": flat(plus), "layerCAM": flat(layer), "hiResCAM": flat(hires)}


json.dump([case(1, 5, (1, 4, 6)), case(3, 7, (1, 5, 5)), case(2, 4, (3, 4, 2))], sys.stdout, separators=(",", ":"))
