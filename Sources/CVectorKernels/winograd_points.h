/* Winograd's transforms for one block length; included by `winograd_planes.h`.
 *
 * A transform along one axis reads numbers that lie `from` vectors apart and writes them `to` apart. Those of tiles of 4
 * evaluate at the points 0, ±A, ±B and infinity, those of tiles of 2 at 0, ±1 and infinity. */

/* Evaluates what a tile of inputs stands for: tile + 2 numbers become as many. */
INLINE void NAMED(evaluate_input)(const int tile, const V *d, const int from, V *v, const int to) {
    const V d0 = d[0], d1 = d[from], d2 = d[2 * from], d3 = d[3 * from];
    if (tile == 2) {
        v[0] = d0 - d2;
        v[to] = d1 + d2;
        v[2 * to] = d2 - d1;
        v[3 * to] = d1 - d3;
        return;
    }
    const V d4 = d[4 * from], d5 = d[5 * from];
    const V even_a = d4 - BB * d2, odd_a = A * (d3 - BB * d1);
    const V even_b = d4 - AA * d2, odd_b = B * (d3 - AA * d1);
    v[0] = AA * BB * d0 + (d4 - (AA + BB) * d2);
    v[to] = even_a + odd_a;
    v[2 * to] = even_a - odd_a;
    v[3 * to] = even_b + odd_b;
    v[4 * to] = even_b - odd_b;
    v[5 * to] = AA * BB * d1 + (d5 - (AA + BB) * d3);
}

/* Interpolates a tile of outputs: tile + 2 products become `tile` numbers. */
INLINE void NAMED(interpolate_output)(const int tile, const V *m, const int from, V *y, const int to) {
    const V sum_a = m[from] + m[2 * from], difference_a = m[from] - m[2 * from];
    if (tile == 2) {
        y[0] = m[0] + sum_a;
        y[to] = difference_a - m[3 * from];
        return;
    }
    const V sum_b = m[3 * from] + m[4 * from], difference_b = m[3 * from] - m[4 * from];
    y[0] = m[0] + sum_a + sum_b;
    y[to] = A * difference_a + B * difference_b;
    y[2 * to] = AA * sum_a + BB * sum_b;
    y[3 * to] = AA * A * difference_a + (BB * B * difference_b + m[5 * from]);
}

/* Evaluates a tile of output gradients, `tile` numbers, but for the factors that `interpolate_weights` makes up for. */
INLINE void NAMED(evaluate_gradient)(const int tile, const V *d, const int from, V *v, const int to) {
    const V d0 = d[0], d1 = d[from];
    v[0] = d0;
    if (tile == 2) {
        v[to] = d0 + d1;
        v[2 * to] = d0 - d1;
        v[3 * to] = -d1;
        return;
    }
    const V d2 = d[2 * from], d3 = d[3 * from];
    const V even_a = d0 + AA * d2, odd_a = A * (d1 + AA * d3);
    const V even_b = d0 + BB * d2, odd_b = B * (d1 + BB * d3);
    v[to] = even_a + odd_a;
    v[2 * to] = even_a - odd_a;
    v[3 * to] = even_b + odd_b;
    v[4 * to] = even_b - odd_b;
    v[5 * to] = d3;
}

/* Evaluates three weights at tile + 2 points. */
INLINE void NAMED(evaluate_weights)(const int tile, const V *w, const int from, V *u, const int to) {
    const V w0 = w[0], w1 = w[from], w2 = w[2 * from];
    if (tile == 2) {
        u[0] = w0;
        u[to] = 0.5f * (w0 + w2 + w1);
        u[2 * to] = 0.5f * (w0 + w2 - w1);
        u[3 * to] = w2;
        return;
    }
    const V even_a = w0 + AA * w2, odd_a = A * w1, even_b = w0 + BB * w2, odd_b = B * w1;
    u[0] = SCALE_0 * w0;
    u[to] = SCALE_A * (even_a + odd_a);
    u[2 * to] = SCALE_A * (even_a - odd_a);
    u[3 * to] = SCALE_B * (even_b + odd_b);
    u[4 * to] = SCALE_B * (even_b - odd_b);
    u[5 * to] = w2;
}

/* Interpolates three weight gradients out of tile + 2 sums. */
INLINE void NAMED(interpolate_weights)(const int tile, const V *m, const int from, V *w, const int to) {
    if (tile == 2) {
        const V sum = 0.5f * (m[from] + m[2 * from]), difference = 0.5f * (m[from] - m[2 * from]);
        w[0] = m[0] + sum;
        w[to] = difference;
        w[2 * to] = sum + m[3 * from];
        return;
    }
    const V sum_a = SCALE_A * (m[from] + m[2 * from]), difference_a = SCALE_A * (m[from] - m[2 * from]);
    const V sum_b = SCALE_B * (m[3 * from] + m[4 * from]), difference_b = SCALE_B * (m[3 * from] - m[4 * from]);
    w[0] = SCALE_0 * m[0] + sum_a + sum_b;
    w[to] = A * difference_a + B * difference_b;
    w[2 * to] = AA * sum_a + (BB * sum_b + m[5 * from]);
}

/* Transforms (tile + 2)^2 pixels of one channel block into as many points. */
INLINE void NAMED(transform_input)(
    const int tile, const float *pixels, const size_t stride, float *target, size_t point) {
    const int size = tile + 2;
    V columns[36], line[6];
    UNROLLED for (int c = 0; c < size; c++) {
        V column[6];
        UNROLLED for (int r = 0; r < size; r++)
            column[r] = LOAD(pixels + ((size_t)r * stride + (size_t)c) * LANES);
        NAMED(evaluate_input)(tile, column, 1, columns + c, size);
    }
    UNROLLED for (int r = 0; r < size; r++) {
        NAMED(evaluate_input)(tile, columns + r * size, 1, line, 1);
        UNROLLED for (int c = 0; c < size; c++) STORE(target + (size_t)(r * size + c) * point, line[c]);
    }
}

/* Transforms tile x tile pixels into (tile + 2)^2 points. */
INLINE void NAMED(transform_gradient)(
    const int tile, const float *pixels, const size_t stride, float *target, size_t point) {
    const int size = tile + 2;
    V columns[24], line[6];
    UNROLLED for (int c = 0; c < tile; c++) {
        V column[4];
        UNROLLED for (int r = 0; r < tile; r++)
            column[r] = LOAD(pixels + ((size_t)r * stride + (size_t)c) * LANES);
        NAMED(evaluate_gradient)(tile, column, 1, columns + c, tile);
    }
    UNROLLED for (int r = 0; r < size; r++) {
        NAMED(evaluate_gradient)(tile, columns + r * tile, 1, line, 1);
        UNROLLED for (int c = 0; c < size; c++) STORE(target + (size_t)(r * size + c) * point, line[c]);
    }
}

/* Turns (tile + 2)^2 points into tile x tile pixels. */
INLINE void NAMED(transform_output)(const int tile, const float *source, size_t point, V *pixels) {
    const int size = tile + 2;
    V columns[24];
    UNROLLED for (int c = 0; c < size; c++) {
        V column[6];
        UNROLLED for (int r = 0; r < size; r++) column[r] = LOAD(source + (size_t)(r * size + c) * point);
        NAMED(interpolate_output)(tile, column, 1, columns + c, size);
    }
    UNROLLED for (int r = 0; r < tile; r++)
        NAMED(interpolate_output)(tile, columns + r * size, 1, pixels + r * tile, 1);
}
