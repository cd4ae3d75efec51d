# SPDX-License-Identifier: MIT
"""Pictures are written anew: what hid behind the picture, and where it was taken, is gone."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from candour.files.rules.names import FileType, refusal

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 20_000

_FORMATS = {FileType.PNG: "PNG", FileType.JPEG: "JPEG"}
_PLAIN_MODES = {
    FileType.PNG: {"1", "L", "LA", "P", "RGB", "RGBA", "I;16"},
    FileType.JPEG: {"L", "RGB"},
}


def check_png(name: str, data: bytes) -> bytes:
    return _anew(name, data, FileType.PNG)


def check_jpeg(name: str, data: bytes) -> bytes:
    return _anew(name, data, FileType.JPEG)


def _anew(name: str, data: bytes, kind: FileType) -> bytes:
    """The same picture, upright, without anything else that the file held."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is odd but harmless
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=(_FORMATS[kind],)) as picture:
                _check_size(name, picture)
                return _written(ImageOps.exif_transpose(picture), kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large(name) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, TypeError):
        raise refusal(
            name, f"it is damaged or not a {_FORMATS[kind]}. Save it once more and upload that."
        ) from None


def _check_size(name: str, picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_PIXELS or max(picture.size) > LONGEST_SIDE:
        raise _too_large(name)


def _too_large(name: str) -> Exception:
    return refusal(name, "it has more than 50 million pixels. Save it smaller and upload that.")


def _written(picture: Image.Image, kind: FileType) -> bytes:
    if picture.mode not in _PLAIN_MODES[kind]:
        picture = picture.convert("RGB")
    clean = picture.copy()
    clean.info = {key: picture.info[key] for key in ("transparency",) if key in picture.info}
    held = io.BytesIO()
    if kind is FileType.JPEG:
        clean.save(held, "JPEG", quality=92, exif=b"", icc_profile=None, comment=b"")
    else:
        clean.save(held, "PNG", exif=None, icc_profile=None)
    return held.getvalue()
