"""Writes losses.json: losses and gradients by PyTorch in float64.

    python make_losses.py > losses.json
"""

import json

import torch
import torch.nn.functional as F

torch.manual_seed(5)
torch.set_num_threads(1)
N, K = 6, 4
outputs = (torch.randn(N, K, dtype=torch.float64) * 3).float().double()
outputs[0] = torch.tensor([20.0, -20.0, 0.0, 3.0])
labels = torch.tensor([0, 1, 3, 2, 2, 0])
hard = F.one_hot(labels, K).double()
partner = hard.roll(1, 0)
mixed = (0.75 * hard + 0.25 * partner)
several = (torch.rand(N, K) > 0.5).double()
weights = torch.tensor([0.5, 1.0, 2.0, 1.25], dtype=torch.float64)


def case(name, targets, function, **options):
    z = outputs.clone().requires_grad_()
    loss = function(z)
    loss.backward()
    return {"name": name, "targets": targets.flatten().tolist(), "loss": loss.item(),
            "gradient": z.grad.flatten().tolist(), **options}


def focal(z, targets, gamma, weight, smoothing):
    """Lin et al. 2017, written out for a softmax; the mean is that of cross_entropy."""
    logp = F.log_softmax(z, 1)
    q = (targets * (1 - smoothing) + smoothing / K) * weight
    return -(q * (1 - logp.exp()) ** gamma * logp).sum() / (targets * weight).sum()


def ordinal(z, targets, weight):
    grades = torch.arange(K, dtype=torch.float64)
    error = (F.softmax(z, 1) * grades).sum(1) - (targets * grades).sum(1)
    row = (targets * weight).sum(1)
    return (row * error ** 2).sum() / row.sum()


ones = torch.ones(K, dtype=torch.float64)
print(json.dumps({
    "rows": N, "columns": K, "outputs": outputs.flatten().tolist(), "weights": weights.tolist(),
    "cases": [
        case("crossEntropy", hard, lambda z: F.cross_entropy(z, labels)),
        case("crossEntropy", hard, lambda z: F.cross_entropy(z, labels, weight=weights, label_smoothing=0.1),
             weighted=True, smoothing=0.1),
        case("crossEntropy", mixed, lambda z: F.cross_entropy(z, mixed)),
        case("focal", hard, lambda z: F.cross_entropy(z, labels, weight=weights), weighted=True, gamma=0.0),
        case("focal", hard, lambda z: focal(z, hard, 2.0, ones, 0.0), gamma=2.0),
        case("focal", mixed, lambda z: focal(z, mixed, 0.5, weights, 0.1), weighted=True, smoothing=0.1, gamma=0.5),
        case("binary", several, lambda z: F.binary_cross_entropy_with_logits(z, several)),
        case("binary", several, lambda z: F.binary_cross_entropy_with_logits(z, several, weight=weights), weighted=True),
        case("ordinal", hard, lambda z: ordinal(z, hard, ones)),
        case("ordinal", mixed, lambda z: ordinal(z, mixed, weights), weighted=True),
    ],
}))
