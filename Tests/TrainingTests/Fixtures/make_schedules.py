"""Writes schedules.json: the learning-rate factors of each epoch by PyTorch's schedulers.

    python make_schedules.py > schedules.json
"""

import json

import torch
from torch.optim import lr_scheduler as lr

EPOCHS = 24
LOSSES = [1.0, 0.8, 0.7, 0.70001, 0.69999, 0.6999, 0.72, 0.71, 0.65, 0.66, 0.67, 0.68, 0.69, 0.649, 0.7, 0.7, 0.7, 0.7,
          0.7, 0.7, 0.7, 0.7, 0.7, 0.7]


def factors(make):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = make(optimizer)
    rates = []
    for epoch in range(EPOCHS):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if isinstance(scheduler, lr.ReduceLROnPlateau):
            scheduler.step(LOSSES[epoch])
        else:
            scheduler.step()
    return rates


print(json.dumps({
    "epochs": EPOCHS,
    "losses": LOSSES,
    "step": factors(lambda o: lr.StepLR(o, step_size=7, gamma=0.3)),
    "exponential": factors(lambda o: lr.ExponentialLR(o, gamma=0.9)),
    "cosine": factors(lambda o: lr.CosineAnnealingLR(o, T_max=EPOCHS, eta_min=0.05)),
    "cosine_warm_up": [(e + 1) / 5 for e in range(4)]
    + factors(lambda o: lr.CosineAnnealingLR(o, T_max=EPOCHS - 4))[: EPOCHS - 4],
    "plateau": factors(lambda o: lr.ReduceLROnPlateau(o, factor=0.2, patience=2, threshold=1e-4, eps=0)),
}))
