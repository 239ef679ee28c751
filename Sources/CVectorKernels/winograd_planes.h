/* Winograd's algorithm for one block length; included once for each, with LANES set. */

#include "lanes.h"

#define CHOOSE(m, a, b) ((V)(((M)(a) & (m)) | ((M)(b) & ~(m))))
#define UNROLLED _Pragma("clang loop unroll(full)")

#include "winograd_points.h"
#include "winograd_products.h"
#include "winograd_tiles.h"

INLINE void NAMED(winograd_forward)(
    const cine_winograd *shape, const int tile, const float *x, const float *u, const float *bias, float *y,
    size_t first, size_t last, float *scratch) {
    const size_t v_point = shape->chunk * shape->channels + 16, m_point = shape->chunk * shape->filters + 16;
    float *m = scratch + (size_t)((tile + 2) * (tile + 2)) * v_point;
    for (size_t start = first; start < last; start += shape->chunk) {
        const size_t end = last - start < shape->chunk ? last : start + shape->chunk;
        NAMED(gather_input)(shape, tile, x, start, end, scratch, v_point);
        NAMED(multiply_tiles)(shape, tile, end - start, scratch, v_point, u, m, m_point);
        NAMED(scatter_output)(shape, tile, m, m_point, start, end, bias, y);
    }
}

INLINE void NAMED(winograd_gradient)(
    const cine_winograd *shape, const int tile, const float *x, const float *dy, size_t first, size_t last, float *sums,
    double *bias, float *scratch) {
    const size_t v_point = shape->chunk * shape->channels + 16, d_point = shape->chunk * shape->filters + 16;
    float *d = scratch + (size_t)((tile + 2) * (tile + 2)) * v_point;
    for (size_t start = first; start < last; start += shape->chunk) {
        const size_t end = last - start < shape->chunk ? last : start + shape->chunk;
        NAMED(gather_input)(shape, tile, x, start, end, scratch, v_point);
        NAMED(gather_gradient)(shape, tile, dy, start, end, d, d_point, bias);
        NAMED(multiply_gradients)(shape, tile, end - start, scratch, v_point, d, d_point, sums);
    }
}

/* u[point][filter panel][channel][16] of w[3][3][channel][filter] or, where `turned`, of the weights that make the input's
 * gradient: w[2 - r][2 - q] with channels and filters exchanged. */
INLINE void NAMED(winograd_weights)(
    const cine_winograd *shape, const int tile, int turned, size_t first, size_t last, const float *w, float *u) {
    const size_t channels = shape->channels, filters = shape->filters;
    const int size = tile + 2;
    for (size_t filter = first * 16; filter < last * 16; filter += LANES) {
        for (size_t channel = 0; channel < channels; channel++) {
            V taps[9], columns[18], line[6];
            float *target = u + filter / 16 * 16 * channels + channel * 16 + filter % 16;
            for (size_t tap = 0; tap < 9; tap++) {
                if (turned) {
                    const float *source = w + ((8 - tap) * filters + filter) * channels + channel;
                    for (size_t lane = 0; lane < LANES; lane++) taps[tap][lane] = source[lane * channels];
                } else {
                    taps[tap] = LOAD(w + (tap * channels + channel) * filters + filter);
                }
            }
            for (int c = 0; c < 3; c++) NAMED(evaluate_weights)(tile, taps + c, 3, columns + c, 3);
            for (int r = 0; r < size; r++) {
                NAMED(evaluate_weights)(tile, columns + r * 3, 1, line, 1);
                for (int c = 0; c < size; c++)
                    STORE(target + (size_t)(r * size + c) * channels * filters, line[c]);
            }
        }
    }
}

/* w[3][3][channel][filter] out of `parts` of sums that follow each other. */
INLINE void NAMED(winograd_finish)(
    const cine_winograd *shape, const int tile, size_t first, size_t last, const float *sums, size_t parts, float *w) {
    const size_t channels = shape->channels, filters = shape->filters;
    const int size = tile + 2;
    for (size_t filter = first * 16; filter < last * 16; filter += LANES) {
        for (size_t channel = 0; channel < channels; channel++) {
            V points[36], columns[18], line[3];
            const float *source = sums + filter / 16 * 16 * channels + channel * 16 + filter % 16;
            for (int i = 0; i < size * size; i++) {
                points[i] = LOAD(source + (size_t)i * channels * filters);
                for (size_t part = 1; part < parts; part++)
                    points[i] += LOAD(source + (part * (size_t)(size * size) + (size_t)i) * channels * filters);
            }
            for (int c = 0; c < size; c++) NAMED(interpolate_weights)(tile, points + c, size, columns + c, size);
            for (int r = 0; r < 3; r++) {
                NAMED(interpolate_weights)(tile, columns + r * size, 1, line, 1);
                for (int c = 0; c < 3; c++)
                    STORE(w + ((size_t)(3 * r + c) * channels + channel) * filters + filter, line[c]);
            }
        }
    }
}

#undef CHOOSE
#undef UNROLLED
#include "lanes_end.h"
