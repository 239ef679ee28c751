#ifndef CINE_CDNNL_SHAPE_H
#define CINE_CDNNL_SHAPE_H

/* What a memory descriptor says. */
typedef struct {
    int axes;
    dnnl_dims_t extents, padded_extents;
    /* In elements; zeros unless the tensor lies in strides and dense blocks. */
    dnnl_dims_t strides;
    dnnl_dim_t offset;
    /* How many dense blocks are nested at each place, and the outermost one's length and axis. */
    int blocks;
    dnnl_dim_t block, block_axis;
} cine_dnnl_shape;

static inline void cine_dnnl_copy_dims(dnnl_dim_t *target, const dnnl_dim_t *source, int axes) {
    for (int axis = 0; axis < axes; ++axis) target[axis] = source[axis];
}

#if DNNL_VERSION_MAJOR < 3

static inline dnnl_status_t cine_dnnl_describe(const_dnnl_memory_desc_t descriptor, cine_dnnl_shape *shape) {
    *shape = (cine_dnnl_shape){.axes = descriptor->ndims, .offset = descriptor->offset0};
    cine_dnnl_copy_dims(shape->extents, descriptor->dims, shape->axes);
    cine_dnnl_copy_dims(shape->padded_extents, descriptor->padded_dims, shape->axes);
    if (descriptor->format_kind != dnnl_blocked) return dnnl_success;
    const dnnl_blocking_desc_t *blocking = &descriptor->format_desc.blocking;
    cine_dnnl_copy_dims(shape->strides, blocking->strides, shape->axes);
    shape->blocks = blocking->inner_nblks;
    if (shape->blocks > 0) {
        shape->block = blocking->inner_blks[0];
        shape->block_axis = blocking->inner_idxs[0];
    }
    return dnnl_success;
}

#else

static inline dnnl_status_t cine_dnnl_describe(const_dnnl_memory_desc_t descriptor, cine_dnnl_shape *shape) {
    *shape = (cine_dnnl_shape){.axes = 0};
    dnnl_dims_t *dims;
    dnnl_format_kind_t kind;
    dnnl_status_t status = dnnl_memory_desc_query(descriptor, dnnl_query_ndims_s32, &shape->axes);
    if (status != dnnl_success || shape->axes == 0) return status;
    if ((status = dnnl_memory_desc_query(descriptor, dnnl_query_dims, &dims)) != dnnl_success) return status;
    cine_dnnl_copy_dims(shape->extents, *dims, shape->axes);
    if ((status = dnnl_memory_desc_query(descriptor, dnnl_query_padded_dims, &dims)) != dnnl_success) return status;
    cine_dnnl_copy_dims(shape->padded_extents, *dims, shape->axes);
    status = dnnl_memory_desc_query(descriptor, dnnl_query_submemory_offset_s64, &shape->offset);
    if (status != dnnl_success) return status;
    if ((status = dnnl_memory_desc_query(descriptor, dnnl_query_format_kind, &kind)) != dnnl_success) return status;
    if (kind != dnnl_blocked) return dnnl_success;
    if ((status = dnnl_memory_desc_query(descriptor, dnnl_query_strides, &dims)) != dnnl_success) return status;
    cine_dnnl_copy_dims(shape->strides, *dims, shape->axes);
    status = dnnl_memory_desc_query(descriptor, dnnl_query_inner_nblks_s32, &shape->blocks);
    if (status != dnnl_success || shape->blocks == 0) return status;
    if ((status = dnnl_memory_desc_query(descriptor, dnnl_query_inner_blks, &dims)) != dnnl_success) return status;
    shape->block = (*dims)[0];
    if ((status = dnnl_memory_desc_query(descriptor, dnnl_query_inner_idxs, &dims)) != dnnl_success) return status;
    shape->block_axis = (*dims)[0];
    return dnnl_success;
}

#endif

#endif
