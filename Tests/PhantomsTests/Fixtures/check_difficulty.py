"""How well intensities alone tell the classes of a synthetic cohort apart.

A logistic regression on each scan's mean, std, max and 32-bin histogram, cross-validated with grouped, stratified folds.
Prints the AUROC of every class against the rest and of every pair; ends with 1 if one is above the limit.

    cine phantom lesion-mri --out cohort --count 400 --seed 5
    python check_difficulty.py cohort

Needs numpy, scikit-learn, nibabel and Pillow.
"""

import argparse
import csv
import itertools
import pathlib
import sys

import nibabel
import numpy as np
from PIL import Image
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def voxels(path):
    if path.is_dir():
        return np.stack([np.asarray(Image.open(frame), float) for frame in sorted(path.iterdir())])
    if path.name.endswith(".nii.gz"):
        return np.asarray(nibabel.load(path).dataobj, float)
    return np.asarray(Image.open(path), float)


def features(values, own_range):
    limits = (values.min(), values.max()) if own_range else (0, 256)
    histogram, _ = np.histogram(values, 32, limits)
    return np.r_[values.mean(), values.std(), values.max(), histogram / values.size]


def auroc(x, y, groups, strength):
    model = make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=5000))
    scores = []
    for seed in range(3):
        folds = StratifiedGroupKFold(5, shuffle=True, random_state=seed)
        probability = cross_val_predict(model, x, y, groups=groups, cv=folds, method="predict_proba")[:, 1]
        scores.append(roc_auc_score(y, probability))
    return np.mean(scores)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cohort", type=pathlib.Path)
    parser.add_argument("--limit", type=float, default=0.65)
    arguments = parser.parse_args()
    rows = list(csv.DictReader(open(arguments.cohort / "labels.csv")))
    scans = [voxels(arguments.cohort / row["path"]) for row in rows]
    labels = np.array([row["class"] for row in rows])
    groups = np.array([row["patient"] for row in rows])
    names = sorted(set(labels))
    highest = 0
    for own_range, strength in itertools.product((False, True), (1, 100)):
        x = np.array([features(scan, own_range) for scan in scans])
        tasks = [(f"{name} against the rest", np.ones(len(labels), bool), labels == name) for name in names]
        if len(names) == 2:
            tasks = tasks[:1]
        else:
            tasks += [
                (f"{a} against {b}", (labels == a) | (labels == b), labels == a)
                for a, b in itertools.combinations(names, 2)
            ]
        for task, chosen, positive in tasks:
            value = auroc(x[chosen], positive[chosen], groups[chosen], strength)
            highest = max(highest, value)
            bins = "the scan's own range" if own_range else "0 to 256"
            print(f"{task}: AUROC {value:.3f} (C = {strength}, bins over {bins})")
    print(f"highest of {len(labels)} scans: {highest:.3f}")
    return int(highest > arguments.limit)


if __name__ == "__main__":
    sys.exit(main())
