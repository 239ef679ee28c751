/* One plane of a thin convolution's weight gradient; included once for each block length, with LANES set. */

#include "lanes.h"

/* Adds one output row's share of nine sums; `x` is the padded row above it and padded rows are `stride` apart. */
#define TAPS(d, at)                                                     \
    for (int tap = 0; tap < 9; tap++) sum[tap] += (d) * rows[tap / 3][(at) + (size_t)(tap % 3)];

INLINE void NAMED(thin_row)(
    const float *x, size_t stride, const float *dy, size_t width, double *sums, size_t channels) {
    const float *rows[3] = {x, x + stride, x + 2 * stride};
    V sum[9] = {{0}};
    size_t column = 0;
    for (; column + 1 < width; column += 2) {
        const V left = LOAD(dy + column * LANES), right = LOAD(dy + (column + 1) * LANES);
        TAPS(left, column)
        TAPS(right, column + 1)
    }
    if (column < width) {
        const V last = LOAD(dy + column * LANES);
        TAPS(last, column)
    }
    for (size_t tap = 0; tap < 9; tap++) NAMED(add_to)(sums + tap * channels * LANES, &sum[tap]);
}

/* Adds to `sums`, 3 * 3 * channels * b, and to `bias`, b, unless it is null. */
INLINE void NAMED(thin_plane)(
    const cine_thin_convolution *shape, const float *padded, const float *dy, double *sums, double *bias) {
    const size_t width = shape->width, stride = width + 2;
    for (size_t row = 0; row < shape->height; row++) {
        const float *gradient = dy + row * width * LANES;
        for (size_t channel = 0; channel < shape->channels; channel++)
            NAMED(thin_row)(padded + (channel * (shape->height + 2) + row) * stride, stride, gradient, width,
                            sums + channel * LANES, shape->channels);
        if (!bias) continue;
        V sum = {0};
        for (size_t column = 0; column < width; column++) sum += LOAD(gradient + column * LANES);
        NAMED(add_to)(bias, &sum);
    }
}

#undef TAPS
#include "lanes_end.h"
