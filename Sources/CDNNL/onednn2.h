#ifndef CINE_CDNNL_ONEDNN2_H
#define CINE_CDNNL_ONEDNN2_H

/* The part of oneDNN 3's C API that Cine calls, on top of 2.x: memory descriptors behind pointers, and one function that
 * makes a primitive descriptor where 2.x fills an operation descriptor first. Names and arguments are those of 3.x. */

#include <stdlib.h>

/* A memory descriptor that its maker destroys. */
typedef dnnl_memory_desc_t *cine_dnnl_descriptor;
typedef const dnnl_memory_desc_t *const_dnnl_memory_desc_t;

/* Memory descriptors. */

static inline dnnl_status_t cine_dnnl_keep(cine_dnnl_descriptor *result, dnnl_memory_desc_t made, dnnl_status_t status) {
    if (status != dnnl_success) return status;
    if ((*result = malloc(sizeof made)) == NULL) return dnnl_out_of_memory;
    **result = made;
    return dnnl_success;
}

static inline dnnl_status_t dnnl_memory_desc_create_with_strides(
    cine_dnnl_descriptor *result, int axes, const dnnl_dims_t dims, dnnl_data_type_t type, const dnnl_dims_t strides) {
    dnnl_memory_desc_t made;
    dnnl_status_t status = dnnl_memory_desc_init_by_strides(&made, axes, dims, type, strides);
    return cine_dnnl_keep(result, made, status);
}

static inline dnnl_status_t dnnl_memory_desc_create_with_tag(
    cine_dnnl_descriptor *result, int axes, const dnnl_dims_t dims, dnnl_data_type_t type, dnnl_format_tag_t tag) {
    dnnl_memory_desc_t made;
    dnnl_status_t status = dnnl_memory_desc_init_by_tag(&made, axes, dims, type, tag);
    return cine_dnnl_keep(result, made, status);
}

static inline dnnl_status_t dnnl_memory_desc_create_submemory(
    cine_dnnl_descriptor *result, const_dnnl_memory_desc_t parent, const dnnl_dims_t dims, const dnnl_dims_t offsets) {
    dnnl_memory_desc_t made;
    dnnl_status_t status = dnnl_memory_desc_init_submemory(&made, parent, dims, offsets);
    return cine_dnnl_keep(result, made, status);
}

static inline dnnl_status_t dnnl_memory_desc_clone(cine_dnnl_descriptor *result, const_dnnl_memory_desc_t existing) {
    return cine_dnnl_keep(result, *existing, dnnl_success);
}

static inline dnnl_status_t dnnl_memory_desc_destroy(cine_dnnl_descriptor descriptor) {
    free(descriptor);
    return dnnl_success;
}

/* Primitive descriptors: `status` is that of filling `operation`. */

static inline dnnl_status_t cine_dnnl_finish(
    dnnl_status_t status, dnnl_primitive_desc_t *result, const_dnnl_op_desc_t operation, dnnl_engine_t engine,
    const_dnnl_primitive_desc_t hint, const_dnnl_primitive_attr_t attributes) {
    return status == dnnl_success ? dnnl_primitive_desc_create(result, operation, attributes, engine, hint) : status;
}

static inline dnnl_status_t dnnl_convolution_forward_primitive_desc_create(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, dnnl_prop_kind_t pass, dnnl_alg_kind_t kind,
    const_dnnl_memory_desc_t src, const_dnnl_memory_desc_t weights, const_dnnl_memory_desc_t bias,
    const_dnnl_memory_desc_t dst, const dnnl_dims_t strides, const dnnl_dims_t dilates, const dnnl_dims_t before,
    const dnnl_dims_t after, const_dnnl_primitive_attr_t attributes) {
    dnnl_convolution_desc_t operation;
    dnnl_status_t status = dnnl_dilated_convolution_forward_desc_init(
        &operation, pass, kind, src, weights, bias, dst, strides, dilates, before, after);
    return cine_dnnl_finish(status, result, &operation, engine, NULL, attributes);
}

static inline dnnl_status_t dnnl_convolution_backward_data_primitive_desc_create(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, dnnl_alg_kind_t kind, const_dnnl_memory_desc_t diff_src,
    const_dnnl_memory_desc_t weights, const_dnnl_memory_desc_t diff_dst, const dnnl_dims_t strides,
    const dnnl_dims_t dilates, const dnnl_dims_t before, const dnnl_dims_t after, const_dnnl_primitive_desc_t hint,
    const_dnnl_primitive_attr_t attributes) {
    dnnl_convolution_desc_t operation;
    dnnl_status_t status = dnnl_dilated_convolution_backward_data_desc_init(
        &operation, kind, diff_src, weights, diff_dst, strides, dilates, before, after);
    return cine_dnnl_finish(status, result, &operation, engine, hint, attributes);
}

static inline dnnl_status_t dnnl_convolution_backward_weights_primitive_desc_create(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, dnnl_alg_kind_t kind, const_dnnl_memory_desc_t src,
    const_dnnl_memory_desc_t diff_weights, const_dnnl_memory_desc_t diff_bias, const_dnnl_memory_desc_t diff_dst,
    const dnnl_dims_t strides, const dnnl_dims_t dilates, const dnnl_dims_t before, const dnnl_dims_t after,
    const_dnnl_primitive_desc_t hint, const_dnnl_primitive_attr_t attributes) {
    dnnl_convolution_desc_t operation;
    dnnl_status_t status = dnnl_dilated_convolution_backward_weights_desc_init(
        &operation, kind, src, diff_weights, diff_bias, diff_dst, strides, dilates, before, after);
    return cine_dnnl_finish(status, result, &operation, engine, hint, attributes);
}

static inline dnnl_status_t dnnl_inner_product_forward_primitive_desc_create(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, dnnl_prop_kind_t pass, const_dnnl_memory_desc_t src,
    const_dnnl_memory_desc_t weights, const_dnnl_memory_desc_t bias, const_dnnl_memory_desc_t dst,
    const_dnnl_primitive_attr_t attributes) {
    dnnl_inner_product_desc_t operation;
    dnnl_status_t status = dnnl_inner_product_forward_desc_init(&operation, pass, src, weights, bias, dst);
    return cine_dnnl_finish(status, result, &operation, engine, NULL, attributes);
}

static inline dnnl_status_t dnnl_inner_product_backward_data_primitive_desc_create(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_memory_desc_t diff_src,
    const_dnnl_memory_desc_t weights, const_dnnl_memory_desc_t diff_dst, const_dnnl_primitive_desc_t hint,
    const_dnnl_primitive_attr_t attributes) {
    dnnl_inner_product_desc_t operation;
    dnnl_status_t status = dnnl_inner_product_backward_data_desc_init(&operation, diff_src, weights, diff_dst);
    return cine_dnnl_finish(status, result, &operation, engine, hint, attributes);
}

static inline dnnl_status_t dnnl_inner_product_backward_weights_primitive_desc_create(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, const_dnnl_memory_desc_t src,
    const_dnnl_memory_desc_t diff_weights, const_dnnl_memory_desc_t diff_bias, const_dnnl_memory_desc_t diff_dst,
    const_dnnl_primitive_desc_t hint, const_dnnl_primitive_attr_t attributes) {
    dnnl_inner_product_desc_t operation;
    dnnl_status_t status =
        dnnl_inner_product_backward_weights_desc_init(&operation, src, diff_weights, diff_bias, diff_dst);
    return cine_dnnl_finish(status, result, &operation, engine, hint, attributes);
}

/* In 2.x the normalizations, activations and their gradients have one descriptor for both sides, which must lie alike. */

static inline dnnl_status_t dnnl_batch_normalization_forward_primitive_desc_create(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, dnnl_prop_kind_t pass, const_dnnl_memory_desc_t src,
    const_dnnl_memory_desc_t dst, float epsilon, unsigned flags, const_dnnl_primitive_attr_t attributes) {
    if (!dnnl_memory_desc_equal(src, dst)) return dnnl_unimplemented;
    dnnl_batch_normalization_desc_t operation;
    dnnl_status_t status = dnnl_batch_normalization_forward_desc_init(&operation, pass, src, epsilon, flags);
    return cine_dnnl_finish(status, result, &operation, engine, NULL, attributes);
}

static inline dnnl_status_t dnnl_batch_normalization_backward_primitive_desc_create(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, dnnl_prop_kind_t pass, const_dnnl_memory_desc_t diff_src,
    const_dnnl_memory_desc_t diff_dst, const_dnnl_memory_desc_t src, float epsilon, unsigned flags,
    const_dnnl_primitive_desc_t hint, const_dnnl_primitive_attr_t attributes) {
    if (!dnnl_memory_desc_equal(diff_src, diff_dst)) return dnnl_unimplemented;
    dnnl_batch_normalization_desc_t operation;
    dnnl_status_t status =
        dnnl_batch_normalization_backward_desc_init(&operation, pass, diff_dst, src, epsilon, flags);
    return cine_dnnl_finish(status, result, &operation, engine, hint, attributes);
}

static inline dnnl_status_t dnnl_layer_normalization_forward_primitive_desc_create(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, dnnl_prop_kind_t pass, const_dnnl_memory_desc_t src,
    const_dnnl_memory_desc_t dst, const_dnnl_memory_desc_t statistics, float epsilon, unsigned flags,
    const_dnnl_primitive_attr_t attributes) {
    if (!dnnl_memory_desc_equal(src, dst)) return dnnl_unimplemented;
    dnnl_layer_normalization_desc_t operation;
    dnnl_status_t status =
        dnnl_layer_normalization_forward_desc_init(&operation, pass, src, statistics, epsilon, flags);
    return cine_dnnl_finish(status, result, &operation, engine, NULL, attributes);
}

static inline dnnl_status_t dnnl_layer_normalization_backward_primitive_desc_create(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, dnnl_prop_kind_t pass, const_dnnl_memory_desc_t diff_src,
    const_dnnl_memory_desc_t diff_dst, const_dnnl_memory_desc_t src, const_dnnl_memory_desc_t statistics, float epsilon,
    unsigned flags, const_dnnl_primitive_desc_t hint, const_dnnl_primitive_attr_t attributes) {
    if (!dnnl_memory_desc_equal(diff_src, diff_dst)) return dnnl_unimplemented;
    dnnl_layer_normalization_desc_t operation;
    dnnl_status_t status =
        dnnl_layer_normalization_backward_desc_init(&operation, pass, diff_dst, src, statistics, epsilon, flags);
    return cine_dnnl_finish(status, result, &operation, engine, hint, attributes);
}

static inline dnnl_status_t dnnl_eltwise_forward_primitive_desc_create(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, dnnl_prop_kind_t pass, dnnl_alg_kind_t kind,
    const_dnnl_memory_desc_t src, const_dnnl_memory_desc_t dst, float alpha, float beta,
    const_dnnl_primitive_attr_t attributes) {
    if (!dnnl_memory_desc_equal(src, dst)) return dnnl_unimplemented;
    dnnl_eltwise_desc_t operation;
    dnnl_status_t status = dnnl_eltwise_forward_desc_init(&operation, pass, kind, src, alpha, beta);
    return cine_dnnl_finish(status, result, &operation, engine, NULL, attributes);
}

static inline dnnl_status_t dnnl_eltwise_backward_primitive_desc_create(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, dnnl_alg_kind_t kind, const_dnnl_memory_desc_t diff_src,
    const_dnnl_memory_desc_t diff_dst, const_dnnl_memory_desc_t data, float alpha, float beta,
    const_dnnl_primitive_desc_t hint, const_dnnl_primitive_attr_t attributes) {
    if (!dnnl_memory_desc_equal(diff_src, diff_dst)) return dnnl_unimplemented;
    dnnl_eltwise_desc_t operation;
    dnnl_status_t status = dnnl_eltwise_backward_desc_init(&operation, kind, diff_dst, data, alpha, beta);
    return cine_dnnl_finish(status, result, &operation, engine, hint, attributes);
}

static inline dnnl_status_t dnnl_pooling_forward_primitive_desc_create(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, dnnl_prop_kind_t pass, dnnl_alg_kind_t kind,
    const_dnnl_memory_desc_t src, const_dnnl_memory_desc_t dst, const dnnl_dims_t strides, const dnnl_dims_t kernel,
    const dnnl_dims_t dilation, const dnnl_dims_t before, const dnnl_dims_t after,
    const_dnnl_primitive_attr_t attributes) {
    dnnl_pooling_v2_desc_t operation;
    dnnl_status_t status = dnnl_pooling_v2_forward_desc_init(
        &operation, pass, kind, src, dst, strides, kernel, dilation, before, after);
    return cine_dnnl_finish(status, result, &operation, engine, NULL, attributes);
}

static inline dnnl_status_t dnnl_pooling_backward_primitive_desc_create(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, dnnl_alg_kind_t kind, const_dnnl_memory_desc_t diff_src,
    const_dnnl_memory_desc_t diff_dst, const dnnl_dims_t strides, const dnnl_dims_t kernel, const dnnl_dims_t dilation,
    const dnnl_dims_t before, const dnnl_dims_t after, const_dnnl_primitive_desc_t hint,
    const_dnnl_primitive_attr_t attributes) {
    dnnl_pooling_v2_desc_t operation;
    dnnl_status_t status = dnnl_pooling_v2_backward_desc_init(
        &operation, kind, diff_src, diff_dst, strides, kernel, dilation, before, after);
    return cine_dnnl_finish(status, result, &operation, engine, hint, attributes);
}

static inline dnnl_status_t dnnl_binary_primitive_desc_create(
    dnnl_primitive_desc_t *result, dnnl_engine_t engine, dnnl_alg_kind_t kind, const_dnnl_memory_desc_t src0,
    const_dnnl_memory_desc_t src1, const_dnnl_memory_desc_t dst, const_dnnl_primitive_attr_t attributes) {
    dnnl_binary_desc_t operation;
    dnnl_status_t status = dnnl_binary_desc_init(&operation, kind, src0, src1, dst);
    return cine_dnnl_finish(status, result, &operation, engine, NULL, attributes);
}

#endif
