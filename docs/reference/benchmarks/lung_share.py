#!/usr/bin/env python3
"""The share of saliency maps' mass that lies inside the lungs, on held-out chest X-rays, with intervals over patients.

    python3 lung_share.py MASKS RUN OUT [--cine cine] [--method gradCAM,layerCAM]

MASKS is the folder that lung_masks.py wrote, RUN a run of `pipelines/kermany.yaml`. Every X-ray that RUN judged and that has a
mask becomes a volume of one slice, because `cine explain` writes the maps of volumes as numbers and those of pictures as pictures;
a probability other than the one in `predictions.csv` stops the script. Each map explains the decided class. “Hull” is the convex hull
of both lungs: the lungs, the heart and what lies between. Needs numpy, scipy, nibabel and Pillow.
"""
import argparse, collections, csv, json, pathlib, subprocess
import nibabel, numpy as np
from PIL import Image
from scipy import spatial


def hull(mask):
    """The convex hull of what is set."""
    rows, columns = np.indices(mask.shape)
    cells = np.stack([rows.ravel(), columns.ravel()], -1)
    return (spatial.Delaunay(np.argwhere(mask)).find_simplex(cells) >= 0).reshape(mask.shape)


def interval(values, patients, draws=2000, seed=1):
    """95 % of the means over patients drawn with replacement, each with all of its scans."""
    groups = collections.defaultdict(list)
    for value, patient in zip(values, patients): groups[patient].append(value)
    sums = np.array([(sum(group), len(group)) for group in groups.values()])
    picks = np.random.default_rng(seed).integers(len(sums), size=(draws, len(sums)))
    totals = sums[picks].sum(1)
    return np.quantile(totals[:, 0] / totals[:, 1], [0.025, 0.975])


def row(name, maps):
    """Prints the mean shares of `maps`: tuples of patient, share and area of the lungs, share and area of the hull."""
    patients, *columns = zip(*maps)
    lungs, area, inside, hulls = map(np.array, columns)
    texts = []
    for share, size in ((lungs, area), (inside, hulls)):
        low, high = interval(share, patients)
        least, most = interval(share - size, patients)
        texts.append(f"{share.mean():.3f} ({low:.3f}–{high:.3f}) of {size.mean():.3f}, difference {(share - size).mean():+.3f} "
                     f"({least:+.3f} to {most:+.3f}), more in {np.mean(share > size):.2f} of the scans")
    print(f"{name}: {len(maps)} scans, {len(set(patients))} patients\n    lungs {texts[0]}\n    hull  {texts[1]}")


def main():
    parser = argparse.ArgumentParser()
    for name in ("masks", "run", "out"): parser.add_argument(name, type=pathlib.Path)
    parser.add_argument("--cine", default="cine")
    parser.add_argument("--method", default="gradCAM,layerCAM")
    options = parser.parse_args()
    volumes, explained = options.out / "volumes", options.out / "explained"
    volumes.mkdir(parents=True, exist_ok=True)
    judged = {line["sample"]: line for line in csv.DictReader((options.run / "predictions.csv").open())}
    scans = {}
    for line in csv.DictReader((options.masks / "labels.csv").open()):
        sample = line["path"].rsplit(".", 1)[0]
        if sample not in judged or not line["lungs"]: continue
        picture = np.array(Image.open(options.masks / line["path"]).convert("L"))
        name = sample.rsplit("/", 1)[1]
        nibabel.save(nibabel.Nifti1Image(picture.T[..., None], np.eye(4)), volumes / f"{name}.nii.gz")
        scans[name] = judged[sample], np.array(Image.open(options.masks / line["lungs"])) > 0
    subprocess.run([options.cine, "explain", options.run / "model.safetensors", volumes, "--out", explained,
                    "--method", options.method, "--threads", "1", "--quiet"], check=True)

    shares, silent = collections.defaultdict(list), collections.Counter()
    for name, (judgement, mask) in scans.items():
        record = json.loads((explained / name / "saliency.json").read_text())
        expected, found = float(judgement["p_" + record["class"]]), max(record["probabilities"].values())
        assert abs(expected - found) < 1e-4, f"{name}: the picture gave {expected}, its volume {found}"
        whole = hull(mask)
        for method in record["methods"]:
            values = nibabel.load(explained / name / f"{method['name']}.nii.gz").get_fdata().squeeze().T
            mass = np.maximum(values, 0)
            if mass.sum() == 0:
                silent[method["name"]] += 1
                continue
            shares[method["name"], "all"].append(
                (judgement["patient"], mass[mask].sum() / mass.sum(), mask.mean(), mass[whole].sum() / mass.sum(), whole.mean()))
            shares[method["name"], record["class"]].append(shares[method["name"], "all"][-1])
    for (method, kind), maps in sorted(shares.items()): row(f"{method}, {kind}", maps)
    if silent: print(f"maps without positive evidence, left out: {dict(silent)}")


main()
