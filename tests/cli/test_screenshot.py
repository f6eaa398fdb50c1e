"""What a picture shall show is understood, or refused in one sentence."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from mtplayer.cli import main
from mtplayer.cli.front import Front, PictureRequest, WindowRequest
from mtplayer.core.options import Theme
from mtplayer.runtime.paths import Profile


class Camera(Front):
    """Remembers the pictures that it was asked for."""

    def __init__(self) -> None:
        self.asked: list[PictureRequest] = []

    def open_window(self, request: WindowRequest) -> int:
        raise AssertionError(request)

    def ask_window(
        self, profile: Profile, question: Mapping[str, object]
    ) -> Mapping[str, object] | None:
        return None

    def take_picture(self, request: PictureRequest) -> int:
        self.asked.append(request)
        return 0


@pytest.fixture
def camera() -> Camera:
    return Camera()


def test_a_picture_is_dark_and_1440_wide_unless_asked_otherwise(camera: Camera, tmp_path: Path):
    out = tmp_path / "a.png"
    profile = tmp_path / "profile"
    arguments = ["screenshot", "--profile", str(profile), "--view", "tracks", "--out", str(out)]
    assert main.run(arguments, camera) == 0
    assert camera.asked == [
        PictureRequest(
            profile=Profile(profile),
            view="tracks",
            theme=Theme.DARK,
            width=1440,
            height=900,
            right_to_left=False,
            out=out,
        )
    ]


def test_theme_size_and_direction_can_be_chosen(camera: Camera, tmp_path: Path):
    out = str(tmp_path / "a.png")
    look = ["--theme", "light", "--size", "960x640", "--rtl", "--high-contrast"]
    assert main.run(["screenshot", "--view", "recently-added", *look, "--out", out], camera) == 0
    (request,) = camera.asked
    assert request.theme is Theme.LIGHT
    assert (request.width, request.height) == (960, 640)
    assert request.right_to_left
    assert request.high_contrast


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("--view", "attic"), "There is no view “attic”"),
        (("--size", "960"), "“960” is no size"),
        (("--size", "100x100"), "100x100 is outside"),
        (("--size", "99999x900"), "99999x900 is outside"),
        (("--out", "a.jpg"), "does not end in .png"),
        (("--out", "nowhere/a.png"), "There is no folder"),
        (("--theme", "blue"), "invalid choice"),
    ],
    ids=["view", "no size", "too small", "too large", "no png", "no folder", "theme"],
)
def test_what_cannot_be_painted_is_refused(
    camera: Camera, tmp_path: Path, monkeypatch, capsys, change, complaint: str
):
    monkeypatch.chdir(tmp_path)
    asked = {"--view": "tracks", "--out": "a.png", "--size": "1440x900"} | dict([change])
    arguments = [word for pair in asked.items() for word in pair]
    assert main.run(["screenshot", *arguments], camera) == 2
    assert complaint in capsys.readouterr().err
    assert camera.asked == []
