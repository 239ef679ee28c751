#include "dispatch.h"

#include "CVectorKernels.h"

const char *cine_vector_kernels_version(void) {
#ifdef CINE_IS_DISPATCHED
    __builtin_cpu_init();
    if (__builtin_cpu_supports("x86-64-v4")) return "x86-64-v4";
    if (__builtin_cpu_supports("x86-64-v3")) return "x86-64-v3";
#endif
    return "portable";
}
