"""Spatial changes by scipy.ndimage, cubic B-splines by scipy.interpolate, normal quantiles by scipy.stats.

    python make_augmentation.py   # writes augmentation.json beside itself
"""
import json, pathlib
import numpy as np
from scipy import interpolate, ndimage, stats

random = np.random.default_rng(11)
height, width = 9, 12
frame = random.normal(size=(height, width)).astype(np.float32)
fill = -2.5
centre = (np.array([height, width]) - 1) / 2


def warp(matrix, shift):
    """Reads output pixel p from centre + matrix (p − centre) + shift."""
    matrix = np.array(matrix)
    return ndimage.affine_transform(
        frame.astype(np.float64), matrix, centre - matrix @ centre + shift, order=1, mode="grid-constant", cval=fill)


cases = []
for matrix, shift in [
    ([[1, 0], [0, -1]], [0, 0]), ([[-1, 0], [0, 1]], [0, 0]), ([[1, 0], [0, 1]], [1.5, -2.25]),
    ([[0.8, 0.3], [-0.3, 0.9]], [0.4, 0.7]), ([[3, 0], [0, 3]], [0, 0]), ([[0.4, 0], [0, 0.4]], [5, 5]),
]:
    cases.append({"matrix": np.ravel(matrix).tolist(), "shift": shift, "result": warp(matrix, shift).ravel().tolist()})

angle = 20
turned = ndimage.rotate(frame.astype(np.float64), angle, reshape=False, order=1, mode="grid-constant", cval=fill)
moved = ndimage.shift(frame.astype(np.float64), (2, -3), order=1, mode="grid-constant", cval=fill)

grid = 3
rows, columns = random.normal(size=(2, grid + 3, grid + 3))
knots = np.arange(-3, grid + 4)


def field(nodes):
    down = (np.arange(height) + 0.5) / height * grid
    across = (np.arange(width) + 0.5) / width * grid
    half = interpolate.BSpline(knots, nodes, 3)(down)
    return interpolate.BSpline(knots, half.T, 3)(across).T


places = np.meshgrid(np.arange(height), np.arange(width), indexing="ij")
bent = ndimage.map_coordinates(
    frame.astype(np.float64), [places[0] + field(rows), places[1] + field(columns)], order=1, mode="grid-constant",
    cval=fill)

probabilities = [1e-5, 0.001, 0.02, 0.3, 0.5, 0.71, 0.9999]
pathlib.Path(__file__).with_name("augmentation.json").write_text(json.dumps({
    "height": height, "width": width, "frame": frame.ravel().tolist(), "fill": fill, "cases": cases,
    "angle": angle, "turned": turned.ravel().tolist(), "moved": moved.ravel().tolist(),
    "grid": grid, "nodeRows": rows.ravel().tolist(), "nodeColumns": columns.ravel().tolist(),
    "fieldRows": field(rows).ravel().tolist(), "bent": bent.ravel().tolist(),
    "probabilities": probabilities, "quantiles": stats.norm.ppf(probabilities).tolist(),
}))
