"""What becomes of the pictures that people send, and of the files that are none."""

import pytest
from PIL import Image

from cms.tools.portraits import LARGE, MOST_BYTES, SIZES, SMALL, Fault, NoPortrait, portrait_of
from tests.pictures import claiming, encoded, halves, picture, plain, read

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
NEAR = 12  # what the lossy format may be off by
SECRET = "Harbour Street 4"
ROTATED = 6  # the camera was held on its side: what is stored as left stands above


def small(data):
    return read(portrait_of(data).files[SMALL]).convert("RGB")


def near(pixel, wanted):
    return all(abs(got - want) <= NEAR for got, want in zip(pixel, wanted, strict=True))


def test_a_picture_is_kept_square_in_two_sizes():
    portrait = portrait_of(encoded(plain(size=(640, 400)), "JPEG"))
    assert {size: read(file).size for size, file in portrait.files.items()} == {
        LARGE: (LARGE, LARGE),
        SMALL: (SMALL, SMALL),
    }
    assert {read(file).format for file in portrait.files.values()} == {"WEBP"}
    assert sum(map(len, portrait.files.values())) < 20_000


def test_the_middle_is_kept():
    image = plain("red", (600, 200))
    image.paste("blue", (200, 0, 400, 200))
    assert near(small(encoded(image)).getpixel((3, 3)), (0, 0, 255))


def test_the_same_picture_has_the_same_name_and_another_has_another():
    assert portrait_of(picture("teal")).digest == portrait_of(picture("teal")).digest
    assert portrait_of(picture("teal")).digest != portrait_of(picture("red")).digest


def test_a_camera_held_on_its_side_takes_upright_portraits():
    turned = Image.Exif()
    turned[0x0112] = ROTATED
    stored = halves("red", "blue").transpose(Image.Transpose.ROTATE_90)  # red stands to the left
    shown = small(encoded(stored, "JPEG", exif=turned, quality=95))
    assert near(shown.getpixel((48, 5)), (255, 0, 0))
    assert near(shown.getpixel((48, 90)), (0, 0, 255))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_the_pixels_is_kept(kind):
    told = Image.Exif()
    told[0x010E] = SECRET
    sent = encoded(plain(), kind, exif=told, icc_profile=b"profile of " + SECRET.encode())
    assert SECRET.encode() in sent
    for file in portrait_of(sent).files.values():
        assert SECRET.encode() not in file
        assert not {"exif", "icc_profile", "xmp"} & set(read(file).info)
        assert not read(file).getexif()


def test_what_stands_behind_the_picture_is_dropped():
    for tail in (HTML, b"PK\x03\x04" + HTML):
        assert all(HTML not in file for file in portrait_of(picture() + tail).files.values())


def test_of_what_moves_the_first_picture_is_kept():
    frames = [plain("red"), plain("blue")]
    for kind in ("GIF", "WEBP", "PNG"):
        sent = encoded(frames[0], kind, save_all=True, append_images=frames[1:])
        kept = read(portrait_of(sent).files[LARGE])
        assert getattr(kept, "n_frames", 1) == 1
        assert near(kept.convert("RGB").getpixel((9, 9)), (255, 0, 0)), kind


def clear_palette():
    image = plain(0, mode="P")
    image.putpalette([255, 0, 0] + [0, 255, 0] * 255)
    return encoded(image, transparency=0)


@pytest.mark.parametrize(
    ("sent", "colour"),
    [
        (encoded(plain((0, 255, 255, 0), mode="CMYK"), "JPEG"), (255, 0, 0)),
        (encoded(plain(40_000, mode="I;16")), (156, 156, 156)),
        (clear_palette(), (255, 255, 255)),
        (encoded(plain((0, 0), mode="LA")), (255, 255, 255)),
        (encoded(plain((0, 0, 255, 128), mode="RGBA")), (127, 127, 255)),
        (encoded(plain(1, mode="1")), (255, 255, 255)),
        (encoded(plain(90, mode="L"), "JPEG"), (90, 90, 90)),
    ],
    ids=["CMYK", "16 bits", "clear palette", "clear grey", "half clear", "two tones", "grey"],
)
def test_unusual_colours_come_out_as_they_look(sent, colour):
    assert near(small(sent).getpixel((48, 48)), colour)


def fault_of(data):
    with pytest.raises(NoPortrait) as caught:
        portrait_of(data)
    return caught.value.fault


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        (b"", Fault.EMPTY),
        (b"\x89PNG\r\n\x1a\n" + b"x" * MOST_BYTES, Fault.TOO_HEAVY),
        (SVG, Fault.UNKNOWN),
        (HTML, Fault.UNKNOWN),
        (b"GIF89a" + HTML, Fault.UNKNOWN),
        (encoded(plain(), "BMP"), Fault.UNKNOWN),
        (encoded(plain(), "TIFF"), Fault.UNKNOWN),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 200 200\n", Fault.UNKNOWN),
        (claiming(30_000, 30_000), Fault.TOO_LARGE),
        (claiming(12_000, 9_000), Fault.TOO_LARGE),
        (claiming(7_000, 7_000), Fault.TOO_LARGE),
        (claiming(2_000, 2_000), Fault.BROKEN),
        (encoded(plain(size=(20_000, 1))), Fault.TOO_SMALL),
        (encoded(plain(size=(1, 1))), Fault.TOO_SMALL),
        (encoded(plain(), "JPEG")[:-200], Fault.BROKEN),
    ],
)
def test_what_is_no_portrait_is_refused_by_name(sent, fault):
    assert fault_of(sent) == fault


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_file_cut_off_anywhere_is_refused_and_nothing_else_happens(kind):
    whole = encoded(Image.effect_noise((120, 120), 60).convert("RGB"), kind)
    for end in range(0, len(whole) - 40, max(1, len(whole) // 60)):
        try:
            portrait = portrait_of(whole[:end])
        except NoPortrait:
            continue
        assert set(portrait.files) == set(SIZES)  # a format that marks no end may still be whole enough


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_file_with_one_byte_changed_is_drawn_or_refused(kind):
    whole = bytearray(encoded(Image.effect_noise((100, 100), 60).convert("RGB"), kind))
    for place in range(0, min(len(whole), 600), 3):
        changed = bytearray(whole)
        changed[place] ^= 0xFF
        try:
            portrait = portrait_of(bytes(changed))
        except NoPortrait:
            continue
        assert read(portrait.files[SMALL]).size == (SMALL, SMALL)


def test_a_large_photograph_is_read_at_a_fraction_of_its_size():
    photograph = encoded(plain(size=(8_000, 6_000)), "JPEG")
    assert near(small(photograph).getpixel((48, 48)), (0, 128, 128))
