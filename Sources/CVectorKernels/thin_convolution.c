#include "CVectorKernels.h"

#include <string.h>

#include "dispatch.h"

#define LANES 8
#include "thin_convolution_planes.h"
#define LANES 16
#include "thin_convolution_planes.h"

void cine_thin_convolution_pad(const cine_thin_convolution *shape, const float *x, float *padded) {
    const size_t stride = shape->width + 2;
    for (size_t channel = 0; channel < shape->channels; channel++) {
        memset(padded, 0, stride * sizeof(float));
        padded += stride;
        for (size_t row = 0; row < shape->height; row++) {
            padded[0] = padded[stride - 1] = 0;
            memcpy(padded + 1, x, shape->width * sizeof(float));
            padded += stride;
            x += shape->width;
        }
        memset(padded, 0, stride * sizeof(float));
        padded += stride;
    }
}

CINE_DISPATCHED
void cine_thin_convolution_gradient(
    const cine_thin_convolution *shape, const float *padded, const float *dy, double *sums, double *bias) {
    const size_t block = (size_t)shape->block;
    for (size_t b = 0; b < shape->blocks; b++) {
        if (block == 16)
            thin_plane16(shape, padded, dy, sums, bias);
        else
            thin_plane8(shape, padded, dy, sums, bias);
        dy += shape->height * shape->width * block;
        sums += 9 * shape->channels * block;
        if (bias) bias += block;
    }
}
