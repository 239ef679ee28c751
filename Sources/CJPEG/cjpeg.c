#include "cjpeg.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

struct cjpeg_reader {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    jmp_buf escape;
    int max_scans;
    uint32_t width;
    uint32_t height;
    char error[CJPEG_MESSAGE_SIZE];
    char warnings[CJPEG_MAX_WARNINGS][CJPEG_MESSAGE_SIZE];
    long warning_count;
};

static void format_message(j_common_ptr jpeg, char *to) {
    char text[JMSG_LENGTH_MAX];
    jpeg->err->format_message(jpeg, text);
    strncpy(to, text, CJPEG_MESSAGE_SIZE - 1);
    to[CJPEG_MESSAGE_SIZE - 1] = 0;
}

static void fail(j_common_ptr jpeg) {
    cjpeg_reader *reader = jpeg->client_data;
    if (!reader->error[0]) format_message(jpeg, reader->error);
    longjmp(reader->escape, 1);
}

static void note(j_common_ptr jpeg, int level) {
    if (level >= 0) return; // trace messages
    cjpeg_reader *reader = jpeg->client_data;
    if (reader->warning_count < CJPEG_MAX_WARNINGS) format_message(jpeg, reader->warnings[reader->warning_count]);
    reader->warning_count++;
}

static void limit_scans(j_common_ptr jpeg) {
    cjpeg_reader *reader = jpeg->client_data;
    if (reader->jpeg.input_scan_number <= reader->max_scans) return;
    snprintf(reader->error, CJPEG_MESSAGE_SIZE, "more than %d scans", reader->max_scans);
    fail(jpeg);
}

cjpeg_reader *cjpeg_open(const uint8_t *bytes, size_t count, long memory_limit, int max_scans) {
    cjpeg_reader *reader = calloc(1, sizeof *reader);
    if (!reader) return NULL;
    reader->max_scans = max_scans;
    reader->jpeg.err = jpeg_std_error(&reader->errors);
    reader->jpeg.client_data = reader;
    reader->errors.error_exit = fail;
    reader->errors.emit_message = note;
    if (setjmp(reader->escape)) {
        cjpeg_close(reader);
        return NULL;
    }
    jpeg_create_decompress(&reader->jpeg);
    reader->jpeg.mem->max_memory_to_use = memory_limit;
    reader->progress.progress_monitor = limit_scans;
    reader->jpeg.progress = &reader->progress;
    jpeg_mem_src(&reader->jpeg, bytes, count);
    return reader;
}

void cjpeg_close(cjpeg_reader *reader) {
    if (!reader) return;
    jpeg_destroy_decompress(&reader->jpeg);
    free(reader);
}

int cjpeg_read_header(cjpeg_reader *reader, cjpeg_header *header) {
    struct jpeg_decompress_struct *jpeg = &reader->jpeg;
    memset(header, 0, sizeof *header);
    if (setjmp(reader->escape)) return 0;
    jpeg_read_header(jpeg, TRUE);
    switch (jpeg->jpeg_color_space) {
        case JCS_GRAYSCALE: jpeg->out_color_space = JCS_GRAYSCALE; break;
        case JCS_RGB:
        case JCS_YCbCr: jpeg->out_color_space = JCS_RGB; break;
        case JCS_CMYK:
        case JCS_YCCK: jpeg->out_color_space = JCS_CMYK; break;
        default:
            snprintf(reader->error, CJPEG_MESSAGE_SIZE, "%d components of unknown meaning", jpeg->num_components);
            return 0;
    }
    jpeg_calc_output_dimensions(jpeg);
    reader->width = jpeg->output_width;
    reader->height = jpeg->output_height;
    header->width = jpeg->output_width;
    header->height = jpeg->output_height;
    header->channels = jpeg->out_color_components;
    header->is_cmyk = jpeg->out_color_space == JCS_CMYK;
    header->bit_depth = jpeg->data_precision;
    return 1;
}

int cjpeg_read_rows(cjpeg_reader *reader, uint8_t *rows) {
    struct jpeg_decompress_struct *jpeg = &reader->jpeg;
    if (setjmp(reader->escape)) return 0;
    jpeg_start_decompress(jpeg);
    if (jpeg->output_width != reader->width || jpeg->output_height != reader->height) {
        snprintf(reader->error, CJPEG_MESSAGE_SIZE, "a second frame header changes the size");
        return 0;
    }
    size_t stride = (size_t)jpeg->output_width * jpeg->output_components;
    while (jpeg->output_scanline < jpeg->output_height) {
        JSAMPROW row[8];
        JDIMENSION count = 0;
        for (; count < 8 && jpeg->output_scanline + count < jpeg->output_height; count++)
            row[count] = rows + (size_t)(jpeg->output_scanline + count) * stride;
        jpeg_read_scanlines(jpeg, row, count);
    }
    jpeg_finish_decompress(jpeg);
    return 1;
}

const char *cjpeg_error(const cjpeg_reader *reader) { return reader->error; }

long cjpeg_warning_count(const cjpeg_reader *reader) { return reader->warning_count; }

const char *cjpeg_warning(const cjpeg_reader *reader, int index) {
    return index >= 0 && index < CJPEG_MAX_WARNINGS ? reader->warnings[index] : "";
}

struct cjpeg_encoder {
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    jmp_buf escape;
    char *message;
    unsigned char *bytes;
    unsigned long count;
};

static void fail_encoding(j_common_ptr jpeg) {
    struct cjpeg_encoder *encoder = jpeg->client_data;
    format_message(jpeg, encoder->message);
    longjmp(encoder->escape, 1);
}

uint8_t *cjpeg_encode(
    const uint8_t *rows, uint32_t width, uint32_t height, int channels, int quality,
    size_t *count, char message[CJPEG_MESSAGE_SIZE]) {
    struct cjpeg_encoder *encoder = calloc(1, sizeof *encoder);
    if (!encoder) {
        snprintf(message, CJPEG_MESSAGE_SIZE, "memory is short");
        return NULL;
    }
    struct jpeg_compress_struct *jpeg = &encoder->jpeg;
    jpeg->err = jpeg_std_error(&encoder->errors);
    jpeg->client_data = encoder;
    encoder->errors.error_exit = fail_encoding;
    encoder->message = message;
    uint8_t *result = NULL;
    if (setjmp(encoder->escape)) {
        free(encoder->bytes);
    } else {
        jpeg_create_compress(jpeg);
        jpeg_mem_dest(jpeg, &encoder->bytes, &encoder->count);
        jpeg->image_width = width;
        jpeg->image_height = height;
        jpeg->input_components = channels;
        jpeg->in_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
        jpeg_set_defaults(jpeg);
        jpeg_set_quality(jpeg, quality, TRUE);
        jpeg_start_compress(jpeg, TRUE);
        size_t stride = (size_t)width * channels;
        while (jpeg->next_scanline < height) {
            JSAMPROW row = (JSAMPROW)(rows + (size_t)jpeg->next_scanline * stride);
            jpeg_write_scanlines(jpeg, &row, 1);
        }
        jpeg_finish_compress(jpeg);
        *count = encoder->count;
        result = encoder->bytes;
    }
    jpeg_destroy_compress(jpeg);
    free(encoder);
    return result;
}
