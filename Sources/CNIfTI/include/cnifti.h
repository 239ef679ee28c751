// libnifti2 and zlib behind plain functions and one header type for NIfTI-1 and NIfTI-2. Nothing here opens a file, and
// nothing trusts a number: the caller validates the header.
#ifndef CNIFTI_H
#define CNIFTI_H

#include <stddef.h>
#include <stdint.h>

enum { CNIFTI_HEADER1_SIZE = 348, CNIFTI_HEADER2_SIZE = 540 };

typedef struct {
    int version;          // 1 or 2
    int is_swapped;       // the file's byte order is not the machine's
    uint8_t magic[8];     // NIfTI-1 has four
    int64_t dim[8];
    double pixdim[8];
    int32_t datatype;
    int32_t bitpix;
    double vox_offset;    // NIfTI-2's is an integer; see vox_offset2
    int64_t vox_offset2;
    double scl_slope;
    double scl_inter;
    int32_t qform_code;
    int32_t sform_code;
    double quatern_b, quatern_c, quatern_d;
    double qoffset_x, qoffset_y, qoffset_z;
    double srow[3][4];
    int32_t xyzt_units;
} cnifti_header;

// Reads a header by its first four bytes (348 or 540 in either byte order). Returns 0 when they say neither or `count` is too small.
int cnifti_read_header(const uint8_t *bytes, size_t count, cnifti_header *header);

// Writes a NIfTI-1 header in the machine's byte order; the quaternion and pixdim come from `srow`.
void cnifti_write_header(const cnifti_header *header, uint8_t bytes[CNIFTI_HEADER1_SIZE]);

// Bytes of a voxel of a datatype code, 0 for an unknown code, and the code's name.
int cnifti_voxel_size(int datatype);
const char *cnifti_datatype_name(int datatype);

// A gzip stream that is inflated piece by piece.
typedef struct cnifti_inflater cnifti_inflater;
enum { CNIFTI_MORE = 0, CNIFTI_MEMBER_END = 1, CNIFTI_DAMAGED = 2 };

cnifti_inflater *cnifti_inflater_open(void);
void cnifti_inflater_close(cnifti_inflater *inflater);
// Consumes from `from` and writes to `to`; sets how much of each was used. CNIFTI_MEMBER_END: a member ended and its checksum was right.
int cnifti_inflate(
    cnifti_inflater *inflater, const uint8_t *from, size_t from_count, size_t *used,
    uint8_t *to, size_t to_count, size_t *written);
// Makes ready for the next member.
int cnifti_inflater_reset(cnifti_inflater *inflater);
// Why the stream is damaged, in zlib's words.
const char *cnifti_inflater_error(const cnifti_inflater *inflater);

// Deflates into one gzip member without a name or a time; malloc'ed, NULL when memory is short.
uint8_t *cnifti_gzip(const uint8_t *bytes, size_t count, int level, size_t *written);

#endif
