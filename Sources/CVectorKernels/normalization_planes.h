/* The planes of one block length; included once for each, with LANES set. */

#include "lanes.h"

#define CHOOSE(m, a, b) ((V)(((M)(a) & (m)) | ((M)(b) & ~(m))))
/* What is not a number passes: an overflow inside of a network must show in its outputs. */
#define LARGER(a, b) CHOOSE(((a) > (b)) | ((a) != (a)), a, b)
#define RECTIFIED(z) CHOOSE((z) < zero, zero, z)

INLINE void NAMED(statistics_plane)(const float *x, size_t pixels, double *sums, double *squares) {
    for (int lane = 0; lane < LANES; lane++) sums[lane] = squares[lane] = 0;
    for (size_t start = 0; start < pixels; start += 128) {
        const size_t end = start + 128 < pixels ? start + 128 : pixels;
        V s0 = {0}, s1 = {0}, q0 = {0}, q1 = {0};
        size_t i = start;
        for (; i + 1 < end; i += 2) {
            const V u = LOAD(x + i * LANES), v = LOAD(x + (i + 1) * LANES);
            s0 += u;
            s1 += v;
            q0 += u * u;
            q1 += v * v;
        }
        if (i < end) {
            const V u = LOAD(x + i * LANES);
            s0 += u;
            q0 += u * u;
        }
        s0 += s1;
        q0 += q1;
        NAMED(add_to)(sums, &s0);
        NAMED(add_to)(squares, &q0);
    }
}

INLINE void NAMED(forward_plane)(
    const cine_normalization *shape, const float *x, float *y, const float *pa, const float *pb, int relu, int pools) {
    const V a = LOAD(pa), b = LOAD(pb), zero = {0};
    const size_t height = shape->height, width = shape->width;
    if (!pools) {
        for (size_t i = 0; i < height * width; i++) {
            V z = a * LOAD(x + i * LANES) + b;
            if (relu) z = RECTIFIED(z);
            STORE(y + i * LANES, z);
        }
        return;
    }
    for (size_t row = 0; row < height / 2; row++) {
        const float *upper = x + 2 * row * width * LANES, *lower = upper + width * LANES;
        float *target = y + row * (width / 2) * LANES;
        for (size_t column = 0; column < width / 2; column++) {
            const size_t i = 2 * column * LANES;
            const V z0 = a * LOAD(upper + i) + b, z1 = a * LOAD(upper + i + LANES) + b;
            const V z2 = a * LOAD(lower + i) + b, z3 = a * LOAD(lower + i + LANES) + b;
            const V m0 = LARGER(z1, z0), m1 = LARGER(z3, z2);
            V z = LARGER(m1, m0);
            if (relu) z = RECTIFIED(z);
            STORE(target + column * LANES, z);
        }
    }
}

/* Where the largest of four lies, the first where several are equal: masks that exclude each other. */
#define ROUTE(z0, z1, z2, z3, d, d0, d1, d2, d3)                                      \
    const M right0 = z1 > z0, right1 = z3 > z2;                                       \
    const V m0 = CHOOSE(right0, z1, z0), m1 = CHOOSE(right1, z3, z2);                 \
    const M below = m1 > m0;                                                          \
    const V m = CHOOSE(below, m1, m0);                                                \
    const V kept = relu ? CHOOSE(m > zero, d, zero) : d;                              \
    const V d0 = CHOOSE(~below & ~right0, kept, zero), d1 = CHOOSE(~below & right0, kept, zero); \
    const V d2 = CHOOSE(below & ~right1, kept, zero), d3 = CHOOSE(below & right1, kept, zero);

INLINE void NAMED(reduce_plane)(
    const cine_normalization *shape, const float *x, const float *dy, const float *pa, const float *pb,
    const float *pmean, double *sums, double *products, int relu, int pools) {
    const V a = LOAD(pa), b = LOAD(pb), mean = LOAD(pmean), zero = {0};
    const size_t height = shape->height, width = shape->width;
    const size_t rows = pools ? height / 2 : height, columns = pools ? width / 2 : width;
    for (int lane = 0; lane < LANES; lane++) sums[lane] = products[lane] = 0;
    for (size_t row = 0; row < rows; row++) {
        V s = {0}, p = {0};
        if (pools) {
            const float *upper = x + 2 * row * width * LANES, *lower = upper + width * LANES;
            for (size_t column = 0; column < columns; column++) {
                const size_t i = 2 * column * LANES;
                const V x0 = LOAD(upper + i), x1 = LOAD(upper + i + LANES), x2 = LOAD(lower + i),
                        x3 = LOAD(lower + i + LANES);
                const V z0 = a * x0 + b, z1 = a * x1 + b, z2 = a * x2 + b, z3 = a * x3 + b;
                const V d = LOAD(dy + (row * columns + column) * LANES);
                const M right0 = z1 > z0, right1 = z3 > z2;
                const V m0 = CHOOSE(right0, z1, z0), m1 = CHOOSE(right1, z3, z2);
                const M below = m1 > m0;
                const V largest = CHOOSE(below, m1, m0);
                const V kept = relu ? CHOOSE(largest > zero, d, zero) : d;
                const V at = CHOOSE(below, CHOOSE(right1, x3, x2), CHOOSE(right0, x1, x0));
                s += kept;
                p += kept * (at - mean);
            }
        } else {
            for (size_t column = 0; column < columns; column++) {
                const size_t i = (row * columns + column) * LANES;
                const V v = LOAD(x + i), d = LOAD(dy + i);
                const V kept = relu ? CHOOSE(a * v + b > zero, d, zero) : d;
                s += kept;
                p += kept * (v - mean);
            }
        }
        NAMED(add_to)(sums, &s);
        NAMED(add_to)(products, &p);
    }
}

INLINE void NAMED(backward_plane)(
    const cine_normalization *shape, const float *x, const float *dy, float *dx, const float *pa, const float *pb,
    const float *pk0, const float *pk1, const float *pk2, int relu, int pools) {
    const V a = LOAD(pa), b = LOAD(pb), k0 = LOAD(pk0), k1 = LOAD(pk1), k2 = LOAD(pk2), zero = {0};
    const size_t height = shape->height, width = shape->width;
    if (!pools) {
        for (size_t i = 0; i < height * width; i++) {
            const V v = LOAD(x + i * LANES), d = LOAD(dy + i * LANES);
            const V kept = relu ? CHOOSE(a * v + b > zero, d, zero) : d;
            STORE(dx + i * LANES, k0 * kept + (k1 * v + k2));
        }
        return;
    }
    const size_t columns = width / 2;
    for (size_t row = 0; row < height / 2; row++) {
        const size_t start = 2 * row * width * LANES;
        const float *upper = x + start, *lower = upper + width * LANES;
        float *dupper = dx + start, *dlower = dupper + width * LANES;
        for (size_t column = 0; column < columns; column++) {
            const size_t i = 2 * column * LANES;
            const V x0 = LOAD(upper + i), x1 = LOAD(upper + i + LANES), x2 = LOAD(lower + i),
                    x3 = LOAD(lower + i + LANES);
            const V z0 = a * x0 + b, z1 = a * x1 + b, z2 = a * x2 + b, z3 = a * x3 + b;
            const V d = k0 * LOAD(dy + (row * columns + column) * LANES);
            ROUTE(z0, z1, z2, z3, d, d0, d1, d2, d3)
            STORE(dupper + i, d0 + (k1 * x0 + k2));
            STORE(dupper + i + LANES, d1 + (k1 * x1 + k2));
            STORE(dlower + i, d2 + (k1 * x2 + k2));
            STORE(dlower + i + LANES, d3 + (k1 * x3 + k2));
        }
        if (width % 2) {
            const size_t i = (width - 1) * LANES;
            STORE(dupper + i, k1 * LOAD(upper + i) + k2);
            STORE(dlower + i, k1 * LOAD(lower + i) + k2);
        }
    }
    if (height % 2) {
        const size_t start = (height - 1) * width * LANES;
        for (size_t i = start; i < start + width * LANES; i += LANES) STORE(dx + i, k1 * LOAD(x + i) + k2);
    }
}

#undef RECTIFIED
#undef LARGER
#undef CHOOSE
#undef ROUTE
#include "lanes_end.h"
