#ifndef CINE_DISPATCH_H
#define CINE_DISPATCH_H

/* Compiles a function once for each instruction set and picks the best when the program is loaded; where the compiler
 * cannot (another architecture, no ifunc), the portable version alone remains. So it does under the thread sanitizer, whose
 * runtime is not there yet when the choice is made. */
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define CINE_IS_SANITIZED
#endif
#endif

#if defined(__x86_64__) && defined(__linux__) && !defined(CINE_IS_SANITIZED)
#define CINE_IS_DISPATCHED
#define CINE_DISPATCHED __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define CINE_DISPATCHED
#endif

#endif
