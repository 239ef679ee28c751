// libjpeg-turbo behind plain functions: setjmp, error managers and version differences stay in cjpeg.c.
#ifndef CJPEG_H
#define CJPEG_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint32_t width;
    uint32_t height;
    int channels;   // of the rows that cjpeg_read_rows writes: 1, 3, or 4 for CMYK
    int is_cmyk;    // the rows hold C, M, Y, K as stored
    int bit_depth;
} cjpeg_header;

enum { CJPEG_MAX_WARNINGS = 4, CJPEG_MESSAGE_SIZE = 200 };

typedef struct cjpeg_reader cjpeg_reader;

// NULL when memory is short. The bytes must outlive the reader. libjpeg may take `memory_limit` bytes; a file with more than `max_scans`
// scans (progressive JPEG) fails.
cjpeg_reader *cjpeg_open(const uint8_t *bytes, size_t count, long memory_limit, int max_scans);
void cjpeg_close(cjpeg_reader *reader);

// Each returns 1 when it succeeded; otherwise cjpeg_error says why and the reader may only be closed.
int cjpeg_read_header(cjpeg_reader *reader, cjpeg_header *header);
// `rows` has room for header.height rows of header.width × header.channels bytes.
int cjpeg_read_rows(cjpeg_reader *reader, uint8_t *rows);

const char *cjpeg_error(const cjpeg_reader *reader);
// Corrupt-data warnings: all of them, and the text of the first CJPEG_MAX_WARNINGS.
long cjpeg_warning_count(const cjpeg_reader *reader);
const char *cjpeg_warning(const cjpeg_reader *reader, int index);

// Encodes rows of 1 or 3 channels into malloc'ed bytes; NULL on failure, with the reason in `message`.
uint8_t *cjpeg_encode(
    const uint8_t *rows, uint32_t width, uint32_t height, int channels, int quality,
    size_t *count, char message[CJPEG_MESSAGE_SIZE]);

#endif
