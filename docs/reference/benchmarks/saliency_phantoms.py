#!/usr/bin/env python3
"""How often explanations of phantoms find the lesion: frame ranks and peak hits, from `cine explain`'s saliency.json.

    cine phantom lesion-mri --out test --count 420 --seed 9001
    cine explain run/model.safetensors test --out explained --target present
    python3 saliency_phantoms.py mri test explained [--cells ROWS,COLUMNS of the tapped map]

Kinds: mri, clip, xray. Positive scans only. For X-rays explain each class with its own --target (`nodule`, `opacity`) into
folders of their own and name both. Standard library only.
"""
import csv, json, math, pathlib, sys

POSITIVE = {"mri": ["present"], "clip": ["moving"], "xray": ["nodule", "opacity"]}


def inside(kind, row, peak, cell):
    """Whether the peak lies in the lesion or within one cell of the tapped map."""
    i, j, k = (float(row["lesion_" + axis] or 0) for axis in "ijk")
    radius = float(row["lesion_radius"])
    ratio = [1, 1, 1]
    if kind == "mri" and row["lesion_radius_mm"]:
        ratio = [1, row["spacing"][0] / row["spacing"][1], row["spacing"][0] / row["spacing"][2]]
    centre = (i, j, k)
    axes = range(3) if kind == "mri" else range(2)
    # An ellipsoid that is one cell larger than the lesion along each axis.
    total = 0.0
    for axis in axes:
        reach = radius * ratio[axis] + cell[axis]
        total += ((peak[axis] - centre[axis]) / reach) ** 2
    return total <= 1


def main():
    kind, data = sys.argv[1], pathlib.Path(sys.argv[2])
    folders = [pathlib.Path(p) for p in sys.argv[3:] if not p.startswith("--")]
    cells = next((p.split("=")[1] for p in sys.argv if p.startswith("--cells=")), None)
    rows = list(csv.DictReader(open(data / "labels.csv")))
    ranked = cutting = found = frames_counted = 0
    hits, peaks = {}, {}
    steps = 0
    for row in rows:
        if row["class"] not in POSITIVE[kind]: continue
        sample = row["path"]
        for ending in [".nii.gz", ".nii", ".png", ".jpg", ".jpeg"]:
            if sample.endswith(ending): sample = sample[: -len(ending)]
        for folder in folders:
            path = folder / sample / "saliency.json"
            if not path.exists(): continue
            record = json.load(open(path))
            if record["status"] != "ok" or record["target"] != row["class"]: continue
            found += 1
            frames = record["frames"]
            steps = len(frames)
            if frames:
                best = max(frames, key=lambda f: f["contribution"])
                frames_counted += 1
                if kind == "xray":
                    ranked += best["box"][1] <= float(row["lesion_j"]) < best["box"][3]
                elif kind == "clip":
                    ranked += abs(best["index"] - int(row["lesion_k"])) <= 1
                else:
                    centre = float(row["lesion_" + "ijk"[record["axis"]]])
                    nearest = min(abs(f["index"] - centre) for f in frames)
                    ranked += abs(best["index"] - centre) <= nearest
                    reach = float(row["lesion_radius_mm"]) / row_spacing(row, data, record["axis"])
                    cutting += abs(best["index"] - centre) <= reach
            extents = stored_extents(data / row["path"], kind)
            tapped = [int(c) for c in cells.split(",")] if cells else [10, 10]
            cell = [extents[0] / tapped[1], extents[1] / tapped[0], 1]
            if kind == "mri":
                row["spacing"] = [row_spacing(row, data, a) for a in range(3)]
                # Rows and columns of a frame run along the two other axes, all of whose voxels they cover.
                cell = [extents[a] / tapped[0] for a in range(3)]
                cell[record["axis"]] = extents[record["axis"]] / steps
            for method in record["methods"]:
                name = method["name"]
                peaks[name] = peaks.get(name, 0) + 1
                if method.get("peak"):
                    hits[name] = hits.get(name, 0) + inside(kind, row, method["peak"]["voxel"], cell)
    print(f"{kind}: {found} positive scans, {steps} steps; 2/T = {2 / max(steps, 1):.3f}")
    print(f"  frame ranks first: {ranked / max(frames_counted, 1):.3f}" + (f" (a slice that cuts the lesion: {cutting / max(frames_counted, 1):.3f})" if kind == "mri" else ""))
    for name in peaks: print(f"  peak hits, {name}: {hits.get(name, 0) / peaks[name]:.3f}")


def header(path):
    import gzip, struct
    raw = gzip.open(path).read(348) if str(path).endswith(".gz") else open(path, "rb").read(348)
    return struct.unpack_from("<8h", raw, 40), struct.unpack_from("<8f", raw, 76)


def row_spacing(row, data, axis): return abs(header(data / row["path"])[1][axis + 1])


def stored_extents(path, kind):
    if kind == "mri": return header(path)[0][1:4]
    import struct
    if path.is_dir(): path = sorted(path.iterdir())[0]
    raw = open(path, "rb").read(32)
    return struct.unpack(">2I", raw[16:24])


main()
