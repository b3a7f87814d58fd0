"""Attachments: which files are taken, what is left of their metadata, and that they open to what was attached."""

import hashlib
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin
from tests.unit.ledger.making import Drawn, each_changed_byte

from ceasefire.ledger import bytes_from_text
from ceasefire.ledger.entries import LIMIT_BYTES, MEDIA_TYPES, attach, open_attachment, stripped
from ceasefire.ledger.entries import _attachments as attachments

JPEG, PNG, TEXT = MEDIA_TYPES
SECRETS = (b"Kodak Moment", b"Abu Omar", b"36.2049", b"a comment by the author")


def picture(mode="RGB", size=(24, 16)):
    """Return a small picture with a corner that tells how it is turned."""
    image = Image.new(mode, size)
    if mode == "P":
        image.putpalette([200, 30, 30, 10, 120, 40] + [0] * 762)
    white: dict[str, Any] = {
        "RGB": (255, 255, 255),
        "RGBA": (255, 255, 255, 128),
        "L": 255,
        "P": 1,
        "1": 1,
        "LA": (255, 90),
        "CMYK": (9, 9, 9, 9),
    }
    for x in range(size[0] // 2):
        for y in range(size[1] // 2):
            image.putpixel((x, y), white[mode])
    return image


def jpeg(image=None, orientation=1):
    """Return a JPEG with everything in its metadata that a camera would put there, and a comment."""
    exif = Image.Exif()
    exif[0x0110] = SECRETS[0].decode()
    exif[0x013B] = SECRETS[1].decode()
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[0x001B] = SECRETS[2].decode()
    out = io.BytesIO()
    (image or picture()).save(
        out, "JPEG", exif=exif, comment=SECRETS[3], quality=95, icc_profile=b"profile of Abu Omar"
    )
    return out.getvalue()


def png(image=None):
    """Return a PNG with texts and EXIF in it."""
    info = PngImagePlugin.PngInfo()
    for name, secret in zip(("Software", "Author", "Place", "Comment"), SECRETS, strict=True):
        info.add_text(name, secret.decode())
        info.add_itxt(name, secret.decode())
    out = io.BytesIO()
    (image or picture()).save(out, "PNG", pnginfo=info, dpi=(300, 300))
    return out.getvalue()


@pytest.mark.parametrize(("data", "media_type"), [
    (jpeg(), JPEG), (png(), PNG), (b"plain", TEXT), ("عربي\r\n\tи ещё\n".encode(), TEXT), (b"\xef\xbb\xbfbom", TEXT),
    (b"<svg onload='alert(1)'/>", TEXT), (b"%PDF-1.7", TEXT),
])  # fmt: skip
def test_the_type_is_what_the_bytes_show(data, media_type):
    """JPEG and PNG by their first bytes, else text without control characters: never what its name says."""
    assert media_type == attachments.media_type_of(data)


@pytest.mark.parametrize("data", [
    b"", b"\x00", b"GIF89a\x01\x00", b"RIFF\x00\x00\x00\x00WEBP", b"II*\x00", b"PK\x03\x04", b"text\x00",
    b"\xff\xfeutf-16", b"bell\x07", b"escape\x1b[2J", b"\x89PNG", b"\xff\xd8",
])  # fmt: skip
def test_what_is_neither_picture_nor_text_is_refused(data):
    """Other pictures, archives, control characters, nothing at all: refused."""
    with pytest.raises(ValueError, match="neither JPEG, PNG nor plain text"):
        attachments.media_type_of(data)


def test_a_file_has_at_most_20_mebibytes():
    """A longer file is refused, with both numbers, before anything else is looked at."""
    assert 20 * 1024 * 1024 == LIMIT_BYTES
    with pytest.raises(ValueError, match="20971521 bytes, more than 20971520"):
        attachments.media_type_of(bytes(LIMIT_BYTES + 1))


def test_a_file_of_the_limit_is_taken(monkeypatch):
    """A file of just as many bytes as are allowed is taken."""
    monkeypatch.setattr(attachments, "LIMIT_BYTES", 10)

    assert TEXT == attachments.media_type_of(b"a" * 10)


@pytest.mark.parametrize(("data", "media_type"), [(jpeg(), JPEG), (png(), PNG), (png(picture("P")), PNG)])
def test_no_metadata_is_left(data, media_type):
    """Camera, author, place, comments and profiles are in the original and not in the copy, which is of the same
    type.
    """
    bare = stripped(data, media_type)

    with Image.open(io.BytesIO(bare)) as image:
        image.load()
        kept = set(image.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert (set(), {}) == (kept, dict(image.getexif()))
    assert [] == [each for each in (*SECRETS, b"Exif", b"tEXt", b"iTXt", b"eXIf", b"pHYs") if each in bare]
    assert [] != [each for each in SECRETS if each in data]
    assert media_type == attachments.media_type_of(bare)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1"])
def test_a_png_shows_the_same_picture(mode):
    """Every pixel of a PNG's copy is the original's, whatever its mode."""
    original = picture(mode)
    with Image.open(io.BytesIO(stripped(png(original), PNG))) as bare:
        assert original.convert("RGBA").tobytes() == bare.convert("RGBA").tobytes()


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_jpeg_shows_nearly_the_same_picture(mode):
    """A JPEG's copy is of the same size, and its colours are near the original's."""
    with (
        Image.open(io.BytesIO(jpeg(picture(mode)))) as original,
        Image.open(io.BytesIO(stripped(jpeg(picture(mode)), JPEG))) as bare,
    ):
        pairs = zip(original.convert("RGB").tobytes(), bare.convert("RGB").tobytes(), strict=True)
        apart = [abs(one - two) for one, two in pairs]

        assert original.size == bare.size
        assert sum(apart) / len(apart) < 4


def test_a_turned_picture_is_turned_before_its_metadata_go():
    """A picture that its metadata turn by a quarter is stored turned, so that it shows as it did."""
    with Image.open(io.BytesIO(stripped(jpeg(orientation=6), JPEG))) as bare:
        assert (16, 24) == bare.size
        assert [True, False] == [sum(bare.convert("RGB").getpixel(at)) > 600 for at in ((15, 0), (0, 0))]  # type: ignore[arg-type]


def test_a_text_stays_as_it_is():
    """A text has no metadata, so its copy is the same bytes."""
    assert b"as it is\r\n" == stripped(b"as it is\r\n", TEXT)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # Pillow warns of the metadata that it passes over
@pytest.mark.parametrize(("data", "media_type"), [(jpeg(), JPEG), (png(), PNG)])
def test_a_broken_picture_is_refused_or_drawn(data, media_type):
    """Cut short anywhere, or with bytes changed, a picture is refused with a ValueError or drawn; nothing else
    happens.
    """
    broken = [data[:at] for at in range(0, len(data), 11)]
    broken += [data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :] for at in range(0, len(data), 5)]
    seen = [outcome(each, media_type) for each in broken]

    assert {"refused", "drawn"} >= set(seen)
    assert "refused" in seen


def outcome(data, media_type):
    """Return what becomes of a picture."""
    try:
        stripped(data, media_type)
    except ValueError:
        return "refused"
    return "drawn"


def test_one_type_is_not_read_as_another():
    """A PNG that is held for a JPEG is not read by another reader behind its back."""
    assert ["refused", "refused"] == [outcome(png(), JPEG), outcome(jpeg(), PNG)]


def test_a_picture_of_too_many_pixels_is_refused(monkeypatch):
    """A picture of more pixels than the limit is refused before it is drawn, with its size."""
    monkeypatch.setattr(attachments, "LIMIT_PIXELS", 24 * 16 - 1)

    with pytest.raises(ValueError, match="a picture of 24 by 16 pixels"):
        stripped(png(), PNG)


@given(st.binary(max_size=200), st.text(st.characters(codec="utf-8"), max_size=20))
def test_an_attachment_opens_to_what_was_attached(data, name):
    """The payload names the sealed bytes by their hash, keeps the original's, and opens to the bytes that were kept."""
    payload, digest, sealed = attach(data, name, b"original", TEXT, Drawn("attach"))

    assert data == open_attachment(payload, sealed)
    assert hashlib.sha256(sealed).hexdigest() == digest == payload["attachment"]
    assert (hashlib.sha256(b"original").hexdigest(), len(data), TEXT, name) == (
        payload["sha256"],
        payload["bytes"],
        payload["media_type"],
        payload["name"],
    )
    assert {"attachment", "key", "media_type", "bytes", "sha256", "name"} == set(payload)


def test_a_changed_attachment_does_not_open():
    """With a byte changed in the sealed bytes or in the key it is refused; so are another's sealed bytes."""
    random = Drawn("changed")
    payload, _, sealed = attach(b"a text", "a.txt", b"a text", TEXT, random)
    other = attach(b"a text", "a.txt", b"a text", TEXT, random)[2]
    keys = [payload | {"key": each} for each in ("", "AAAA", None, "A" * 43 + "=")]

    for each in (*each_changed_byte(sealed), b"", other):
        with pytest.raises(ValueError, match=r".+"):
            open_attachment(payload, each)
    for changed in keys:
        with pytest.raises(ValueError, match=r".+"):
            open_attachment(changed, sealed)


def test_two_attachments_share_nothing():
    """One file attached twice has two keys, and sealed bytes with nothing in common."""
    random = Drawn("twice")
    (one, _, first), (two, _, second) = (attach(b"a text", "a", b"a text", TEXT, random) for _ in range(2))

    assert 32 == len(bytes_from_text(one["key"]))
    assert one["key"] != two["key"]
    assert first[:12] != second[:12]
    assert first[12:] != second[12:]
