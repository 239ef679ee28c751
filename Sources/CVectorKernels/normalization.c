#include "CVectorKernels.h"

#include "dispatch.h"

#define LANES 8
#include "normalization_planes.h"
#define LANES 16
#include "normalization_planes.h"

/* Calls `call` with constants for block, relu and pools, so that each combination is compiled on its own. */
#define WITH_RELU_AND_POOLS(call, lanes) \
    if (shape->pools) {                  \
        if (shape->relu) {               \
            call(lanes, 1, 1)            \
        } else {                         \
            call(lanes, 0, 1)            \
        }                                \
    } else {                             \
        if (shape->relu) {               \
            call(lanes, 1, 0)            \
        } else {                         \
            call(lanes, 0, 0)            \
        }                                \
    }
#define SPECIALIZED(call)                                       \
    if (shape->block == 16) { WITH_RELU_AND_POOLS(call, 16) }   \
    else { WITH_RELU_AND_POOLS(call, 8) }

static inline size_t input_plane(const cine_normalization *shape) {
    return shape->height * shape->width * (size_t)shape->block;
}

static inline size_t output_plane(const cine_normalization *shape) {
    return shape->pools ? (shape->height / 2) * (shape->width / 2) * (size_t)shape->block : input_plane(shape);
}

CINE_DISPATCHED
void cine_normalization_statistics(
    const cine_normalization *shape, const float *x, size_t first, size_t last, double *sums, double *squares) {
    const size_t pixels = shape->height * shape->width;
    if (shape->block == 16) {
        for (size_t p = first; p < last; p++)
            statistics_plane16(x + p * pixels * 16, pixels, sums + p * 16, squares + p * 16);
    } else {
        for (size_t p = first; p < last; p++)
            statistics_plane8(x + p * pixels * 8, pixels, sums + p * 8, squares + p * 8);
    }
}

CINE_DISPATCHED
void cine_normalization_forward(
    const cine_normalization *shape, const float *x, float *y, size_t first, size_t last, const float *a,
    const float *b) {
    const size_t in = input_plane(shape), out = output_plane(shape);
#define FORWARD(lanes, relu, pools)                                                           \
    for (size_t p = first; p < last; p++) {                                                   \
        const size_t channel = p % shape->blocks * lanes;                                     \
        forward_plane##lanes(shape, x + p * in, y + p * out, a + channel, b + channel, relu, pools); \
    }
    SPECIALIZED(FORWARD)
#undef FORWARD
}

CINE_DISPATCHED
void cine_normalization_reduce(
    const cine_normalization *shape, const float *x, const float *dy, size_t first, size_t last, const float *a,
    const float *b, const float *mean, double *sums, double *products) {
    const size_t in = input_plane(shape), out = output_plane(shape);
#define REDUCE(lanes, relu, pools)                                                                        \
    for (size_t p = first; p < last; p++) {                                                               \
        const size_t channel = p % shape->blocks * lanes;                                                 \
        reduce_plane##lanes(shape, x + p * in, dy + p * out, a + channel, b + channel, mean + channel,     \
                            sums + p * lanes, products + p * lanes, relu, pools);                          \
    }
    SPECIALIZED(REDUCE)
#undef REDUCE
}

CINE_DISPATCHED
void cine_normalization_backward(
    const cine_normalization *shape, const float *x, const float *dy, float *dx, size_t first, size_t last,
    const float *a, const float *b, const float *k0, const float *k1, const float *k2) {
    const size_t in = input_plane(shape), out = output_plane(shape);
#define BACKWARD(lanes, relu, pools)                                                                     \
    for (size_t p = first; p < last; p++) {                                                              \
        const size_t channel = p % shape->blocks * lanes;                                                \
        backward_plane##lanes(shape, x + p * in, dy + p * out, dx + p * in, a + channel, b + channel,     \
                              k0 + channel, k1 + channel, k2 + channel, relu, pools);                     \
    }
    SPECIALIZED(BACKWARD)
#undef BACKWARD
}
