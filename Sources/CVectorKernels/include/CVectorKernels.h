#ifndef CINE_VECTOR_KERNELS_H
#define CINE_VECTOR_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/// Fills nothing; see the .c files.
double cine_sum_of_squares(const float *values, size_t count);

#endif
