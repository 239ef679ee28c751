"""Networks that read clinical numbers beside a sequence, in float64 PyTorch: clinical.json.

Run: python make_clinical.py > clinical.json
Each case has sequences of two or three of three frames (the rest is padding, which PyTorch never sees), clinical numbers,
logits, loss and every gradient.
"""

import json

import torch
from torch import nn

torch.set_default_dtype(torch.float64)
BATCH, FRAMES, SIDE, CLINICAL, CLASSES = 3, 3, 4, 4, 2
LENGTHS = [3, 2, 3]


def numbers(tensor):
    return {"shape": list(tensor.shape), "values": tensor.detach().flatten().tolist()}


class Network(nn.Module):
    """Features of each frame, then an LSTM with the clinical branch beside it, or the branch's weights over the frames."""

    def __init__(self, combine):
        super().__init__()
        self.combine = combine
        self.frame = nn.Linear(SIDE * SIDE, 5)
        if combine == "concat":
            self.lstm = nn.LSTM(5, 3)
            self.branch = nn.Sequential(nn.Linear(CLINICAL, 4), nn.ReLU())
            self.head = nn.Linear(7, CLASSES)
        else:
            self.branch = nn.Sequential(nn.Linear(CLINICAL, 4), nn.ReLU(), nn.Linear(4, FRAMES))
            self.head = nn.Linear(5, CLASSES)

    def forward(self, frames, clinical):
        rows = []
        for sequence, length, known in zip(frames, LENGTHS, clinical):
            features = torch.tanh(self.frame(sequence[:length].flatten(1)))
            branch = self.branch(known)
            if self.combine == "concat":
                states, _ = self.lstm(features.unsqueeze(1))
                rows.append(self.head(torch.cat([states[-1, 0], branch])))
            else:
                weights = torch.softmax(branch[:length], 0)
                rows.append(self.head((weights.unsqueeze(1) * features).sum(0)))
        return torch.stack(rows)

    def named(self, of):
        """Cine's names; the LSTM has one bias, whose gradient is that of either of PyTorch's."""
        found = {
            "timeDistributed.dense.weight": of(self.frame.weight), "timeDistributed.dense.bias": of(self.frame.bias),
            "dense.weight": of(self.head.weight), "dense.bias": of(self.head.bias),
        }
        dense = [layer for layer in self.branch if isinstance(layer, nn.Linear)]
        for place, layer in enumerate(dense):
            word = "dense" if len(dense) == 1 else f"dense[{place}]"
            found[f"joinClinical.{word}.weight"] = of(layer.weight)
            found[f"joinClinical.{word}.bias"] = of(layer.bias)
        if self.combine == "concat":
            found["lstm.weight_ih"] = of(self.lstm.weight_ih_l0)
            found["lstm.weight_hh"] = of(self.lstm.weight_hh_l0)
            found["lstm.bias"] = of(self.lstm.bias_ih_l0)
        return found


def case(combine):
    torch.manual_seed({"concat": 3, "weights": 4}[combine])
    network = Network(combine)
    if combine == "concat":
        nn.init.zeros_(network.lstm.bias_hh_l0)
    frames = torch.randn(BATCH, FRAMES, SIDE, SIDE)
    clinical = torch.randn(BATCH, CLINICAL)
    labels = torch.tensor([0, 1, 1])
    logits = network(frames, clinical)
    loss = nn.functional.cross_entropy(logits, labels)
    loss.backward()
    branch = [{"dense": {"units": 4}}, "relu"] + ([{"dense": {"units": FRAMES}}] if combine == "weights" else [])
    architecture = [{"timeDistributed": {"axis": "frames", "layers": ["flatten", {"dense": {"units": 5}}, "tanh"]}}]
    if combine == "concat":
        architecture.append({"lstm": {"units": 3}})
    architecture += [{"joinClinical": {"layers": branch, "combine": combine}}, {"dense": {"units": CLASSES}}]
    return {
        "name": combine, "architecture": architecture, "batch": BATCH,
        "input": {"frames": FRAMES, "height": SIDE, "width": SIDE, "channels": 1, "clinical": CLINICAL},
        "frames": numbers(frames.unsqueeze(-1)), "labels": labels.tolist(), "labelSmoothing": 0, "loss": loss.item(),
        "logits": numbers(logits), "inferLogits": numbers(logits),
        "weights": network.named(lambda tensor: numbers(tensor)),
        "gradients": network.named(lambda tensor: numbers(tensor.grad)), "running": {}, "lengths": LENGTHS,
        "clinical": numbers(clinical),
    }


print(json.dumps([case("concat"), case("weights")]))
