#ifndef CINE_VECTOR_KERNELS_H
#define CINE_VECTOR_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/* Which version of these kernels runs on this machine: "x86-64-v4" (AVX-512), "x86-64-v3" (AVX2), else "portable". */
const char *_Nonnull cine_vector_kernels_version(void);

/* Optimizers: one pass over a stretch of the arena; where weight, gradient and moments are 0 they stay 0. */

/* Adam with decoupled weight decay; `correction1` and `correction2` are 1 / (1 - beta^step). */
typedef struct {
    float learning_rate, beta1, beta2, epsilon, weight_decay, correction1, correction2;
} cine_adam;

void cine_adam_update(
    const cine_adam *_Nonnull rule, float *_Nonnull weights, const float *_Nonnull gradients, float *_Nonnull first,
    float *_Nonnull second, size_t count);

typedef struct {
    float learning_rate, momentum, weight_decay;
    int nesterov;
} cine_sgd;

void cine_sgd_update(
    const cine_sgd *_Nonnull rule, float *_Nonnull weights, const float *_Nonnull gradients, float *_Nonnull velocity,
    size_t count);

/* RMSprop with the epsilon outside of the root: `squares` holds the mean squared gradients, `velocity` the momentum. */
typedef struct {
    float learning_rate, rho, epsilon, momentum, weight_decay;
} cine_rmsprop;

void cine_rmsprop_update(
    const cine_rmsprop *_Nonnull rule, float *_Nonnull weights, const float *_Nonnull gradients,
    float *_Nonnull velocity, float *_Nonnull squares, size_t count);

/* `changes` holds the mean squared changes, `squares` the mean squared gradients. */
typedef struct {
    float learning_rate, rho, epsilon, weight_decay;
} cine_adadelta;

void cine_adadelta_update(
    const cine_adadelta *_Nonnull rule, float *_Nonnull weights, const float *_Nonnull gradients,
    float *_Nonnull changes, float *_Nonnull squares, size_t count);

/* `squares` holds the sums of the squared gradients. */
typedef struct {
    float learning_rate, epsilon, weight_decay;
} cine_adagrad;

void cine_adagrad_update(
    const cine_adagrad *_Nonnull rule, float *_Nonnull weights, const float *_Nonnull gradients,
    float *_Nonnull squares, size_t count);

/* Moves every average by `share` of its distance to the value. */
void cine_average(float *_Nonnull averages, const float *_Nonnull values, size_t count, float share);

double cine_sum_of_squares(const float *_Nonnull values, size_t count);

void cine_scale(float *_Nonnull values, size_t count, float factor);

/* Dropout: number `first + i` is kept where a hash of seed and place lies at or above `threshold`, and scaled;
 * the same call on the gradient is the backward pass. `source` and `target` may be the same. */
void cine_dropout(
    const float *_Nonnull source, float *_Nonnull target, size_t first, size_t count, uint64_t seed,
    uint32_t threshold, float scale);

/* Batch normalization of maps in channel blocks, N * C/b * H * W * b with b = 8 or 16, optionally followed by a ReLU and by
 * max pooling over 2x2 (an odd last row or column is left out). A plane is one (n, block) pair: H * W * b numbers. All
 * functions work on the planes [first, last), so that threads share the work; coefficients hold one number a channel,
 * padded to whole blocks, zero in the padding. */
typedef struct {
    size_t blocks, height, width;
    int block, relu, pools;
} cine_normalization;

/* For each plane, b sums of x and b sums of x * x (planes * b doubles each). */
void cine_normalization_statistics(
    const cine_normalization *_Nonnull shape, const float *_Nonnull x, size_t first, size_t last,
    double *_Nonnull sums, double *_Nonnull squares);

/* y = pool(relu(a * x + b)). */
void cine_normalization_forward(
    const cine_normalization *_Nonnull shape, const float *_Nonnull x, float *_Nonnull y, size_t first, size_t last,
    const float *_Nonnull a, const float *_Nonnull b);

/* With dz the gradient of a * x + b: for each plane, b sums of dz and of dz * (x - mean). */
void cine_normalization_reduce(
    const cine_normalization *_Nonnull shape, const float *_Nonnull x, const float *_Nonnull dy, size_t first,
    size_t last, const float *_Nonnull a, const float *_Nonnull b, const float *_Nonnull mean, double *_Nonnull sums,
    double *_Nonnull products);

/* dx = k0 * dz + k1 * x + k2; without pooling dx may be dy. */
void cine_normalization_backward(
    const cine_normalization *_Nonnull shape, const float *_Nonnull x, const float *_Nonnull dy, float *_Nonnull dx,
    size_t first, size_t last, const float *_Nonnull a, const float *_Nonnull b, const float *_Nonnull k0,
    const float *_Nonnull k1, const float *_Nonnull k2);

/* The weight gradient of a 3x3 convolution, stride 1, padded by one zero on every side, of few input channels: maps
 * C * H * W in, maps in channel blocks O/b * H * W * b with b = 8 or 16 out. All functions work on one image. */
typedef struct {
    size_t channels, height, width, blocks;
    int block;
} cine_thin_convolution;

/* Copies x into maps with a border of zeros, C * (H + 2) * (W + 2). */
void cine_thin_convolution_pad(
    const cine_thin_convolution *_Nonnull shape, const float *_Nonnull x, float *_Nonnull padded);

/* Adds to `sums`, O/b * 3 * 3 * C * b, and where it is not null to `bias`, O. */
void cine_thin_convolution_gradient(
    const cine_thin_convolution *_Nonnull shape, const float *_Nonnull padded, const float *_Nonnull dy,
    double *_Nonnull sums, double *_Nullable bias);

/* Winograd's algorithm for a 3x3 convolution with stride 1 (A. Lavin and S. Gray, Fast algorithms for convolutional neural
 * networks, arXiv:1509.09308): maps in channel blocks, N * C/b * H * W * b with b = 8 or 16, channels and filters multiples of
 * 16. The output is computed in tiles of 2x2 or 4x4, with 2.25 or 4 times fewer multiplications; tiles are numbered image by
 * image, row by row. `top` and `left` are the input's padding with zeros; what the output reads beyond is zero, too. */
typedef struct {
    size_t channels, filters, height, width, output_height, output_width, top, left;
    /* How many tiles are transformed at once, a multiple of 12. */
    size_t chunk;
    int block, tile;
    /* Whether the output is clipped to 0...upper. */
    int clips;
    float upper;
} cine_winograd;

/* The number of tiles of `images` images. */
size_t cine_winograd_tiles(const cine_winograd *_Nonnull shape, size_t images);

/* How many numbers the transformed weights are, and one part of their gradient's sums. */
size_t cine_winograd_transformed_weights(const cine_winograd *_Nonnull shape);

/* How many numbers of scratch memory one thread needs. */
size_t cine_winograd_scratch(const cine_winograd *_Nonnull shape);

/* Transforms 3 * 3 * C * O weights, those of the filters [16 * first, 16 * last). Where `turned`, the shape is that of an input
 * gradient, a convolution of the output's gradient, and the weights are the forward pass's, 3 * 3 * O * C. */
void cine_winograd_weights(
    const cine_winograd *_Nonnull shape, int turned, size_t first, size_t last, const float *_Nonnull weights,
    float *_Nonnull transformed);

/* Computes the tiles [first, last) of y = clip(x * w + bias). */
void cine_winograd_forward(
    const cine_winograd *_Nonnull shape, const float *_Nonnull x, const float *_Nonnull transformed,
    const float *_Nullable bias, float *_Nonnull y, size_t first, size_t last, float *_Nonnull scratch);

/* Adds the share of the tiles [first, last) to the weight gradient's sums, and to the bias's, O, where it is not null. */
void cine_winograd_gradient(
    const cine_winograd *_Nonnull shape, const float *_Nonnull x, const float *_Nonnull dy, size_t first, size_t last,
    float *_Nonnull sums, double *_Nullable bias, float *_Nonnull scratch);

/* Turns `parts` of sums, added up in their order, into 3 * 3 * C * O weight gradients, those of the filters
 * [16 * first, 16 * last). */
void cine_winograd_finish_gradient(
    const cine_winograd *_Nonnull shape, size_t first, size_t last, const float *_Nonnull sums, size_t parts,
    float *_Nonnull gradient);

/* One head of scaled dot-product attention over one sequence: y = drop(softmax(scale * q k')) v. Row i of q, k, v and of
 * their gradients begins `stride` numbers after the last, row i of y `output_stride` and row i of the weights `steps`.
 * Only the first `length` steps are read; the others' outputs and gradients are 0. The weights of row i are dropped as
 * numbers place + i * steps and on (see cine_dropout), and all are kept where `threshold` is 0. */
typedef struct {
    size_t steps, length, features, stride, output_stride, place;
    uint64_t seed;
    uint32_t threshold;
    float kept, scale;
} cine_attention;

/* `scratch` has room for (features + 1) * steps numbers. */
void cine_attention_forward(
    const cine_attention *_Nonnull shape, const float *_Nonnull q, const float *_Nonnull k, const float *_Nonnull v,
    float *_Nonnull weights, float *_Nonnull y, float *_Nonnull scratch);

/* `scratch` has room for (features + 2) * steps numbers. */
void cine_attention_backward(
    const cine_attention *_Nonnull shape, const float *_Nonnull q, const float *_Nonnull k, const float *_Nonnull v,
    const float *_Nonnull weights, const float *_Nonnull dy, float *_Nonnull dq, float *_Nonnull dk,
    float *_Nonnull dv, float *_Nonnull scratch);

/* One step of one sequence of a long short-term memory or a gated recurrent unit, behind the products with the weights (see
 * `RecurrentCell`). `gates` holds what the input adds to every gate, gate after gate, and then the gates' values;
 * `recurrent` what the previous state adds. `relu`: a ReLU in place of the hyperbolic tangent. */

/* i, f, g, o; 4 * `units` gates. */
void cine_lstm_forward(
    size_t units, int relu, float *_Nonnull gates, const float *_Nonnull recurrent,
    const float *_Nonnull previous_cell, float *_Nonnull cell, float *_Nonnull state);

/* `cell_gradient` is that after this step, then before it; `gradients` are those before the gates' functions. */
void cine_lstm_backward(
    size_t units, int relu, const float *_Nonnull gates, const float *_Nonnull previous_cell,
    const float *_Nonnull cell, const float *_Nonnull state_gradient, float *_Nonnull cell_gradient,
    float *_Nonnull gradients);

/* r, z, n; 3 * `units` gates. */
void cine_gru_forward(
    size_t units, float *_Nonnull gates, const float *_Nonnull recurrent, const float *_Nonnull previous_state,
    float *_Nonnull recurrent_candidate, float *_Nonnull state);

/* `state_gradient` is the whole, then what reaches the previous state without passing a gate. */
void cine_gru_backward(
    size_t units, const float *_Nonnull gates, const float *_Nonnull previous_state,
    const float *_Nonnull recurrent_candidate, float *_Nonnull state_gradient, float *_Nonnull input_gradients,
    float *_Nonnull recurrent_gradients);

#endif
