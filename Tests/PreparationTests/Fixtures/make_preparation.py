"""A whole preparation with nibabel, Pillow and numpy: LPS to RAS, 1×1×1.05 mm to 1.5 mm, window, z-score, 4 of 7 frames.

    python make_preparation.py   # writes preparation.json beside itself
"""
import json, pathlib
import numpy as np
from PIL import Image

random = np.random.default_rng(17)
stored = random.normal(100, 60, size=(14, 17, 10)).astype(np.float32)  # i, j, k; LPS
stored[2, 3, 4] = np.nan
stored[5, 6, 7] = np.inf
window = (20, 180)
volume = np.where(np.isfinite(stored), stored, stored[np.isfinite(stored)].min())
volume = np.clip(volume, *window)[::-1, ::-1, :]  # to RAS


def along(volume, axis, spacing, wanted):
    extent = volume.shape[axis]
    count = round(extent * spacing / wanted)
    step = wanted / spacing
    start = extent / 2 - count * step / 2
    moved = np.moveaxis(volume, axis, 0)
    flat = np.ascontiguousarray(moved.reshape(extent, -1))
    image = Image.fromarray(flat, "F").resize(
        (flat.shape[1], count), Image.BILINEAR, box=(0, start, flat.shape[1], start + count * step))
    return np.moveaxis(np.asarray(image).reshape((count,) + moved.shape[1:]), 0, axis)


spacing, wanted = (1.0, 1.0, 1.05), 1.5
for axis in range(3):
    volume = along(volume.astype(np.float32), axis, spacing[axis], wanted)
slices = volume.shape[2]
chosen = [(2 * n + 1) * slices // 8 for n in range(4)]
frames = volume[:, :, chosen].transpose(2, 1, 0).astype(np.float64)  # T, H, W
frames = (frames - frames.mean()) / frames.std()
start = 10 / 2 - slices * (wanted / 1.05) / 2
positions = [start + (n + 0.5) * wanted / 1.05 - 0.5 for n in chosen]
pathlib.Path(__file__).with_name("preparation.json").write_text(json.dumps({
    # slice, row, column; null is NaN, 1e39 (past float32) infinity
    "voxels": [None if np.isnan(v) else (1e39 if np.isinf(v) else float(v)) for v in stored.transpose(2, 1, 0).ravel()],
    "frames": frames.ravel().tolist(), "shape": list(frames.shape), "positions": positions,
}))
