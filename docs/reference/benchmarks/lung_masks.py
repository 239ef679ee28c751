#!/usr/bin/env python3
"""Rough masks of the lungs in chest X-rays, for the check “inside the mask” of `cine trust --mask lungs`.

    python3 lung_masks.py labels.csv OUT [--overlays 24]

OUT gets `labels.csv` with the column `lungs`, links to the pictures and a PNG of 0 and 255 for each picture that could be
segmented, on the picture's own grid; `overlays.png` shows some for judging by eye. Needs numpy, scipy and Pillow.

Each half of the smoothed picture is cut at 40 thresholds. Of the dark components that touch no edge of the picture, the one that is
largest and most convex is taken as that side's lung and closed. A picture whose lungs are too small or large, too unlike in size or height, or
too ragged gets no mask. Dense opacities at a lung's rim are as bright as the body and can be lost: the masks mean air, closed over by
a disc, and are no reader's outline.
"""
import argparse, collections, csv, os, pathlib
import numpy as np
from PIL import Image
from scipy import ndimage, spatial

SHARE = (0.03, 0.20)       # of the picture's pixels, each lung
SOLID = 0.75               # at least: a lung's area over its convex hull's


def disc(radius):
    y, x = np.ogrid[-radius:radius + 1, -radius:radius + 1]
    return x * x + y * y <= radius * radius


def closed(mask, radius):
    """Closing that the picture's edges do not eat away."""
    return ndimage.binary_closing(np.pad(mask, radius), disc(radius))[radius:-radius, radius:-radius]


def solidity(mask):
    points = np.argwhere(mask ^ ndimage.binary_erosion(mask))
    return mask.sum() / max(spatial.ConvexHull(points).volume + len(points) / 2, 1)


def lung(smooth, side):
    """The best dark component within the columns `side` that touches no edge of the picture, or none."""
    inner = np.zeros(smooth.shape, bool)
    inner[:, side] = True
    best, score = None, 0
    for threshold in np.quantile(smooth, np.linspace(0.05, 0.75, 40)):
        dark = ndimage.binary_opening((smooth < threshold) & inner, disc(max(2, len(smooth) // 75)))
        labels, count = ndimage.label(dark)
        edge = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
        areas = ndimage.sum_labels(dark, labels, np.arange(count + 1)) / dark.size
        areas[edge], areas[0] = 0, 0
        for index in np.flatnonzero((areas > SHARE[0]) & (areas < SHARE[1])):
            shape = solidity(labels == index)
            if areas[index] * shape ** 3 > score:
                best, score = labels == index, areas[index] * shape ** 3
    return best


def lungs(picture):
    """The mask of both lungs, or why there is none."""
    height, width = picture.shape
    smooth = ndimage.gaussian_filter(picture.astype(float), width / 110)
    middle = width // 2
    sides = [lung(smooth, slice(0, middle)), lung(smooth, slice(middle, width))]
    if any(side is None for side in sides): return "a lung not found"
    sides = [ndimage.binary_fill_holes(closed(side, width // 16)) for side in sides]
    areas = [side.mean() for side in sides]
    rows = [np.argwhere(side)[:, 0] for side in sides]
    if max(areas) > 2.5 * min(areas): return "sizes unlike"
    if abs(rows[0].mean() - rows[1].mean()) > 0.12 * height: return "heights unlike"
    if min(np.ptp(r) for r in rows) < 0.3 * height: return "too short"
    if min(map(solidity, sides)) < SOLID: return "ragged"
    return sides[0] | sides[1]


def overlay(picture, mask):
    rim = mask ^ ndimage.binary_erosion(mask, iterations=1)
    colour = np.stack([picture] * 3, -1)
    colour[rim] = (255, 160, 0)
    return colour


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("manifest", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--overlays", type=int, default=24)
    options = parser.parse_args()
    (options.out / "lungs").mkdir(parents=True, exist_ok=True)
    rows, reasons, totals, shown = list(csv.DictReader(options.manifest.open())), collections.Counter(), collections.Counter(), []
    for number, row in enumerate(rows):
        source = options.manifest.parent / row["path"]
        picture = np.array(Image.open(source).convert("L"))
        mask = lungs(picture)
        row["lungs"] = ""
        totals[row["class"]] += 1
        link = options.out / row["path"]
        link.parent.mkdir(parents=True, exist_ok=True)
        if not link.exists(): os.symlink(source.resolve(), link)
        if isinstance(mask, str):
            reasons[row["class"], mask] += 1
            continue
        row["lungs"] = f"lungs/{source.stem}.png"
        Image.fromarray(mask.astype(np.uint8) * 255).save(options.out / row["lungs"])
        shown.append((number, row["class"], source, mask))
    with (options.out / "labels.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    for kind, total in sorted(totals.items()):
        dropped = {reason: count for (which, reason), count in sorted(reasons.items()) if which == kind}
        print(f"{kind}: {total - sum(dropped.values())} of {total} with a mask; dropped: {dropped}")
    if shown: print(f"lungs' share of the pixels: {np.mean([mask.mean() for *_, mask in shown]):.3f}")
    picked = [shown[i] for i in np.linspace(0, len(shown) - 1, min(options.overlays, len(shown))).astype(int)]
    tiles = [overlay(np.array(Image.open(source).convert("L").resize((224, 224))), mask) for _, _, source, mask in picked
             if mask.shape == (224, 224)]
    if tiles:
        tiles += [np.zeros_like(tiles[0])] * (-len(tiles) % 6)
        Image.fromarray(np.vstack([np.hstack(tiles[i:i + 6]) for i in range(0, len(tiles), 6)])).save(options.out / "overlays.png")


main()
