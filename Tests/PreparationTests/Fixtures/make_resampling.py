"""Resampling along one axis: Pillow's bilinear filter (antialiased) and scipy's map_coordinates (not).

    python make_resampling.py   # writes resampling.json beside itself; numpy, scipy, Pillow
"""
import json, pathlib
import numpy as np
from PIL import Image
from scipy import ndimage

random = np.random.default_rng(3)
cases = []
for rows, columns, height, width, box in [
    (9, 13, 4, 5, None), (9, 13, 20, 30, None), (16, 16, 7, 16, None), (12, 10, 5, 5, (1.0, 1.5, 9.0, 10.5)),
    (1, 7, 3, 3, None), (30, 40, 28, 28, None),
]:
    source = random.normal(size=(rows, columns)).astype(np.float32)
    box = box or (0, 0, columns, rows)
    smooth = np.asarray(Image.fromarray(source, "F").resize((width, height), Image.BILINEAR, box=box))
    step = ((box[3] - box[1]) / height, (box[2] - box[0]) / width)
    places = np.meshgrid(
        box[1] + (np.arange(height) + 0.5) * step[0] - 0.5, box[0] + (np.arange(width) + 0.5) * step[1] - 0.5,
        indexing="ij")
    sharp = ndimage.map_coordinates(source.astype(np.float64), places, order=1, mode="nearest")
    cases.append({
        "source": source.ravel().tolist(), "rows": rows, "columns": columns, "height": height, "width": width,
        "startRow": box[1], "startColumn": box[0], "stepRow": step[0], "stepColumn": step[1],
        "smooth": smooth.ravel().tolist(), "sharp": sharp.ravel().tolist()})
pathlib.Path(__file__).with_name("resampling.json").write_text(json.dumps(cases))
