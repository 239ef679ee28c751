/* Names and vector types of one block length, LANES; `lanes_end.h` takes them back. */

#define JOINED_(name, lanes) name##lanes
#define JOINED(name, lanes) JOINED_(name, lanes)
#define NAMED(name) JOINED(name, LANES)
#define INLINE static inline __attribute__((always_inline))

typedef float NAMED(floats) __attribute__((vector_size(4 * LANES), aligned(4)));
typedef int32_t NAMED(mask) __attribute__((vector_size(4 * LANES), aligned(4)));

#define V NAMED(floats)
#define M NAMED(mask)
#define LOAD(p) (*(const V *)(p))
#define STORE(p, v) (*(V *)(p) = (v))

INLINE void NAMED(add_to)(double *sums, const V *values) {
    for (int lane = 0; lane < LANES; lane++) sums[lane] += (double)(*values)[lane];
}
