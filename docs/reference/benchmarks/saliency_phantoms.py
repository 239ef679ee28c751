#!/usr/bin/env python3
"""How often explanations of phantoms find the lesion: frame ranks and peak hits, from `cine explain`'s saliency.json.

    cine phantom lesion-mri --out test --count 420 --seed 9101
    cine explain run/model.safetensors test --out explained --target present
    python3 saliency_phantoms.py mri test explained [--cells ROWS,COLUMNS of the tapped map]

Kinds: mri, clip, xray. Positive scans only. For X-rays explain each class with its own --target (`nodule`, `opacity`) into
folders of their own and name both. Standard library only.

A weight-randomised model is one whose learning rate changes no weight:
    cine train pipelines/phantom-mri.yaml --out random --set training.epochs=1 --set training.schedule.cosine.warmUp=0 \\
        --set training.optimizer.adamW.learningRate=1e-30
Its frames should rank first in at most 2/T, its peaks hit in at most twice the share of the area that the grown lesion has.
"""
import csv, json, math, pathlib, struct, sys, zlib

POSITIVE = {"mri": ["present"], "clip": ["moving"], "xray": ["nodule", "opacity"]}


def reaches(kind, row, cell):
    """The half-axes in voxels of an ellipsoid that is one cell of the tapped map larger than the lesion along each axis."""
    radius = float(row["lesion_radius"])
    ratio = [1, 1, 1]
    if kind == "mri" and row["lesion_radius_mm"]:
        ratio = [1, row["spacing"][0] / row["spacing"][1], row["spacing"][0] / row["spacing"][2]]
    return [radius * ratio[axis] + cell[axis] for axis in (range(3) if kind == "mri" else range(2))]


def centre(row): return [float(row["lesion_" + axis] or 0) for axis in "ijk"]


def inside(kind, row, peak, reach):
    """Whether the peak lies in the lesion or within one cell of the tapped map.

    A jump is seen at two places: where the disc is in the frame of the jump, and where it is in the frames beside, which the network
    has to compare. Both count, each in its own frames; where the disc comes from is found in the frames themselves.
    """
    def near(middle): return sum(((peak[axis] - middle[axis]) / reach[axis]) ** 2 for axis in range(len(reach))) <= 1
    if kind != "clip": return near(centre(row))
    step = abs(peak[2] - int(row["lesion_k"]))
    return near(centre(row)) if step == 0 else step == 1 and near(row["home"])


def home(folder, row):
    """Where the disc of a clip lies in the other frames: the disc that is brighter there than in the frame of the jump."""
    frames = [grey(path) for path in sorted(folder.iterdir())]
    jump, radius = int(row["lesion_k"]), float(row["lesion_radius"])
    height, width = len(frames[0]), len(frames[0][0])
    loss = [[sum(f[y][x] for f in frames) / len(frames) - frames[jump][y][x] for x in range(width)] for y in range(height)]
    reach = int(radius)
    disc = [(x, y) for y in range(-reach, reach + 1) for x in range(-reach, reach + 1) if x * x + y * y <= radius * radius]
    places = [(x, y) for y in range(reach, height - reach) for x in range(reach, width - reach)]
    return max(places, key=lambda place: sum(loss[place[1] + y][place[0] + x] for x, y in disc))


def grey(path):
    """The rows of an 8-bit grey PNG (ISO 15948)."""
    raw, place, packed = path.read_bytes(), 8, b""
    while place < len(raw):
        length, kind = struct.unpack_from(">I4s", raw, place)
        if kind == b"IHDR": width, height = struct.unpack_from(">2I", raw, place + 8)
        if kind == b"IDAT": packed += raw[place + 8 : place + 8 + length]
        place += 12 + length
    lines, rows, above = zlib.decompress(packed), [], [0] * width
    for y in range(height):
        filter, line, row = lines[y * (width + 1)], lines[y * (width + 1) + 1 : (y + 1) * (width + 1)], []
        for x, value in enumerate(line):
            left, up, corner = (row[-1] if x else 0), above[x], (above[x - 1] if x else 0)
            guess = left + up - corner
            paeth = min((left, up, corner), key=lambda v: abs(guess - v))
            row.append((value + [0, left, up, (left + up) // 2, paeth][filter]) % 256)
        rows.append(row)
        above = row
    return rows


def share(kind, row, reach, extents, steps):
    """The share of the scan that the grown lesion has."""
    middle = centre(row)
    count = 0
    lines = [range(extents[axis]) for axis in range(len(reach))]
    for j in lines[1]:
        for k in lines[2] if len(lines) > 2 else [0]:
            rest = 1 - ((j - middle[1]) / reach[1]) ** 2 - (((k - middle[2]) / reach[2]) ** 2 if len(lines) > 2 else 0)
            if rest < 0: continue
            half = reach[0] * math.sqrt(rest)
            low, high = max(0, math.ceil(middle[0] - half)), min(extents[0] - 1, math.floor(middle[0] + half))
            count += max(0, high - low + 1)
    return count / math.prod(extents[: len(reach)]) * (3 / steps if kind == "clip" else 1)


def area(kind, row, reach, extents, axis):
    """The share of one frame's area that the grown lesion has in the frame of its centre."""
    plane = [a for a in range(3) if a != axis] if kind == "mri" else [0, 1]
    flat = {f"lesion_{letter}": row["lesion_" + "ijk"[a]] for letter, a in zip("ij", plane)} | {"lesion_k": 0}
    return share("xray", flat, [reach[a] for a in plane], [extents[a] for a in plane], 1)


def main():
    kind, data = sys.argv[1], pathlib.Path(sys.argv[2])
    folders = [pathlib.Path(p) for p in sys.argv[3:] if not p.startswith("--")]
    cells = next((p.split("=")[1] for p in sys.argv if p.startswith("--cells=")), None)
    rows = list(csv.DictReader(open(data / "labels.csv")))
    ranked = cutting = found = frames_counted = 0
    shares = areas = 0.0
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
                    j, radius = float(row["lesion_j"]), float(row["lesion_radius"])
                    ranked += best["box"][1] <= j < best["box"][3]
                    cutting += best["box"][1] < j + radius and best["box"][3] > j - radius
                elif kind == "clip":
                    ranked += best["index"] == int(row["lesion_k"])
                    cutting += abs(best["index"] - int(row["lesion_k"])) <= 1
                else:
                    middle = centre(row)[record["axis"]]
                    nearest = min(abs(f["index"] - middle) for f in frames)
                    ranked += abs(best["index"] - middle) <= nearest
                    reach = float(row["lesion_radius_mm"]) / row_spacing(row, data, record["axis"])
                    cutting += abs(best["index"] - middle) <= reach
            extents = stored_extents(data / row["path"], kind)
            tapped = [int(c) for c in cells.split(",")] if cells else [10, 10]
            cell = [extents[0] / tapped[1], extents[1] / tapped[0], 1]
            if kind == "mri":
                row["spacing"] = [row_spacing(row, data, a) for a in range(3)]
                # Rows and columns of a frame run along the two other axes, all of whose voxels they cover.
                cell = [extents[a] / tapped[0] for a in range(3)]
                cell[record["axis"]] = extents[record["axis"]] / steps
            reach = reaches(kind, row, cell)
            if kind == "clip": row["home"] = home(data / row["path"], row)
            shares += share(kind, row, reach, extents, steps)
            areas += area(kind, row, reach, extents, record.get("axis"))
            for method in record["methods"]:
                name = method["name"]
                peaks[name] = peaks.get(name, 0) + 1
                if method.get("peak"):
                    hits[name] = hits.get(name, 0) + inside(kind, row, method["peak"]["voxel"], reach)
    print(f"{kind}: {found} positive scans, {steps} steps; 2/T = {2 / max(steps, 1):.3f}")
    wider = {"mri": "a slice that cuts the lesion", "clip": "the jump's frame or one beside it", "xray": "a row that cuts the lesion"}[kind]
    print(f"  frame ranks first: {ranked / max(frames_counted, 1):.3f} ({wider}: {cutting / max(frames_counted, 1):.3f})")
    print(f"  the grown lesion's share of a frame's area: {areas / max(found, 1):.3f}, of the scan: {shares / max(found, 1):.3f}")
    for name in peaks: print(f"  peak hits, {name}: {hits.get(name, 0) / peaks[name]:.3f}")


def header(path):
    import gzip
    raw = gzip.open(path).read(348) if str(path).endswith(".gz") else open(path, "rb").read(348)
    return struct.unpack_from("<8h", raw, 40), struct.unpack_from("<8f", raw, 76)


def row_spacing(row, data, axis): return abs(header(data / row["path"])[1][axis + 1])


def stored_extents(path, kind):
    """Columns and rows of a PNG or JPEG, or voxels along i, j, k of a NIfTI."""
    if kind == "mri": return header(path)[0][1:4]
    if path.is_dir(): path = sorted(path.iterdir())[0]
    raw = path.read_bytes()
    if raw[:2] != b"\xff\xd8": return struct.unpack_from(">2I", raw, 16)
    place = 2
    while not 0xC0 <= raw[place + 1] <= 0xC3: place += 2 + struct.unpack_from(">H", raw, place + 2)[0]
    rows, columns = struct.unpack_from(">2H", raw, place + 5)
    return columns, rows


main()
