#include "CVectorKernels.h"

#include <math.h>

#include "dispatch.h"

CINE_DISPATCHED
void cine_adam_update(
    const cine_adam *rule, float *restrict weights, const float *restrict gradients, float *restrict first,
    float *restrict second, size_t count) {
    const float beta1 = rule->beta1, beta2 = rule->beta2, rate = rule->learning_rate;
    const float kept = 1 - rate * rule->weight_decay;
    for (size_t i = 0; i < count; i++) {
        const float gradient = gradients[i];
        const float m = beta1 * first[i] + (1 - beta1) * gradient;
        const float v = beta2 * second[i] + (1 - beta2) * gradient * gradient;
        first[i] = m;
        second[i] = v;
        weights[i] = kept * weights[i] - rate * (m * rule->correction1) / (sqrtf(v * rule->correction2) + rule->epsilon);
    }
}

CINE_DISPATCHED
void cine_sgd_update(
    const cine_sgd *rule, float *restrict weights, const float *restrict gradients, float *restrict velocity,
    size_t count) {
    const float momentum = rule->momentum;
    for (size_t i = 0; i < count; i++) {
        const float gradient = gradients[i] + rule->weight_decay * weights[i];
        const float v = momentum * velocity[i] + gradient;
        velocity[i] = v;
        weights[i] -= rule->learning_rate * (rule->nesterov ? gradient + momentum * v : v);
    }
}

CINE_DISPATCHED
void cine_rmsprop_update(
    const cine_rmsprop *rule, float *restrict weights, const float *restrict gradients, float *restrict velocity,
    float *restrict squares, size_t count) {
    const float rho = rule->rho;
    for (size_t i = 0; i < count; i++) {
        const float gradient = gradients[i] + rule->weight_decay * weights[i];
        const float v = rho * squares[i] + (1 - rho) * gradient * gradient;
        const float step = rule->momentum * velocity[i] + gradient / (sqrtf(v) + rule->epsilon);
        squares[i] = v;
        velocity[i] = step;
        weights[i] -= rule->learning_rate * step;
    }
}

CINE_DISPATCHED
void cine_adadelta_update(
    const cine_adadelta *rule, float *restrict weights, const float *restrict gradients, float *restrict changes,
    float *restrict squares, size_t count) {
    const float rho = rule->rho;
    for (size_t i = 0; i < count; i++) {
        const float gradient = gradients[i] + rule->weight_decay * weights[i];
        const float v = rho * squares[i] + (1 - rho) * gradient * gradient;
        const float change = gradient * (sqrtf(changes[i] + rule->epsilon) / sqrtf(v + rule->epsilon));
        squares[i] = v;
        changes[i] = rho * changes[i] + (1 - rho) * change * change;
        weights[i] -= rule->learning_rate * change;
    }
}

CINE_DISPATCHED
void cine_adagrad_update(
    const cine_adagrad *rule, float *restrict weights, const float *restrict gradients, float *restrict squares,
    size_t count) {
    for (size_t i = 0; i < count; i++) {
        const float gradient = gradients[i] + rule->weight_decay * weights[i];
        const float v = squares[i] + gradient * gradient;
        squares[i] = v;
        weights[i] -= rule->learning_rate * gradient / (sqrtf(v) + rule->epsilon);
    }
}

CINE_DISPATCHED
void cine_average(float *restrict averages, const float *restrict values, size_t count, float share) {
    for (size_t i = 0; i < count; i++) averages[i] += share * (values[i] - averages[i]);
}

CINE_DISPATCHED
double cine_sum_of_squares(const float *values, size_t count) {
    double sums[8] = {0};
    size_t i = 0;
    for (; i + 8 <= count; i += 8)
        for (int lane = 0; lane < 8; lane++) sums[lane] += (double)values[i + lane] * values[i + lane];
    for (; i < count; i++) sums[0] += (double)values[i] * values[i];
    return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}

CINE_DISPATCHED
void cine_scale(float *values, size_t count, float factor) {
    for (size_t i = 0; i < count; i++) values[i] *= factor;
}
