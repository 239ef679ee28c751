#include "cnifti.h"

#include <nifti/nifti2_io.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static int32_t first_word(const uint8_t *bytes) {
    int32_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

static void copy_header1(const nifti_1_header *from, cnifti_header *to) {
    to->version = 1;
    memcpy(to->magic, from->magic, 4);
    for (int i = 0; i < 8; i++) {
        to->dim[i] = from->dim[i];
        to->pixdim[i] = from->pixdim[i];
    }
    to->datatype = from->datatype;
    to->bitpix = from->bitpix;
    to->vox_offset = from->vox_offset;
    to->scl_slope = from->scl_slope;
    to->scl_inter = from->scl_inter;
    to->qform_code = from->qform_code;
    to->sform_code = from->sform_code;
    to->quatern_b = from->quatern_b;
    to->quatern_c = from->quatern_c;
    to->quatern_d = from->quatern_d;
    to->qoffset_x = from->qoffset_x;
    to->qoffset_y = from->qoffset_y;
    to->qoffset_z = from->qoffset_z;
    for (int i = 0; i < 4; i++) {
        to->srow[0][i] = from->srow_x[i];
        to->srow[1][i] = from->srow_y[i];
        to->srow[2][i] = from->srow_z[i];
    }
    to->xyzt_units = (unsigned char)from->xyzt_units;
}

static void copy_header2(const nifti_2_header *from, cnifti_header *to) {
    to->version = 2;
    memcpy(to->magic, from->magic, 8);
    for (int i = 0; i < 8; i++) {
        to->dim[i] = from->dim[i];
        to->pixdim[i] = from->pixdim[i];
    }
    to->datatype = from->datatype;
    to->bitpix = from->bitpix;
    to->vox_offset2 = from->vox_offset;
    to->scl_slope = from->scl_slope;
    to->scl_inter = from->scl_inter;
    to->qform_code = from->qform_code;
    to->sform_code = from->sform_code;
    to->quatern_b = from->quatern_b;
    to->quatern_c = from->quatern_c;
    to->quatern_d = from->quatern_d;
    to->qoffset_x = from->qoffset_x;
    to->qoffset_y = from->qoffset_y;
    to->qoffset_z = from->qoffset_z;
    for (int i = 0; i < 4; i++) {
        to->srow[0][i] = from->srow_x[i];
        to->srow[1][i] = from->srow_y[i];
        to->srow[2][i] = from->srow_z[i];
    }
    to->xyzt_units = from->xyzt_units;
}

int cnifti_read_header(const uint8_t *bytes, size_t count, cnifti_header *header) {
    memset(header, 0, sizeof *header);
    if (count < 4) return 0;
    int32_t size = first_word(bytes);
    int32_t swapped = (int32_t)__builtin_bswap32((uint32_t)size);
    header->is_swapped = swapped == CNIFTI_HEADER1_SIZE || swapped == CNIFTI_HEADER2_SIZE;
    if (header->is_swapped) size = swapped;
    if (size == CNIFTI_HEADER1_SIZE && count >= CNIFTI_HEADER1_SIZE) {
        nifti_1_header file;
        memcpy(&file, bytes, sizeof file);
        if (header->is_swapped) nifti_swap_as_nifti1(&file);
        copy_header1(&file, header);
        return 1;
    }
    if (size == CNIFTI_HEADER2_SIZE && count >= CNIFTI_HEADER2_SIZE) {
        nifti_2_header file;
        memcpy(&file, bytes, sizeof file);
        if (header->is_swapped) nifti_swap_as_nifti2(&file);
        copy_header2(&file, header);
        return 1;
    }
    return 0;
}

void cnifti_write_header(const cnifti_header *header, uint8_t bytes[CNIFTI_HEADER1_SIZE]) {
    nifti_dmat44 matrix;
    memset(&matrix, 0, sizeof matrix);
    for (int row = 0; row < 3; row++)
        for (int column = 0; column < 4; column++) matrix.m[row][column] = header->srow[row][column];
    matrix.m[3][3] = 1;
    double b, c, d, x, y, z, dx, dy, dz, qfac;
    nifti_dmat44_to_quatern(matrix, &b, &c, &d, &x, &y, &z, &dx, &dy, &dz, &qfac);

    nifti_1_header file;
    memset(&file, 0, sizeof file);
    file.sizeof_hdr = CNIFTI_HEADER1_SIZE;
    file.regular = 'r';
    for (int i = 0; i < 8; i++) {
        file.dim[i] = (short)header->dim[i];
        file.pixdim[i] = (float)header->pixdim[i];
    }
    file.pixdim[0] = (float)qfac;
    file.pixdim[1] = (float)dx;
    file.pixdim[2] = (float)dy;
    file.pixdim[3] = (float)dz;
    file.datatype = (short)header->datatype;
    file.bitpix = (short)header->bitpix;
    file.vox_offset = (float)header->vox_offset;
    file.scl_slope = (float)header->scl_slope;
    file.scl_inter = (float)header->scl_inter;
    file.qform_code = (short)header->qform_code;
    file.sform_code = (short)header->sform_code;
    file.quatern_b = (float)b;
    file.quatern_c = (float)c;
    file.quatern_d = (float)d;
    file.qoffset_x = (float)x;
    file.qoffset_y = (float)y;
    file.qoffset_z = (float)z;
    for (int i = 0; i < 4; i++) {
        file.srow_x[i] = (float)header->srow[0][i];
        file.srow_y[i] = (float)header->srow[1][i];
        file.srow_z[i] = (float)header->srow[2][i];
    }
    file.xyzt_units = (char)header->xyzt_units;
    memcpy(file.magic, "n+1", 4);
    memcpy(bytes, &file, sizeof file);
}

int cnifti_voxel_size(int datatype) {
    int bytes = 0, swap = 0;
    nifti_datatype_sizes(datatype, &bytes, &swap);
    return bytes;
}

const char *cnifti_datatype_name(int datatype) { return nifti_datatype_string(datatype); }

struct cnifti_inflater {
    z_stream stream;
    const char *error;
};

cnifti_inflater *cnifti_inflater_open(void) {
    cnifti_inflater *inflater = calloc(1, sizeof *inflater);
    if (inflater && inflateInit2(&inflater->stream, 15 + 16) != Z_OK) {
        free(inflater);
        return NULL;
    }
    return inflater;
}

void cnifti_inflater_close(cnifti_inflater *inflater) {
    if (!inflater) return;
    inflateEnd(&inflater->stream);
    free(inflater);
}

static uInt clamped(size_t count) { return count > 1u << 30 ? 1u << 30 : (uInt)count; }

int cnifti_inflate(
    cnifti_inflater *inflater, const uint8_t *from, size_t from_count, size_t *used,
    uint8_t *to, size_t to_count, size_t *written) {
    z_stream *stream = &inflater->stream;
    uInt input = clamped(from_count), output = clamped(to_count);
    stream->next_in = (Bytef *)from;
    stream->avail_in = input;
    stream->next_out = to;
    stream->avail_out = output;
    int status = inflate(stream, Z_NO_FLUSH);
    *used = input - stream->avail_in;
    *written = output - stream->avail_out;
    if (status == Z_STREAM_END) return CNIFTI_MEMBER_END;
    if (status == Z_OK || status == Z_BUF_ERROR) return CNIFTI_MORE;
    inflater->error = stream->msg ? stream->msg : "damaged stream";
    return CNIFTI_DAMAGED;
}

int cnifti_inflater_reset(cnifti_inflater *inflater) { return inflateReset(&inflater->stream) == Z_OK; }

const char *cnifti_inflater_error(const cnifti_inflater *inflater) { return inflater->error ? inflater->error : ""; }

uint8_t *cnifti_gzip(const uint8_t *bytes, size_t count, int level, size_t *written) {
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    if (deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return NULL;
    size_t capacity = deflateBound(&stream, count);
    uint8_t *result = malloc(capacity);
    size_t done = 0, filled = 0;
    int status = result ? Z_OK : Z_MEM_ERROR;
    while (status == Z_OK || status == Z_BUF_ERROR) {
        uInt input = clamped(count - done), output = clamped(capacity - filled);
        if (output == 0) {
            status = Z_MEM_ERROR;
            break;
        }
        stream.next_in = (Bytef *)bytes + done;
        stream.avail_in = input;
        stream.next_out = result + filled;
        stream.avail_out = output;
        status = deflate(&stream, done + input == count ? Z_FINISH : Z_NO_FLUSH);
        done += input - stream.avail_in;
        filled += output - stream.avail_out;
    }
    deflateEnd(&stream);
    if (status != Z_STREAM_END) {
        free(result);
        return NULL;
    }
    *written = filled;
    return result;
}
