#ifndef CINE_CDNNL_SHIM_H
#define CINE_CDNNL_SHIM_H

#include <dnnl.h>
#include <dnnl_debug.h>

/* Makes dnnl_memory_create leave the data handle empty; the header's macro casts an integer, which Swift does not import. */
static void *const _Nullable cine_dnnl_memory_none = DNNL_MEMORY_NONE;

/* The team of threads that oneDNN computes with is libgomp's; these are its stable entry points (GCC's libgomp ABI), so own
 * kernels run on the very same threads and never compete with them. */
void omp_set_num_threads(int count);
int omp_get_thread_num(void);
int omp_get_num_threads(void);
void GOMP_parallel(void (*_Nonnull body)(void *_Nullable context), void *_Nullable context, unsigned threads, unsigned flags);

#endif
