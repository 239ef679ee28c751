"""How many changed copies `cine check` finds: python recall.py CINE MANIFEST PATH_COLUMN FOLDER (needs Pillow, NumPy).

Takes 200 images of a manifest with the same seed each time, writes them and one changed copy of each to FOLDER, checks
them, and prints for each change the share of copies that are listed with their original.
"""

import csv
import json
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
from PIL import Image


def shifted(image, pixels):
    return Image.fromarray(np.roll(np.asarray(image), (pixels, pixels), (0, 1)))


def curve(image, function):
    return Image.fromarray(np.clip(function(np.asarray(image, dtype=np.float64)), 0, 255).astype(np.uint8))


CHANGES = {
    "resized to 60 %": lambda i: i.resize((int(i.width * 0.6), int(i.height * 0.6)), Image.BICUBIC),
    "JPEG of quality 40": lambda i: i,
    "brightness and contrast": lambda i: curve(i, lambda v: (v - 128) * 1.2 + 148),
    "gamma 0.8": lambda i: curve(i, lambda v: 255 * (v / 255) ** 0.8),
    "shifted by 1 pixel": lambda i: shifted(i, 1),
    "shifted by 1/128": lambda i: shifted(i, max(1, i.width // 128)),
    "turned by 2 degrees": lambda i: i.rotate(2, Image.BILINEAR),
}

cine, manifest, column, folder = sys.argv[1], Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4])
with open(manifest, newline="", encoding="utf-8-sig") as file:
    paths = [manifest.parent / row[column] for row in csv.DictReader(file) if row[column]]
chosen = random.Random(2).sample(paths, 200)
for change, apply in CHANGES.items():
    part = folder / change.replace(" ", "-").replace("/", "-")
    part.mkdir(parents=True, exist_ok=True)
    rows = []
    for index, path in enumerate(chosen):
        image = Image.open(path).convert("L")
        image.save(part / f"{index}.png")
        name = f"{index}-copy.jpg" if "JPEG" in change else f"{index}-copy.png"
        apply(image).save(part / name, **({"quality": 40} if "JPEG" in change else {}))
        rows += [(f"{index}.png", "original"), (name, "copy")]
    with open(part / "labels.csv", "w", newline="") as file:
        csv.writer(file).writerows([("path", "class"), *rows])
    check = subprocess.run([cine, "check", str(part), "--json", "--quiet"], capture_output=True, text=True)
    report = json.loads(check.stdout)
    pairs = [pair["samples"] for pair in report["near_duplicates"]] + [g["samples"] for g in report["identical"]]
    found = sum(any({f"{i}", f"{i}-copy"} <= set(samples) for samples in pairs) for i in range(200))
    print(f"{manifest.parent.name}: {change}: {found / 2:.1f} %", flush=True)
