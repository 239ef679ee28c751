#!/usr/bin/env python3
"""Writes the scans beside it and expected.json, the values that a right decoder gives.

References: Pillow (PNG, JPEG), nibabel (NIfTI). Kinds of PNG that Pillow cannot write (interlaced, 16-bit colour, tRNS of
grey) are put together here from their pixels, which are the expected values. Run: python3 make_fixtures.py
"""
import gzip, io, json, os, shutil, struct, zlib
import numpy as np, nibabel as nib
from PIL import Image, ImageOps

os.chdir(os.path.dirname(os.path.abspath(__file__)))
for folder in ("png", "jpeg", "nifti"):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
rng = np.random.default_rng(7)
expected = {}


def plain(values):
    return [None if not np.isfinite(v) else float(v) for v in np.asarray(values, dtype=np.float64).ravel()]


# PNG


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def packed(rows, depth):
    out = b""
    for row in rows:
        if depth == 16:
            data = row.astype(">u2").tobytes()
        elif depth == 8:
            data = row.astype(np.uint8).tobytes()
        else:
            bits = "".join(format(int(v), f"0{depth}b") for v in row.ravel())
            bits += "0" * (-len(bits) % 8)
            data = bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))
        out += b"\0" + data
    return out


ADAM7 = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]


def png(name, pixels, depth, color, decoded, extra=b"", interlaced=False):
    """pixels: H×W×C as stored; decoded: H×W×C' as a decoder gives them."""
    height, width = pixels.shape[:2]
    if interlaced:
        data = b"".join(packed(pixels[y::dy, x::dx], depth) for y, x, dy, dx in ADAM7 if pixels[y::dy, x::dx].size)
    else:
        data = packed(pixels, depth)
    head = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, int(interlaced))
    bytes_ = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")
    with open(f"png/{name}.png", "wb") as f:
        f.write(bytes_)
    decoded = decoded.reshape(height, width, -1)
    expected[f"png/{name}.png"] = dict(
        width=width, height=height, channels=decoded.shape[2], bitDepth=depth, values=plain(decoded))
    return bytes_


def agrees(name, mode):
    """Pillow must see the same picture."""
    seen = np.asarray(Image.open(f"png/{name}.png").convert(mode), dtype=np.float64)
    assert np.array_equal(seen.ravel(), expected[f"png/{name}.png"]["values"]), name


H, W = 9, 11
for depth in (1, 2, 4, 8, 16):
    grey = rng.integers(0, 2**depth, (H, W, 1))
    scale = 255 // (2**depth - 1) if depth < 8 else 1
    png(f"grey{depth}", grey, depth, 0, grey * scale)
    png(f"grey{depth}-interlaced", grey, depth, 0, grey * scale, interlaced=True)
    key = int(grey[0, 0, 0])
    alpha = np.where(grey == key, 0, 65535 if depth == 16 else 255)
    png(f"grey{depth}-trns", grey, depth, 0, np.concatenate([grey * scale, alpha], 2), chunk(b"tRNS", struct.pack(">H", key)))
    if depth <= 8:
        agrees(f"grey{depth}", "L")
        agrees(f"grey{depth}-interlaced", "L")
for depth in (8, 16):
    top = 2**depth
    rgb, rgba, grey_alpha = (rng.integers(0, top, (H, W, c)) for c in (3, 4, 2))
    png(f"rgb{depth}", rgb, depth, 2, rgb)
    png(f"rgb{depth}-interlaced", rgb, depth, 2, rgb, interlaced=True)
    png(f"rgba{depth}", rgba, depth, 6, rgba)
    png(f"grey-alpha{depth}", grey_alpha, depth, 4, grey_alpha)
    key = rgb[0, 0]
    alpha = np.where((rgb == key).all(2, keepdims=True), 0, top - 1)
    png(f"rgb{depth}-trns", rgb, depth, 2, np.concatenate([rgb, alpha], 2), chunk(b"tRNS", struct.pack(">3H", *map(int, key))))
agrees("rgb8", "RGB")
agrees("rgb8-interlaced", "RGB")
agrees("rgba8", "RGBA")
agrees("rgb8-trns", "RGBA")
for depth in (1, 2, 4, 8):
    count = 2**depth
    palette = rng.integers(0, 256, (count, 3))
    index = rng.integers(0, count, (H, W, 1))
    plte = chunk(b"PLTE", palette.astype(np.uint8).tobytes())
    png(f"palette{depth}", index, depth, 3, palette[index[..., 0]], plte)
    agrees(f"palette{depth}", "RGB")
    alpha = np.full(count, 255)
    alpha[:2] = [0, 128]
    colours = np.concatenate([palette, alpha[:, None]], 1)
    png(f"palette{depth}-trns", index, depth, 3, colours[index[..., 0]], plte + chunk(b"tRNS", bytes([0, 128])))
    agrees(f"palette{depth}-trns", "RGBA")
short = np.array([[0, 1, 2, 3]])[..., None]
png("palette-short", short, 8, 3, np.array([[[10, 20, 30], [40, 50, 60], [0, 0, 0], [0, 0, 0]]]),
    chunk(b"PLTE", bytes([10, 20, 30, 40, 50, 60])))

# JPEG

y, x = np.mgrid[0:20, 0:29]
picture = np.stack([x * 8, y * 12, 255 - x * 4 - y * 4], 2).clip(0, 255).astype(np.uint8)


def jpeg(name, image, orientation=None, **options):
    if orientation:
        exif = Image.Exif()
        exif[0x0112] = orientation
        options["exif"] = exif
    image.save(f"jpeg/{name}.jpg", quality=90, **options)
    seen = Image.open(f"jpeg/{name}.jpg")
    seen = ImageOps.exif_transpose(seen)
    if seen.mode == "CMYK":
        # Adobe's convention; Pillow inverts the inks when it reads, C' = 255 − C.
        inks = 255.0 - np.asarray(seen, dtype=np.float64)
        decoded = inks[..., :3] * inks[..., 3:] / 255
    else:
        decoded = np.asarray(seen, dtype=np.float64)
    decoded = decoded.reshape(decoded.shape[0], decoded.shape[1], -1)
    expected[f"jpeg/{name}.jpg"] = dict(
        width=decoded.shape[1], height=decoded.shape[0], channels=decoded.shape[2], bitDepth=8, values=plain(decoded))


rgb = Image.fromarray(picture)
jpeg("grey", rgb.convert("L"))
jpeg("rgb", rgb, subsampling=0)
jpeg("rgb-420", rgb, subsampling=2)
jpeg("progressive", rgb, progressive=True)
jpeg("cmyk", rgb.convert("CMYK"))
for orientation in range(1, 9):
    jpeg(f"orientation{orientation}", rgb.convert("L"), orientation)

# NIfTI


def nifti(name, image):
    """image: nibabel image; writes and reads it again."""
    path = f"nifti/{name}"
    nib.save(image, path)
    seen = nib.load(path)
    data = seen.get_fdata(dtype=np.float64)
    canonical = nib.as_closest_canonical(seen) if data.ndim >= 3 else None
    ras = canonical.get_fdata(dtype=np.float64) if canonical else None

    def probe(volume):
        volume = volume.reshape(volume.shape + (1,) * (3 - volume.ndim))
        places = [(n // 4, 3 * n // 4) for n in volume.shape[:3]]
        rest = (0,) * (volume.ndim - 3)
        return [volume[(places[0][a], places[1][b], places[2][c]) + rest] for c in (0, 1) for b in (0, 1) for a in (0, 1)]

    expected[path] = dict(
        dims=list(data.shape), values=plain(data.ravel(order="F")), affine=plain(seen.affine[:3]),
        axisCodes="".join(nib.aff2axcodes(seen.affine)), probe=plain(probe(data)),
        rasProbe=plain(probe(ras)) if ras is not None else None,
        rasFirst=float(ras.ravel()[0]) if ras is not None else None)


affine = np.diag([-2.0, 2.5, 3.0, 1.0])
affine[:3, 3] = [90, -126, -72]
types = dict(
    uint8=np.uint8, int8=np.int8, int16=np.int16, uint16=np.uint16, int32=np.int32, uint32=np.uint32, int64=np.int64,
    uint64=np.uint64, float32=np.float32, float64=np.float64)
for name, dtype in types.items():
    if np.issubdtype(dtype, np.integer):
        info = np.iinfo(dtype)
        data = rng.integers(info.min // 2, info.max // 2, (3, 4, 5), dtype=dtype)
        data.ravel()[:2] = [info.min, info.max]
    else:
        data = rng.normal(0, 100, (3, 4, 5)).astype(dtype)
    for order, endianness in (("le", "<"), ("be", ">")):
        one = nib.Nifti1Header(endianness=endianness)
        one.set_data_dtype(dtype)
        nifti(f"{name}-{order}.nii", nib.Nifti1Image(data, affine, one, dtype=dtype))
        two = nib.Nifti2Header(endianness=endianness)
        two.set_data_dtype(dtype)
        nifti(f"{name}-{order}-2.nii.gz", nib.Nifti2Image(data, affine, two, dtype=dtype))

small = rng.integers(-500, 500, (5, 6, 7)).astype(np.int16)


def scaled(name, slope, inter):
    image = nib.Nifti1Image(small, affine)
    path = f"nifti/{name}"
    image.header.set_slope_inter(1, 0)
    nib.save(image, path)
    with open(path, "r+b") as f:
        f.seek(112)
        f.write(struct.pack("<ff", slope, inter))
    # Slope 0 and NaN mean unscaled.
    values = small.astype(np.float64) * np.float32(slope) + np.float32(inter) if slope and np.isfinite(slope) else small
    expected[path] = dict(dims=list(small.shape), values=plain(values.ravel(order="F")), affine=plain(affine[:3]), axisCodes="LAS")
    seen = nib.load(path).get_fdata()
    assert np.allclose(seen.ravel(order="F"), values.ravel(order="F")), name


scaled("slope.nii", 2.5, -1024)
scaled("slope-zero.nii", 0, 5)
scaled("slope-nan.nii", float("nan"), float("nan"))
scaled("slope-negative.nii", -1, 3)

angle = np.radians([20, -35, 50])
rotations = [
    np.array([[1, 0, 0], [0, np.cos(angle[0]), -np.sin(angle[0])], [0, np.sin(angle[0]), np.cos(angle[0])]]),
    np.array([[np.cos(angle[1]), 0, np.sin(angle[1])], [0, 1, 0], [-np.sin(angle[1]), 0, np.cos(angle[1])]]),
    np.array([[np.cos(angle[2]), -np.sin(angle[2]), 0], [np.sin(angle[2]), np.cos(angle[2]), 0], [0, 0, 1]])]
oblique = np.eye(4)
oblique[:3, :3] = rotations[0] @ rotations[1] @ rotations[2] @ np.diag([0.9, 1.1, -2.4])
oblique[:3, 3] = [10, -20, 30]
image = nib.Nifti1Image(small, None)
image.set_qform(oblique, 1)
image.set_sform(None, 0)
nifti("qform-oblique.nii", image)
half_turn = np.diag([-1.0, -1.0, 2.0, 1.0])
half_turn[:3, :3] = half_turn[:3, :3] @ np.array([[1, 4e-4, 0], [-4e-4, 1, 0], [0, 0, 1]])
image = nib.Nifti1Image(small, None)
image.set_qform(half_turn, 1)
nifti("qform-half-turn.nii", image)
sheared = affine.copy()
sheared[0, 1], sheared[1, 2] = 0.7, -0.4
nifti("sform-sheared.nii", nib.Nifti1Image(small, sheared))
no_codes = nib.Nifti1Image(small, affine)
no_codes.set_sform(None, 0)
no_codes.set_qform(None, 0)
no_codes.header["pixdim"][1:4] = [2, 2.5, 3]
nifti("no-codes.nii", no_codes)
for codes in ("RAS", "LPS", "PIR", "SAL", "ASR", "IPL"):
    turn = nib.orientations.inv_ornt_aff(nib.orientations.axcodes2ornt(codes), small.shape)
    nifti(f"axes-{codes}.nii.gz", nib.Nifti1Image(small, np.diag([1.5, 2, 3, 1]) @ turn))
nifti("pair.hdr", nib.Nifti1Pair(small, affine))
nifti("pair-gz.hdr.gz", nib.Nifti1Pair(small, affine))
nifti("pair-2.hdr", nib.Nifti2Pair(small, affine))
nifti("one-axis.nii", nib.Nifti1Image(small.ravel(), affine))
nifti("two-axes.nii", nib.Nifti1Image(small[:, :, 0], affine))
nifti("four-axes.nii.gz", nib.Nifti1Image(rng.integers(0, 99, (3, 4, 5, 6)).astype(np.int16), affine))
nifti("five-axes.nii.gz", nib.Nifti1Image(rng.integers(0, 99, (3, 4, 5, 1, 3)).astype(np.int16), affine))
nifti("seven-axes.nii.gz", nib.Nifti1Image(rng.integers(0, 99, (2, 3, 2, 2, 2, 2, 2)).astype(np.int16), affine))
odd = rng.normal(0, 1, (4, 4, 4)).astype(np.float32)
odd.ravel()[[1, 5, 9]] = [np.nan, np.inf, -np.inf]
nifti("not-finite.nii", nib.Nifti1Image(odd, affine))
nifti("huge.nii", nib.Nifti1Image(rng.uniform(-1, 1, (4, 4, 4)) * 1.5e308, affine))

colours = rng.integers(0, 256, (3, 4, 5, 3)).astype(np.uint8)
rgb24 = np.ascontiguousarray(colours).view([("R", "u1"), ("G", "u1"), ("B", "u1")])[..., 0]
nib.save(nib.Nifti1Image(rgb24, affine), "nifti/rgb24.nii")
expected["nifti/rgb24.nii"] = dict(
    dims=[3, 4, 5], values=plain(colours.transpose(2, 1, 0, 3)), affine=plain(affine[:3]), axisCodes="LAS")

longs = np.array([0, 1, -1.5, 1e300, -1e-300, 1 / 3, np.inf, np.nan], dtype=np.float64)
header = nib.Nifti1Image(np.zeros((8, 1, 1), np.uint8), affine).header
header["datatype"], header["bitpix"], header["vox_offset"] = 1536, 128, 352


def binary128(value):
    """IEEE 754 binary128 of a double."""
    bits = struct.unpack("<Q", struct.pack("<d", value))[0]
    sign, exponent, fraction = bits >> 63, bits >> 52 & 0x7FF, bits & (1 << 52) - 1
    exponent = 0x7FFF if exponent == 0x7FF else exponent - 1023 + 16383 if exponent else 0
    return (sign << 127 | exponent << 112 | fraction << 60).to_bytes(16, "little")


for name, words in (("float128-x86", np.asarray(longs, dtype=np.longdouble).tobytes()), ("float128-ieee", b"".join(map(binary128, longs)))):
    if name.endswith("x86"):
        words = b"".join(words[i:i + 10] + bytes(6) for i in range(0, len(words), 16))
    with open(f"nifti/{name}.nii", "wb") as f:
        f.write(header.binaryblock + bytes(4) + words)
    expected[f"nifti/{name}.nii"] = dict(dims=[8, 1, 1], values=plain(longs), affine=plain(affine[:3]), axisCodes="LAS")

with open("expected.json", "w") as f:
    json.dump(expected, f, indent=0, sort_keys=True)
print(len(expected), "scans")
