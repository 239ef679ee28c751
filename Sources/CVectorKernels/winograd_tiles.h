/* How tiles are read from maps and written to them, for one block length; included by `winograd_planes.h`. */

/* The `size` x `size` pixels of a map at (row, column), `*stride` pixels from line to line: in their place or, where they
 * reach beyond the map, copied into `copy` with zeros around them. */
INLINE const float *NAMED(window)(
    const int size, const float *map, ptrdiff_t row, ptrdiff_t column, size_t height, size_t width, V *copy,
    size_t *stride) {
    const ptrdiff_t bottom = (ptrdiff_t)height - row, right = (ptrdiff_t)width - column;
    const float *corner = map + (row * (ptrdiff_t)width + column) * LANES;
    if (row >= 0 && column >= 0 && bottom >= size && right >= size) {
        *stride = width;
        return corner;
    }
    *stride = (size_t)size;
    UNROLLED for (int i = 0; i < size * size; i++) copy[i] = (V){0};
    const ptrdiff_t last_row = bottom < size ? bottom : size, last_column = right < size ? right : size;
    for (ptrdiff_t r = row < 0 ? -row : 0; r < last_row; r++)
        for (ptrdiff_t c = column < 0 ? -column : 0; c < last_column; c++)
            copy[r * size + c] = LOAD(corner + (r * (ptrdiff_t)width + c) * LANES);
    return (const float *)copy;
}

/* Where a tile begins on the output, and on the map of which image. */
typedef struct {
    size_t image, row, column;
} NAMED(place);

INLINE NAMED(place) NAMED(tile_place)(const cine_winograd *shape, const int tile, size_t index) {
    const size_t across = (shape->output_width + (size_t)tile - 1) / (size_t)tile;
    const size_t down = (shape->output_height + (size_t)tile - 1) / (size_t)tile;
    return (NAMED(place)){
        index / (across * down), index / across % down * (size_t)tile, index % across * (size_t)tile};
}

INLINE void NAMED(advance)(const cine_winograd *shape, const int tile, NAMED(place) *place) {
    place->column += (size_t)tile;
    if (place->column < shape->output_width) return;
    place->column = 0;
    place->row += (size_t)tile;
    if (place->row < shape->output_height) return;
    place->row = 0;
    place->image++;
}

/* Transforms the tiles [first, last) of the input into v[point][channel panel][tile][16]. */
INLINE void NAMED(gather_input)(
    const cine_winograd *shape, const int tile, const float *x, size_t first, size_t last, float *v, size_t point) {
    const size_t height = shape->height, width = shape->width;
    for (size_t panel = 0; panel < shape->channels; panel += 16) {
        NAMED(place) place = NAMED(tile_place)(shape, tile, first);
        float *target = v + panel * shape->chunk;
        for (size_t index = first; index < last; index++, target += 16, NAMED(advance)(shape, tile, &place)) {
            for (size_t channel = 0; channel < 16; channel += LANES) {
                V copy[36];
                size_t stride;
                const float *pixels = NAMED(window)(
                    tile + 2, x + (place.image * shape->channels + panel + channel) * height * width,
                    (ptrdiff_t)place.row - (ptrdiff_t)shape->top, (ptrdiff_t)place.column - (ptrdiff_t)shape->left,
                    height, width, copy, &stride);
                NAMED(transform_input)(tile, pixels, stride, target + channel, point);
            }
        }
    }
}

/* Transforms the tiles [first, last) of the output's gradient into d[point][filter panel][tile][16], and adds their sums
 * to `bias` unless it is null. */
INLINE void NAMED(gather_gradient)(
    const cine_winograd *shape, const int tile, const float *dy, size_t first, size_t last, float *d, size_t point,
    double *bias) {
    const size_t height = shape->output_height, width = shape->output_width;
    for (size_t panel = 0; panel < shape->filters; panel += 16) {
        NAMED(place) place = NAMED(tile_place)(shape, tile, first);
        float *target = d + panel * shape->chunk;
        V sums[16 / LANES] = {{0}};
        for (size_t index = first; index < last; index++, target += 16, NAMED(advance)(shape, tile, &place)) {
            for (size_t filter = 0; filter < 16; filter += LANES) {
                V copy[16];
                size_t stride;
                const float *pixels = NAMED(window)(
                    tile, dy + (place.image * shape->filters + panel + filter) * height * width,
                    (ptrdiff_t)place.row, (ptrdiff_t)place.column, height, width, copy, &stride);
                NAMED(transform_gradient)(tile, pixels, stride, target + filter, point);
                if (!bias) continue;
                UNROLLED for (int r = 0; r < tile; r++)
                    UNROLLED for (int c = 0; c < tile; c++)
                        sums[filter / LANES] += LOAD(pixels + ((size_t)r * stride + (size_t)c) * LANES);
            }
        }
        if (bias)
            for (size_t filter = 0; filter < 16; filter += LANES)
                NAMED(add_to)(bias + panel + filter, &sums[filter / LANES]);
    }
}

/* Interpolates the tiles [first, last) of the output, adds the bias and clips. */
INLINE void NAMED(scatter_output)(
    const cine_winograd *shape, const int tile, const float *m, size_t point, size_t first, size_t last,
    const float *bias, float *y) {
    const size_t height = shape->output_height, width = shape->output_width;
    const V zero = {0}, upper = zero + shape->upper;
    NAMED(place) place = NAMED(tile_place)(shape, tile, first);
    for (size_t index = first; index < last; index++, NAMED(advance)(shape, tile, &place)) {
        const size_t rows = height - place.row < (size_t)tile ? height - place.row : (size_t)tile;
        const size_t columns = width - place.column < (size_t)tile ? width - place.column : (size_t)tile;
        for (size_t filter = 0; filter < shape->filters; filter += LANES) {
            V pixels[16];
            NAMED(transform_output)(tile, m + (index - first) * shape->filters + filter, point, pixels);
            const V shift = bias ? LOAD(bias + filter) : zero;
            UNROLLED for (int i = 0; i < tile * tile; i++) {
                V value = pixels[i] + shift;
                if (shape->clips) {
                    /* What is not a number passes. */
                    value = CHOOSE(value < zero, zero, value);
                    value = CHOOSE(value > upper, upper, value);
                }
                pixels[i] = value;
            }
            float *target = y + ((place.image * shape->filters + filter) * height * width) +
                (place.row * width + place.column) * LANES;
            if (rows == (size_t)tile && columns == (size_t)tile) {
                UNROLLED for (int r = 0; r < tile; r++)
                    UNROLLED for (int c = 0; c < tile; c++)
                        STORE(target + ((size_t)r * width + (size_t)c) * LANES, pixels[r * tile + c]);
            } else {
                for (size_t r = 0; r < rows; r++)
                    for (size_t c = 0; c < columns; c++)
                        STORE(target + (r * width + c) * LANES, pixels[r * (size_t)tile + c]);
            }
        }
    }
}
