#include "CVectorKernels.h"

#include <math.h>
#include <string.h>

#include "dispatch.h"

#define INLINE static inline __attribute__((always_inline))

/* e^x to 2 units in the last place, clamped to e^-87...e^88: 2^n * e^r with |r| <= ln 2 / 2, the polynomial of S. Moshier's Cephes
 * (expf). The low bits of x / ln 2 + 1.5 * 2^23 are n. */
INLINE float exponential(float x) {
    x = x < -87 ? -87 : x > 88 ? 88 : x;
    const float shifted = x * 1.44269504089f + 0x1.8p23f;
    const float n = shifted - 0x1.8p23f;
    const float r = (x - n * 0.693359375f) - n * -2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * (r * r) + r + 1;
    uint32_t bits;
    memcpy(&bits, &shifted, sizeof bits);
    bits = (bits + 127) << 23;
    float power;
    memcpy(&power, &bits, sizeof power);
    return p * power;
}

INLINE float sigmoid(float x) { return 1 / (1 + exponential(-x)); }

/* Cephes' tanhf: a polynomial near 0, where the quotient would cancel. */
INLINE float tangent(float x) {
    const float magnitude = fabsf(x), z = x * x;
    float p = -5.70498872745e-3f;
    p = p * z + 2.06390887954e-2f;
    p = p * z - 5.37397155531e-2f;
    p = p * z + 1.33314422036e-1f;
    p = p * z - 3.33332819422e-1f;
    const float near = p * z * x + x, far = copysignf(1 - 2 / (exponential(2 * magnitude) + 1), x);
    return magnitude < 0.625f ? near : far;
}

INLINE float activation(float x, const int relu) { return relu ? (x < 0 ? 0 : x) : tangent(x); }

/* The slope of the activation where its value is y. */
INLINE float slope(float y, const int relu) { return relu ? (y > 0 ? 1 : 0) : 1 - y * y; }

INLINE void lstm_forward(
    size_t units, const int relu, float *restrict gates, const float *restrict recurrent,
    const float *restrict previous_cell, float *restrict cell, float *restrict state) {
    for (size_t unit = 0; unit < units; unit++) {
        const size_t i = unit, f = units + unit, g = 2 * units + unit, o = 3 * units + unit;
        const float input = sigmoid(gates[i] + recurrent[i]), forget = sigmoid(gates[f] + recurrent[f]);
        const float candidate = activation(gates[g] + recurrent[g], relu), output = sigmoid(gates[o] + recurrent[o]);
        const float kept = forget * previous_cell[unit] + input * candidate;
        gates[i] = input;
        gates[f] = forget;
        gates[g] = candidate;
        gates[o] = output;
        cell[unit] = kept;
        state[unit] = output * activation(kept, relu);
    }
}

INLINE void lstm_backward(
    size_t units, const int relu, const float *restrict gates, const float *restrict previous_cell,
    const float *restrict cell, const float *restrict state_gradient, float *restrict cell_gradient,
    float *restrict gradients) {
    for (size_t unit = 0; unit < units; unit++) {
        const size_t i = unit, f = units + unit, g = 2 * units + unit, o = 3 * units + unit;
        const float input = gates[i], forget = gates[f], candidate = gates[g], output = gates[o];
        const float shown = activation(cell[unit], relu), dh = state_gradient[unit];
        const float dc = cell_gradient[unit] + dh * output * slope(shown, relu);
        gradients[i] = dc * candidate * input * (1 - input);
        gradients[f] = dc * previous_cell[unit] * forget * (1 - forget);
        gradients[g] = dc * input * slope(candidate, relu);
        gradients[o] = dh * shown * output * (1 - output);
        cell_gradient[unit] = dc * forget;
    }
}

CINE_DISPATCHED
void cine_lstm_forward(
    size_t units, int relu, float *restrict gates, const float *restrict recurrent,
    const float *restrict previous_cell, float *restrict cell, float *restrict state) {
    if (relu)
        lstm_forward(units, 1, gates, recurrent, previous_cell, cell, state);
    else
        lstm_forward(units, 0, gates, recurrent, previous_cell, cell, state);
}

CINE_DISPATCHED
void cine_lstm_backward(
    size_t units, int relu, const float *restrict gates, const float *restrict previous_cell,
    const float *restrict cell, const float *restrict state_gradient, float *restrict cell_gradient,
    float *restrict gradients) {
    if (relu)
        lstm_backward(units, 1, gates, previous_cell, cell, state_gradient, cell_gradient, gradients);
    else
        lstm_backward(units, 0, gates, previous_cell, cell, state_gradient, cell_gradient, gradients);
}

CINE_DISPATCHED
void cine_gru_forward(
    size_t units, float *restrict gates, const float *restrict recurrent, const float *restrict previous_state,
    float *restrict recurrent_candidate, float *restrict state) {
    for (size_t unit = 0; unit < units; unit++) {
        const size_t r = unit, z = units + unit, n = 2 * units + unit;
        const float reset = sigmoid(gates[r] + recurrent[r]), update = sigmoid(gates[z] + recurrent[z]);
        const float candidate = tangent(gates[n] + reset * recurrent[n]);
        recurrent_candidate[unit] = recurrent[n];
        gates[r] = reset;
        gates[z] = update;
        gates[n] = candidate;
        state[unit] = (1 - update) * candidate + update * previous_state[unit];
    }
}

CINE_DISPATCHED
void cine_gru_backward(
    size_t units, const float *restrict gates, const float *restrict previous_state,
    const float *restrict recurrent_candidate, float *restrict state_gradient, float *restrict input_gradients,
    float *restrict recurrent_gradients) {
    for (size_t unit = 0; unit < units; unit++) {
        const size_t r = unit, z = units + unit, n = 2 * units + unit;
        const float reset = gates[r], update = gates[z], candidate = gates[n], dh = state_gradient[unit];
        const float dn = dh * (1 - update) * (1 - candidate * candidate);
        const float dr = dn * recurrent_candidate[unit] * reset * (1 - reset);
        const float dz = dh * (previous_state[unit] - candidate) * update * (1 - update);
        input_gradients[r] = recurrent_gradients[r] = dr;
        input_gradients[z] = recurrent_gradients[z] = dz;
        input_gradients[n] = dn;
        recurrent_gradients[n] = dn * reset;
        state_gradient[unit] = dh * update;
    }
}
