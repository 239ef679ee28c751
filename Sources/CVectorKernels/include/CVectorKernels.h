#ifndef CINE_VECTOR_KERNELS_H
#define CINE_VECTOR_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/* Optimizers: one pass over a stretch of the arena; where weight, gradient and moments are 0 they stay 0. */

/* Adam with decoupled weight decay; `correction1` and `correction2` are 1 / (1 - beta^step). */
typedef struct {
    float learning_rate, beta1, beta2, epsilon, weight_decay, correction1, correction2;
} cine_adam;

void cine_adam_update(
    const cine_adam *_Nonnull rule, float *_Nonnull weights, const float *_Nonnull gradients, float *_Nonnull first,
    float *_Nonnull second, size_t count);

typedef struct {
    float learning_rate, momentum, weight_decay;
    int nesterov;
} cine_sgd;

void cine_sgd_update(
    const cine_sgd *_Nonnull rule, float *_Nonnull weights, const float *_Nonnull gradients, float *_Nonnull velocity,
    size_t count);

double cine_sum_of_squares(const float *_Nonnull values, size_t count);

void cine_scale(float *_Nonnull values, size_t count, float factor);

/* Dropout: number `first + i` is kept where a hash of seed and place lies at or above `threshold`, and scaled;
 * the same call on the gradient is the backward pass. `source` and `target` may be the same. */
void cine_dropout(
    const float *_Nonnull source, float *_Nonnull target, size_t first, size_t count, uint64_t seed,
    uint32_t threshold, float scale);

#endif
