#ifndef CINE_CDNNL_SHIM_H
#define CINE_CDNNL_SHIM_H

#if !__has_include(<dnnl.h>)
#error "oneDNN is missing: install its headers (Debian and Ubuntu: libdnnl-dev, or run scripts/install), then build again"
#else

#include <dnnl.h>
#include <dnnl_debug.h>

/* Swift is given one API for both majors of oneDNN: that of 3.x, which onednn2.h makes out of 2.x, and what follows here
 * where even the types differ. */

#if DNNL_VERSION_MAJOR < 3
#include "onednn2.h"
#else
/* A memory descriptor that its maker destroys. */
typedef dnnl_memory_desc_t cine_dnnl_descriptor;
#endif

#include "shape.h"

static inline dnnl_status_t cine_dnnl_append_eltwise(
    dnnl_post_ops_t _Nullable operations, dnnl_alg_kind_t kind, float alpha, float beta) {
#if DNNL_VERSION_MAJOR < 3
    return dnnl_post_ops_append_eltwise(operations, 1, kind, alpha, beta);
#else
    return dnnl_post_ops_append_eltwise(operations, kind, alpha, beta);
#endif
}

/* Whether the gradient of a batch normalization must be given the shift, which it does not use: 2.x asks for it, 3.x refuses it. */
static inline int cine_dnnl_gradient_takes_shift(void) { return DNNL_VERSION_MAJOR < 3; }

/* Makes dnnl_memory_create leave the data handle empty; the header's macro casts an integer, which Swift does not import. */
static void *const _Nullable cine_dnnl_memory_none = DNNL_MEMORY_NONE;

/* The team of threads that oneDNN computes with is libgomp's; these are its stable entry points (GCC's libgomp ABI), so own
 * kernels run on the very same threads and never compete with them. */
void omp_set_num_threads(int count);
void omp_set_dynamic(int adjusts);
int omp_get_thread_num(void);
int omp_get_num_threads(void);
void GOMP_parallel(void (*_Nonnull body)(void *_Nullable context), void *_Nullable context, unsigned threads, unsigned flags);

#endif
#endif
