// libpng behind plain functions: setjmp, callbacks and version differences stay in cpng.c.
#ifndef CPNG_H
#define CPNG_H

#include <stddef.h>
#include <stdint.h>

// A stretch of the file that libpng is shown; the stretches follow one another.
typedef struct {
    size_t offset;
    size_t length;
} cpng_range;

typedef struct {
    uint32_t width;
    uint32_t height;
    int color_type;
    int bit_depth;
    int interlaced;
    int palette_count;
    int transparent_count;      // entries of tRNS in a palette image
    uint8_t palette[256][4];    // R, G, B, A
    size_t row_bytes;           // of a row as cpng_read_rows writes it
    int channels;               // as cpng_read_rows writes them; a palette image has one, the index
} cpng_header;

enum { CPNG_GREY = 0, CPNG_RGB = 2, CPNG_PALETTE = 3, CPNG_GREY_ALPHA = 4, CPNG_RGB_ALPHA = 6 };
enum { CPNG_MAX_WARNINGS = 8, CPNG_MESSAGE_SIZE = 160, CPNG_MAX_SIDE = 1000000 };

typedef struct cpng_reader cpng_reader;

// NULL when memory is short. The bytes and the ranges must outlive the reader.
cpng_reader *cpng_open(const uint8_t *bytes, const cpng_range *ranges, size_t range_count);
void cpng_close(cpng_reader *reader);

// Each returns 1 when it succeeded; otherwise cpng_error says why and the reader may only be closed.
int cpng_read_header(cpng_reader *reader, cpng_header *header);
// Grey below 8 bits is scaled to 8, tRNS becomes alpha, 16 bit is in the machine's byte order, palette indices take a byte each.
// `rows` has room for header.height rows of header.row_bytes.
int cpng_read_rows(cpng_reader *reader, uint8_t *rows);
int cpng_read_end(cpng_reader *reader);

const char *cpng_error(const cpng_reader *reader);
int cpng_warning_count(const cpng_reader *reader);              // all of them
const char *cpng_warning(const cpng_reader *reader, int index); // the first CPNG_MAX_WARNINGS

// Encodes rows without padding (16 bit in the machine's byte order) into malloc'ed bytes; NULL on failure, with the reason in `message`.
uint8_t *cpng_encode(
    const uint8_t *rows, uint32_t width, uint32_t height, int color_type, int bit_depth,
    size_t *count, char message[CPNG_MESSAGE_SIZE]);

// The checksum of a chunk's type and data.
uint32_t cpng_crc32(const uint8_t *bytes, size_t count);

#endif
