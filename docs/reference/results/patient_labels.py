"""Gives all scans of a phantom patient the label of the first one: python patient_labels.py DIR/labels.csv"""

import csv
import sys

path = sys.argv[1]
with open(path, newline="") as file:
    rows = list(csv.DictReader(file))
labels = {}
for row in rows:
    row["class"] = labels.setdefault(row["patient"], row["class"])
with open(path, "w", newline="") as file:
    writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
