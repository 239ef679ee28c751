#include "CVectorKernels.h"

#include <math.h>

#include "dispatch.h"

/* The sequence C * L of a head that lies as L * stride. */
static inline void transpose(const cine_attention *shape, const float *source, float *target) {
    for (size_t j = 0; j < shape->length; j++)
        for (size_t c = 0; c < shape->features; c++) target[c * shape->length + j] = source[j * shape->stride + c];
}

static inline void softmax(float *values, size_t count) {
    float largest = values[0];
    for (size_t j = 1; j < count; j++) largest = values[j] > largest ? values[j] : largest;
    double sum = 0;
    for (size_t j = 0; j < count; j++) sum += values[j] = expf(values[j] - largest);
    const float scale = (float)(1 / sum);
    for (size_t j = 0; j < count; j++) values[j] *= scale;
}

static inline void drop(const cine_attention *shape, const float *source, float *target, size_t row) {
    cine_dropout(
        source, target, shape->place + row * shape->steps, shape->length, shape->seed, shape->threshold, shape->kept);
}

CINE_DISPATCHED
void cine_attention_forward(
    const cine_attention *shape, const float *restrict q, const float *restrict k, const float *restrict v,
    float *restrict weights, float *restrict y, float *restrict scratch) {
    const size_t length = shape->length, features = shape->features;
    float *keys = scratch, *dropped = keys + features * length;
    transpose(shape, k, keys);
    for (size_t i = 0; i < length; i++) {
        float *row = weights + i * shape->steps, *target = y + i * shape->output_stride;
        for (size_t j = 0; j < length; j++) row[j] = 0;
        for (size_t c = 0; c < features; c++) {
            const float factor = q[i * shape->stride + c] * shape->scale;
            for (size_t j = 0; j < length; j++) row[j] += factor * keys[c * length + j];
        }
        softmax(row, length);
        drop(shape, row, dropped, i);
        for (size_t c = 0; c < features; c++) target[c] = 0;
        for (size_t j = 0; j < length; j++)
            for (size_t c = 0; c < features; c++) target[c] += dropped[j] * v[j * shape->stride + c];
    }
    for (size_t i = length; i < shape->steps; i++)
        for (size_t c = 0; c < features; c++) y[i * shape->output_stride + c] = 0;
}

CINE_DISPATCHED
void cine_attention_backward(
    const cine_attention *shape, const float *restrict q, const float *restrict k, const float *restrict v,
    const float *restrict weights, const float *restrict dy, float *restrict dq, float *restrict dk,
    float *restrict dv, float *restrict scratch) {
    const size_t length = shape->length, features = shape->features, stride = shape->stride;
    float *values = scratch, *dropped = values + features * length, *gradient = dropped + length;
    transpose(shape, v, values);
    for (size_t i = 0; i < shape->steps; i++)
        for (size_t c = 0; c < features; c++) dq[i * stride + c] = dk[i * stride + c] = dv[i * stride + c] = 0;
    for (size_t i = 0; i < length; i++) {
        const float *row = weights + i * shape->steps, *source = dy + i * shape->output_stride;
        drop(shape, row, dropped, i);
        for (size_t j = 0; j < length; j++) gradient[j] = 0;
        for (size_t c = 0; c < features; c++)
            for (size_t j = 0; j < length; j++) gradient[j] += source[c] * values[c * length + j];
        drop(shape, gradient, gradient, i);
        double sum = 0;
        for (size_t j = 0; j < length; j++) sum += (double)gradient[j] * row[j];
        for (size_t j = 0; j < length; j++) {
            const float score = row[j] * (gradient[j] - (float)sum) * shape->scale;
            for (size_t c = 0; c < features; c++) {
                dq[i * stride + c] += score * k[j * stride + c];
                dk[j * stride + c] += score * q[i * stride + c];
                dv[j * stride + c] += dropped[j] * source[c];
            }
        }
    }
}
