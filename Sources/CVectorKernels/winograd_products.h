/* The matrix products between Winograd's transforms for one block length; included by `winograd_planes.h`. */

/* c[row][16] = sum of a[row][depth] * b[depth][16], added to c where `adds`. The depth lies in `panels` of `length`, which
 * are `panel` numbers apart in a and follow each other in b. */
INLINE void NAMED(multiply)(
    const int rows, const size_t row_step, const size_t depth_step, size_t panels, const size_t length, const float *a,
    size_t panel, const float *b, float *c, size_t c_step, const int adds) {
    enum { VECTORS = 16 / LANES };
    V sum[12][VECTORS];
    UNROLLED for (int r = 0; r < rows; r++)
        UNROLLED for (int v = 0; v < VECTORS; v++) sum[r][v] = (V){0};
    for (size_t p = 0; p < panels; p++) {
        for (size_t k = 0; k < length; k++) {
            UNROLLED for (int r = 0; r < rows; r++) {
                const float factor = a[(size_t)r * row_step + k * depth_step];
                UNROLLED for (int v = 0; v < VECTORS; v++) sum[r][v] += factor * LOAD(b + k * 16 + v * LANES);
            }
        }
        a += panel;
        b += length * 16;
    }
    UNROLLED for (int r = 0; r < rows; r++)
        UNROLLED for (int v = 0; v < VECTORS; v++) {
            float *target = c + (size_t)r * c_step + v * LANES;
            STORE(target, adds ? LOAD(target) + sum[r][v] : sum[r][v]);
        }
}

/* m[point][tile][filter] = sum of v[point][channel panel][tile][16] * u[point][filter panel][channel][16]. */
INLINE void NAMED(multiply_tiles)(
    const cine_winograd *shape, const int tile, size_t tiles, const float *v, size_t v_point, const float *u, float *m,
    size_t m_point) {
    enum { ROWS = LANES == 16 ? 12 : 6 };
    const size_t channels = shape->channels, filters = shape->filters;
    for (int point = 0; point < (tile + 2) * (tile + 2); point++) {
        for (size_t filter = 0; filter < filters; filter += 16) {
            for (size_t first = 0; first < tiles; first += ROWS)
                NAMED(multiply)(ROWS, 16, 1, channels / 16, 16, v + first * 16, shape->chunk * 16,
                                u + filter * channels, m + first * filters + filter, filters, 0);
        }
        v += v_point;
        u += channels * filters;
        m += m_point;
    }
}

/* Adds to sums[point][filter panel][channel][16] the sum over tiles of
 * v[point][channel panel][tile][16] * d[point][filter panel][tile][16]. */
INLINE void NAMED(multiply_gradients)(
    const cine_winograd *shape, const int tile, size_t tiles, const float *v, size_t v_point, const float *d,
    size_t d_point, float *sums) {
    const size_t channels = shape->channels, filters = shape->filters, panel = shape->chunk * 16;
    for (int point = 0; point < (tile + 2) * (tile + 2); point++) {
        for (size_t filter = 0; filter < filters; filter += 16) {
            const float *b = d + filter / 16 * panel;
            for (size_t channel = 0; channel < channels; channel += 16) {
                const float *a = v + channel / 16 * panel;
                float *c = sums + filter * channels + channel * 16;
                if (LANES == 16) {
                    NAMED(multiply)(12, 1, 16, 1, tiles, a, 0, b, c, 16, 1);
                } else {
                    NAMED(multiply)(6, 1, 16, 1, tiles, a, 0, b, c, 16, 1);
                    NAMED(multiply)(6, 1, 16, 1, tiles, a + 6, 0, b, c + 6 * 16, 16, 1);
                }
                NAMED(multiply)(4, 1, 16, 1, tiles, a + 12, 0, b, c + 12 * 16, 16, 1);
            }
        }
        v += v_point;
        d += d_point;
        sums += channels * filters;
    }
}
