#include "CVectorKernels.h"

#include "dispatch.h"

/* The points of tiles of 4 (see `winograd_points.h`), and one over the product of each one's distances from the others.
 * With 5/8 and 3/2, as in oneDNN 2.6, the result is two to three times more accurate than with 1 and 2. */
#define A 0.625f
#define B 1.5f
#define AA (A * A)
#define BB (B * B)
#define SCALE_0 (1 / (AA * BB))
#define SCALE_A (1 / (2 * AA * (AA - BB)))
#define SCALE_B (1 / (2 * BB * (BB - AA)))

#define LANES 8
#include "winograd_planes.h"
#define LANES 16
#include "winograd_planes.h"

/* Calls the version for the shape's block and tile. */
#define CHOSEN(name, ...)                                                         \
    do {                                                                          \
        if (shape->block == 16) {                                                 \
            if (shape->tile == 4) name##16(shape, 4, __VA_ARGS__);                \
            else name##16(shape, 2, __VA_ARGS__);                                 \
        } else {                                                                  \
            if (shape->tile == 4) name##8(shape, 4, __VA_ARGS__);                 \
            else name##8(shape, 2, __VA_ARGS__);                                  \
        }                                                                         \
    } while (0)

size_t cine_winograd_tiles(const cine_winograd *shape, size_t images) {
    const size_t tile = (size_t)shape->tile;
    return images * ((shape->output_height + tile - 1) / tile) * ((shape->output_width + tile - 1) / tile);
}

size_t cine_winograd_transformed_weights(const cine_winograd *shape) {
    return (size_t)((shape->tile + 2) * (shape->tile + 2)) * shape->channels * shape->filters;
}

size_t cine_winograd_scratch(const cine_winograd *shape) {
    return (size_t)((shape->tile + 2) * (shape->tile + 2)) * (shape->chunk * (shape->channels + shape->filters) + 32);
}

CINE_DISPATCHED
void cine_winograd_weights(
    const cine_winograd *shape, int turned, size_t first, size_t last, const float *w, float *u) {
    CHOSEN(winograd_weights, turned, first, last, w, u);
}

CINE_DISPATCHED
void cine_winograd_forward(
    const cine_winograd *shape, const float *x, const float *u, const float *bias, float *y, size_t first,
    size_t last, float *scratch) {
    CHOSEN(winograd_forward, x, u, bias, y, first, last, scratch);
}

CINE_DISPATCHED
void cine_winograd_gradient(
    const cine_winograd *shape, const float *x, const float *dy, size_t first, size_t last, float *sums, double *bias,
    float *scratch) {
    CHOSEN(winograd_gradient, x, dy, first, last, sums, bias, scratch);
}

CINE_DISPATCHED
void cine_winograd_finish_gradient(
    const cine_winograd *shape, size_t first, size_t last, const float *sums, size_t parts, float *w) {
    CHOSEN(winograd_finish, first, last, sums, parts, w);
}
