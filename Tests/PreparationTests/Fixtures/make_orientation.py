"""Volumes turned to an orientation by nibabel, straight and oblique.

    python make_orientation.py   # writes orientation.json beside itself; numpy, nibabel
"""
import json, pathlib
import nibabel
import numpy as np
from nibabel import orientations

cases = []
for codes, target, tilt in [
    ("RAS", "RAS", 0), ("LAS", "RAS", 0), ("LPS", "RAS", 0), ("PIR", "RAS", 0), ("SLP", "RAS", 0), ("RAS", "LPS", 0),
    ("IPL", "ASR", 0), ("LPI", "RAS", 0.3), ("ASR", "PIL", 0.25),
]:
    shape = (3, 4, 5)  # i, j, k
    volume = np.arange(60, dtype=np.float32).reshape(shape)
    ornt = orientations.axcodes2ornt(codes)
    matrix = np.zeros((3, 3))
    for axis, (world, sign) in enumerate(ornt):
        matrix[int(world), axis] = sign * (1.0, 2.0, 3.0)[axis]
    turn = np.array([[np.cos(tilt), -np.sin(tilt), 0], [np.sin(tilt), np.cos(tilt), 0], [0, 0, 1]])
    affine = np.eye(4)
    affine[:3, :3] = turn @ matrix
    affine[:3, 3] = (5, -6, 7)
    found = orientations.io_orientation(affine)
    change = orientations.ornt_transform(found, orientations.axcodes2ornt(target))
    turned = orientations.apply_orientation(volume, change)
    cases.append({
        "affine": affine[:3].ravel().tolist(), "codes": "".join(nibabel.aff2axcodes(affine)), "target": target,
        # slice, row, column, as a scan keeps them
        "voxels": volume.transpose(2, 1, 0).ravel().tolist(), "extents": list(shape)[::-1],
        "turned": turned.transpose(2, 1, 0).ravel().tolist(), "turnedExtents": list(turned.shape)[::-1]})
pathlib.Path(__file__).with_name("orientation.json").write_text(json.dumps(cases))
