#include "cpng.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

// libpng's own default, which Debian leaves out. It bounds the chunks that are held whole, never the pixels.
static const size_t chunk_memory_limit = 8000000;

struct cpng_reader {
    png_structp png;
    png_infop info;
    const uint8_t *bytes;
    const cpng_range *ranges;
    size_t range_count;
    size_t range;  // the current one
    size_t within; // bytes of it that were read
    uint32_t height;
    int passes;
    size_t row_bytes;
    char error[CPNG_MESSAGE_SIZE];
    char warnings[CPNG_MAX_WARNINGS][CPNG_MESSAGE_SIZE];
    int warning_count;
};

static void copy_message(char *to, const char *message) {
    strncpy(to, message ? message : "", CPNG_MESSAGE_SIZE - 1);
    to[CPNG_MESSAGE_SIZE - 1] = 0;
}

static void fail(png_structp png, png_const_charp message) {
    cpng_reader *reader = png_get_error_ptr(png);
    copy_message(reader->error, message);
    png_longjmp(png, 1);
}

static void warn(png_structp png, png_const_charp message) {
    cpng_reader *reader = png_get_error_ptr(png);
    if (reader->warning_count < CPNG_MAX_WARNINGS) copy_message(reader->warnings[reader->warning_count], message);
    if (reader->warning_count < 1000000) reader->warning_count++;
}

static void feed(png_structp png, png_bytep to, png_size_t count) {
    cpng_reader *reader = png_get_io_ptr(png);
    while (count > 0) {
        if (reader->range >= reader->range_count) png_error(png, "the file ends early");
        cpng_range range = reader->ranges[reader->range];
        size_t left = range.length - reader->within;
        if (left == 0) {
            reader->range++;
            reader->within = 0;
            continue;
        }
        size_t part = count < left ? count : left;
        memcpy(to, reader->bytes + range.offset + reader->within, part);
        reader->within += part;
        to += part;
        count -= part;
    }
}

cpng_reader *cpng_open(const uint8_t *bytes, const cpng_range *ranges, size_t range_count) {
    cpng_reader *reader = calloc(1, sizeof *reader);
    if (!reader) return NULL;
    reader->bytes = bytes;
    reader->ranges = ranges;
    reader->range_count = range_count;
    reader->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, reader, fail, warn);
    if (reader->png) reader->info = png_create_info_struct(reader->png);
    if (!reader->info) {
        cpng_close(reader);
        return NULL;
    }
    return reader;
}

void cpng_close(cpng_reader *reader) {
    if (!reader) return;
    if (reader->png) png_destroy_read_struct(&reader->png, &reader->info, NULL);
    free(reader);
}

int cpng_read_header(cpng_reader *reader, cpng_header *header) {
    png_structp png = reader->png;
    png_infop info = reader->info;
    memset(header, 0, sizeof *header);
    if (setjmp(png_jmpbuf(png))) return 0;
    png_set_read_fn(png, reader, feed);
    png_set_user_limits(png, CPNG_MAX_SIDE, CPNG_MAX_SIDE);
    png_set_chunk_malloc_max(png, chunk_memory_limit);
    png_set_chunk_cache_max(png, 16);
    png_read_info(png, info);

    png_uint_32 width, height;
    int depth, color, interlace;
    png_get_IHDR(png, info, &width, &height, &depth, &color, &interlace, NULL, NULL);
    header->width = width;
    header->height = height;
    header->bit_depth = depth;
    header->color_type = color;
    header->interlaced = interlace != PNG_INTERLACE_NONE;

    if (color == PNG_COLOR_TYPE_PALETTE) {
        png_colorp palette = NULL;
        png_bytep alpha = NULL;
        png_get_PLTE(png, info, &palette, &header->palette_count);
        png_get_tRNS(png, info, &alpha, &header->transparent_count, NULL);
        if (!alpha) header->transparent_count = 0;
        for (int i = 0; i < 256; i++) {
            uint8_t *entry = header->palette[i];
            if (palette && i < header->palette_count) {
                entry[0] = palette[i].red;
                entry[1] = palette[i].green;
                entry[2] = palette[i].blue;
            }
            entry[3] = i < header->transparent_count ? alpha[i] : 255;
        }
        png_set_packing(png);
    } else {
        if (color == PNG_COLOR_TYPE_GRAY && depth < 8) png_set_expand_gray_1_2_4_to_8(png);
        if (png_get_valid(png, info, PNG_INFO_tRNS)) png_set_tRNS_to_alpha(png);
    }
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if (depth == 16) png_set_swap(png);
#endif
    reader->passes = png_set_interlace_handling(png);
    png_read_update_info(png, info);
    reader->height = height;
    reader->row_bytes = png_get_rowbytes(png, info);
    header->row_bytes = reader->row_bytes;
    header->channels = png_get_channels(png, info);
    return 1;
}

int cpng_read_rows(cpng_reader *reader, uint8_t *rows) {
    if (setjmp(png_jmpbuf(reader->png))) return 0;
    for (int pass = 0; pass < reader->passes; pass++)
        for (uint32_t row = 0; row < reader->height; row++)
            png_read_row(reader->png, rows + (size_t)row * reader->row_bytes, NULL);
    return 1;
}

int cpng_read_end(cpng_reader *reader) {
    if (setjmp(png_jmpbuf(reader->png))) return 0;
    png_read_end(reader->png, NULL);
    return 1;
}

const char *cpng_error(const cpng_reader *reader) { return reader->error; }

int cpng_warning_count(const cpng_reader *reader) { return reader->warning_count; }

const char *cpng_warning(const cpng_reader *reader, int index) {
    return index >= 0 && index < CPNG_MAX_WARNINGS ? reader->warnings[index] : "";
}

typedef struct {
    uint8_t *bytes;
    size_t count;
    size_t capacity;
    char *message;
} cpng_sink;

static void fail_encoding(png_structp png, png_const_charp message) {
    cpng_sink *sink = png_get_error_ptr(png);
    copy_message(sink->message, message);
    png_longjmp(png, 1);
}

static void ignore_warning(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

static void drain(png_structp png, png_bytep from, png_size_t count) {
    cpng_sink *sink = png_get_io_ptr(png);
    if (count > sink->capacity - sink->count) {
        size_t capacity = sink->capacity + sink->capacity / 2 + count + 4096;
        uint8_t *bytes = realloc(sink->bytes, capacity);
        if (!bytes) png_error(png, "memory is short");
        sink->bytes = bytes;
        sink->capacity = capacity;
    }
    memcpy(sink->bytes + sink->count, from, count);
    sink->count += count;
}

static void flush(png_structp png) { (void)png; }

uint8_t *cpng_encode(
    const uint8_t *rows, uint32_t width, uint32_t height, int color_type, int bit_depth,
    size_t *count, char message[CPNG_MESSAGE_SIZE]) {
    cpng_sink sink = {NULL, 0, 0, message};
    copy_message(message, "memory is short");
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &sink, fail_encoding, ignore_warning);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    if (!info) {
        png_destroy_write_struct(&png, NULL);
        return NULL;
    }
    if (setjmp(png_jmpbuf(png))) {
        png_destroy_write_struct(&png, &info);
        free(sink.bytes);
        return NULL;
    }
    png_set_write_fn(png, &sink, drain, flush);
    png_set_user_limits(png, CPNG_MAX_SIDE, CPNG_MAX_SIDE);
    png_set_IHDR(
        png, info, width, height, bit_depth, color_type, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
        PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if (bit_depth == 16) png_set_swap(png);
#endif
    size_t stride = png_get_rowbytes(png, info);
    for (uint32_t row = 0; row < height; row++) png_write_row(png, rows + (size_t)row * stride);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    *count = sink.count;
    return sink.bytes;
}

uint32_t cpng_crc32(const uint8_t *bytes, size_t count) {
    uLong crc = crc32(0, NULL, 0);
    while (count > 0) {
        uInt part = count > 1u << 30 ? 1u << 30 : (uInt)count;
        crc = crc32(crc, bytes, part);
        bytes += part;
        count -= part;
    }
    return (uint32_t)crc;
}
