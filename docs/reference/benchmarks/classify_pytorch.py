#!/usr/bin/env python3
"""Classifies scans with PyTorch as a careful user would write it: the peer of `cine classify`.

    classify_pytorch.py MODEL.safetensors LIST.txt OUT.csv [--batch 16] [--workers 2] [--threads 2]

The network and its weights are read from Cine's own model file, so that both compute the same; images are decoded by Pillow,
volumes by nibabel, in a DataLoader with worker processes; the network runs in channels_last. It knows the layers and preparations of
pipelines/kermany.yaml and pipelines/adrenal.yaml, no others.
"""
import argparse, csv, json, struct, sys
import numpy as np, torch
import torch.nn as nn, torch.nn.functional as F
from torch.utils.data import DataLoader, Dataset

parser = argparse.ArgumentParser()
parser.add_argument("model"); parser.add_argument("list"); parser.add_argument("out")
parser.add_argument("--batch", type=int, default=16); parser.add_argument("--workers", type=int, default=2)
parser.add_argument("--threads", type=int, default=2)
options = parser.parse_args()
torch.set_num_threads(options.threads)

data = open(options.model, "rb").read()
length = struct.unpack("<Q", data[:8])[0]
header = json.loads(data[8:8 + length])
meta = header.pop("__metadata__")
tensors = {}
for name, entry in header.items():
    start, end = entry["data_offsets"]
    tensors[name] = torch.tensor(np.frombuffer(data[8 + length + start:8 + length + end], "<f4").reshape(entry["shape"]).copy())
architecture, preparation, classes = (json.loads(meta[k]) for k in ("architecture", "preparation", "classes"))
shape = json.loads(meta["input"])


class Scans(Dataset):
    def __init__(self, files): self.files = files
    def __len__(self): return len(self.files)

    def __getitem__(self, index):
        file, size = self.files[index], preparation["size"]
        if file.endswith((".nii", ".nii.gz")):
            import nibabel
            image = nibabel.as_closest_canonical(nibabel.load(file))
            volume = np.asarray(image.dataobj, np.float32)                      # i j k
            assert preparation["axis"] == "sagittal" and volume.shape[1:] == tuple(size)
            frames = np.transpose(volume, (0, 2, 1))[:, None]
        else:
            from PIL import Image
            image = Image.open(file).convert("L")
            frames = np.asarray(Image.fromarray(np.asarray(image, np.float32), "F").resize(size[::-1], Image.BILINEAR))[None, None]
        if preparation["normalise"] == "zScore": frames = (frames - frames.mean()) / frames.std()
        else:
            low, high = preparation["window"]
            frames = (np.clip(frames, low, high) - low) / (high - low)
        return torch.from_numpy(np.ascontiguousarray(frames, np.float32))       # T 1 H W


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.recurrent = None
        self.frames, self.rest = [], []
        channels = shape["channels"]
        for layer in architecture:
            kind = layer if isinstance(layer, str) else next(iter(layer))
            if kind != "timeDistributed":
                self.rest.append((kind, {} if isinstance(layer, str) else layer[kind]))
                continue
            inner = [(l, {}) if isinstance(l, str) else next(iter(l.items())) for l in layer[kind]["layers"]]
            seen = {}
            for name, options in inner:
                many = sum(n == name for n, _ in inner) > 1
                path = f"timeDistributed.{name}" + (f"[{seen.get(name, 0)}]" if many else "")
                seen[name] = seen.get(name, 0) + 1
                if name == "convolution":
                    module = nn.Conv2d(channels, options["filters"], options["kernel"], padding="same", bias=options["bias"])
                    channels = options["filters"]
                    module.weight.data = tensors[path + ".weight"]
                elif name == "batchNormalization":
                    module = nn.BatchNorm2d(channels)
                    for part in ("weight", "bias", "running_mean", "running_var"): getattr(module, part).data = tensors[f"{path}.{part}"]
                elif name == "relu": module = nn.ReLU(inplace=True)
                elif name == "maxPool": module = nn.MaxPool2d(2)
                elif name == "averagePool": module = nn.AvgPool2d(2)
                elif name == "globalAveragePool": module = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())
                else: sys.exit(f"no layer {name} here")
                self.frames.append(module)
        self.cnn = nn.Sequential(*self.frames).eval().to(memory_format=torch.channels_last)
        units = next(o["units"] for k, o in self.rest if k == "lstm")
        self.lstm = nn.LSTM(tensors["lstm.weight_ih"].shape[1], units, batch_first=True)
        self.lstm.weight_ih_l0.data, self.lstm.weight_hh_l0.data = tensors["lstm.weight_ih"], tensors["lstm.weight_hh"]
        self.lstm.bias_ih_l0.data, self.lstm.bias_hh_l0.data = tensors["lstm.bias"], torch.zeros_like(tensors["lstm.bias"])

    def forward(self, x):
        batch, steps = x.shape[:2]
        x = self.cnn(x.flatten(0, 1).to(memory_format=torch.channels_last))
        if x.dim() == 4: x = x.permute(0, 2, 1, 3).flatten(2)                   # rows of the map as the sequence
        else: x = x.view(batch, steps, -1)
        x = self.lstm(x)[0][:, -1]
        return F.linear(x, tensors["dense.weight"], tensors["dense.bias"]).softmax(1)


files = open(options.list).read().split("\n")[:-1]
network = Network().eval()
with torch.inference_mode(), open(options.out, "w", newline="") as out:
    rows = csv.writer(out)
    rows.writerow(["file"] + [f"p_{c}" for c in classes])
    place = 0
    for batch in DataLoader(Scans(files), batch_size=options.batch, num_workers=options.workers):
        for row in network(batch).tolist():
            rows.writerow([files[place]] + row)
            place += 1
