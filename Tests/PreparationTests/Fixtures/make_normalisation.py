"""Normalisation of one small sequence by numpy.

    python make_normalisation.py   # writes normalisation.json beside itself
"""
import json, pathlib
import numpy as np

random = np.random.default_rng(5)
values = (random.gamma(2, 40, size=60) + 900).astype(np.float32)
wide = values.astype(np.float64)
low, high = np.percentile(wide, [5, 90])
colours = random.integers(0, 256, size=(8, 3))
pathlib.Path(__file__).with_name("normalisation.json").write_text(json.dumps({
    "values": values.tolist(),
    "zScore": ((wide - wide.mean()) / wide.std()).tolist(),
    "minMax": ((wide - wide.min()) / (wide.max() - wide.min())).tolist(),
    "percentile5to90": (np.clip(wide, low, high) - low).__truediv__(high - low).tolist(),
    "scale900to1100": ((wide - 900) / 200).tolist(),
    "colours": colours.ravel().tolist(),
    "luma": (colours @ [0.299, 0.587, 0.114]).tolist(),
}))
