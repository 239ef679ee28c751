#include "CVectorKernels.h"

#include "dispatch.h"

/* A 32-bit finalizer with good avalanche (Wellons 2018, "lowbias32"). */
static inline uint32_t scrambled(uint32_t x) {
    x ^= x >> 16;
    x *= 0x7feb352du;
    x ^= x >> 15;
    x *= 0x846ca68bu;
    return x ^ (x >> 16);
}

CINE_DISPATCHED
void cine_dropout(
    const float *source, float *target, size_t first, size_t count, uint64_t seed, uint32_t threshold, float scale) {
    const uint32_t low = (uint32_t)seed, high = (uint32_t)(seed >> 32);
    for (size_t i = 0; i < count; i++) {
        const uint32_t place = (uint32_t)(first + i);
        const uint32_t hash = scrambled(scrambled(place ^ low) + high);
        target[i] = hash >= threshold ? source[i] * scale : 0;
    }
}
