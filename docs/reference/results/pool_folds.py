#!/usr/bin/env python3
"""Pools the out-of-fold predictions of several runs: macro AUROC with a bootstrap interval over patients.

    pool_folds.py RUN…        (needs numpy and scikit-learn)
"""
import csv
import sys

import numpy as np
from sklearn.metrics import roc_auc_score

rows = [row for run in sys.argv[1:] for row in csv.DictReader(open(f"{run}/predictions.csv"))]
classes = [key[2:] for key in rows[0] if key.startswith("p_")]
labels = np.array([classes.index(row["label"]) for row in rows])
scores = np.array([[float(row["p_" + name]) for name in classes] for row in rows])
patients = np.array([row["patient"] for row in rows])


def macro(places):
    return np.mean([roc_auc_score(labels[places] == c, scores[places][:, c]) for c in range(len(classes))])


names = np.unique(patients)
members = {name: np.where(patients == name)[0] for name in names}
generator = np.random.default_rng(0)
drawn = []
while len(drawn) < 1000:
    places = np.concatenate([members[name] for name in generator.choice(names, len(names))])
    if len(set(labels[places])) == len(classes):
        drawn.append(macro(places))
low, high = np.percentile(drawn, [2.5, 97.5])
print(f"{len(rows)} scans of {len(names)} patients: macro AUROC {macro(np.arange(len(rows))):.3f} [{low:.3f}, {high:.3f}]")
