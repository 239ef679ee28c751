"""Writes optimizers.json: ten updates of some weights by PyTorch's optimizers in float64.

    python make_optimizers.py > optimizers.json
"""

import json

import torch

torch.manual_seed(3)
torch.set_num_threads(1)
COUNT, STEPS = 19, 10
start = torch.randn(COUNT, dtype=torch.float64)
gradients = torch.randn(STEPS, COUNT, dtype=torch.float64) * torch.logspace(-3, 1, COUNT, dtype=torch.float64)


def trajectory(name, make):
    weights = start.clone().requires_grad_()
    optimizer = make([weights])
    rows = []
    for gradient in gradients:
        weights.grad = gradient.clone()
        optimizer.step()
        rows.append(weights.detach().tolist())
    return {"name": name, "weights": rows}


optim = torch.optim
print(json.dumps({
    "start": start.tolist(), "gradients": gradients.tolist(),
    "trajectories": [
        trajectory("adam", lambda p: optim.Adam(p, lr=1e-2)),
        trajectory("adamW", lambda p: optim.AdamW(p, lr=1e-2, weight_decay=0.1)),
        trajectory("sgd", lambda p: optim.SGD(p, lr=1e-2, momentum=0.9, weight_decay=0.1)),
        trajectory("nesterov", lambda p: optim.SGD(p, lr=1e-2, momentum=0.9, nesterov=True)),
        trajectory("rmsprop", lambda p: optim.RMSprop(p, lr=1e-2, alpha=0.9, eps=1e-7)),
        trajectory("rmspropMomentum",
                   lambda p: optim.RMSprop(p, lr=1e-2, alpha=0.99, eps=1e-3, momentum=0.8, weight_decay=0.1)),
        trajectory("adadelta", lambda p: optim.Adadelta(p, lr=1.0, rho=0.9, eps=1e-6, weight_decay=0.1)),
        trajectory("adagrad", lambda p: optim.Adagrad(p, lr=1e-2, eps=1e-10, weight_decay=0.1)),
    ],
}))
