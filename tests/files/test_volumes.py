"""Volumes are known by what they are, not by where they are mounted."""

import pytest

from mtplayer.core.paths import outermost
from mtplayer.files import superblock, volumes
from mtplayer.files.volumes import VolumeKind, Volumes, below
from mtplayer.files.windows_drives import Drive

LINES = """\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 22 8:17 / /media/me/My\\040stick rw - vfat /dev/sdb1 rw
31 22 8:17 /Music /mnt/bound rw - vfat /dev/sdb1 rw
40 22 0:50 / /mnt/nas rw - nfs4 server:/export rw
41 22 0:51 / /mnt/ssh rw - fuse.sshfs me@host:/music rw
50 22 0:60 / /tmp/ram rw - tmpfs tmpfs rw
nonsense
"""


@pytest.fixture
def mounted(tmp_path, monkeypatch):
    by_uuid = tmp_path / "by-uuid"
    by_uuid.mkdir()
    (by_uuid / "ABCD-1234").symlink_to("/dev/sdb1")
    monkeypatch.setattr(volumes, "_BY_UUID", by_uuid)
    monkeypatch.setattr(volumes, "_UDEV", tmp_path)
    monkeypatch.setattr(volumes, "_BLOCK", tmp_path)
    (tmp_path / "b254:0").write_text("I:1\nE:ID_FS_UUID=root-uuid\n")

    def mounted(lines=LINES):
        file = tmp_path / "mountinfo"
        file.write_text(lines)
        return Volumes(file)

    return mounted


def test_a_stick_has_the_uuid_of_its_file_system_wherever_it_is(mounted):
    here = mounted().of(b"/media/me/My stick/a/b.mp3")
    moved = mounted(LINES.replace("/media/me/My\\040stick", "/mnt/other")).of(b"/mnt/other/x")
    assert here.key == moved.key == "uuid:ABCD-1234:/"
    assert (here.kind, here.label) == (VolumeKind.REMOVABLE, "My stick")
    assert here.mount_path == b"/media/me/My stick"
    assert moved.mount_path == b"/mnt/other"


def test_the_disk_of_the_system_is_found_by_udev(mounted):
    facts = mounted().of(b"/home/me/Music")
    assert (facts.key, facts.mount_path) == ("uuid:root-uuid:/", b"/")
    assert facts.kind is VolumeKind.FIXED


@pytest.mark.parametrize(
    ("path", "tells"),
    [
        (b"/home/me", True),
        (b"/tmp/ram/x", True),
        (b"/media/me/My stick/x", False),
        (b"/mnt/nas/x", False),
        (b"/mnt/ssh/x", False),
    ],
)
def test_only_disks_of_this_system_tell_at_once_that_a_name_came(mounted, path, tells):
    assert mounted().of(path).tells_of_names is tells


def test_a_part_of_a_disk_mounted_elsewhere_is_a_volume_of_its_own(mounted):
    assert mounted().of(b"/mnt/bound/a").key == "uuid:ABCD-1234:/Music"


@pytest.mark.parametrize(
    ("path", "key"),
    [
        (b"/mnt/nas/a", "share:nfs4:server:/export:/"),
        (b"/mnt/ssh/a", "share:fuse.sshfs:me@host:/music:/"),
    ],
)
def test_a_share_is_known_by_its_server(mounted, path, key):
    facts = mounted().of(path)
    assert (facts.key, facts.kind) == (key, VolumeKind.NETWORK)


def test_what_has_no_lasting_name_is_known_by_its_place(mounted):
    assert mounted().of(b"/tmp/ram/x").key == "mount:tmpfs:/:/tmp/ram"
    assert mounted().of(b"/tmp/ramble").key == "uuid:root-uuid:/"


def test_a_volume_is_found_by_its_key_while_it_is_mounted(mounted):
    assert mounted().by_key("uuid:ABCD-1234:/").mount_path == b"/media/me/My stick"
    without = "\n".join(line for line in LINES.splitlines() if "sdb1" not in line)
    assert mounted(without).by_key("uuid:ABCD-1234:/") is None


UUID = bytes.fromhex("0123456789abcdef0123456789abcdef")
LONG = "01234567-89ab-cdef-0123-456789abcdef"


@pytest.mark.parametrize(
    ("marks", "uuid"),
    [
        ({0x438: b"\x53\xef", 0x468: UUID}, LONG),
        ({0: b"XFSB", 32: UUID}, LONG),
        ({0x10040: b"_BHRfS_M", 0x10020: UUID}, LONG),
        ({0x52: b"FAT32   ", 0x43: b"\x4d\x3c\x2b\x1a"}, "1A2B-3C4D"),
        ({0x36: b"FAT16   ", 0x27: b"\x4d\x3c\x2b\x1a"}, "1A2B-3C4D"),
        ({3: b"EXFAT   ", 0x64: b"\x4d\x3c\x2b\x1a"}, "1A2B-3C4D"),
        ({3: b"NTFS    ", 0x48: bytes(range(8))}, "0706050403020100"),
    ],
)
def test_the_uuid_is_read_from_the_device_where_no_udev_is(tmp_path, marks, uuid):
    device = bytearray(0x11000)
    for at, mark in marks.items():
        device[at : at + len(mark)] = mark
    (tmp_path / "device").write_bytes(device)
    assert superblock.uuid_of(str(tmp_path / "device")) == uuid


def test_a_device_that_may_not_be_read_has_no_uuid(tmp_path):
    assert superblock.uuid_of(str(tmp_path / "none")) is None
    (tmp_path / "zeros").write_bytes(bytes(70_000))
    assert superblock.uuid_of(str(tmp_path / "zeros")) is None


def test_this_machine_has_volumes(tmp_path):
    facts = Volumes().of(bytes(tmp_path))
    assert facts.key
    assert bytes(tmp_path).startswith(facts.mount_path)
    assert Volumes().by_key(facts.key).mount_path == facts.mount_path


def test_a_root_that_is_no_mount_is_there_all_the_same(tmp_path):
    # What a chroot with /proc shows.
    mounts = tmp_path / "mountinfo"
    mounts.write_text("63 43 0:39 / /proc rw,relatime - proc proc rw\n")
    facts = Volumes(mounts).of(b"/home/me/Music/a.flac")
    assert facts.mount_path == b"/"
    assert Volumes(mounts).by_key(facts.key) == facts


@pytest.mark.parametrize(
    ("path", "key", "mount"),
    [(b"/Volumes/Stick/a", "mount:Stick", b"/Volumes/Stick"), (b"/Users/me", "mount:/", b"/")],
)
def test_a_system_that_lists_no_mounts_is_told_apart_by_paths(tmp_path, path, key, mount):
    unlisted = Volumes(tmp_path / "none")
    assert not unlisted.knows_mounts()
    assert (unlisted.of(path).key, unlisted.of(path).mount_path) == (key, mount)


def test_a_drive_is_the_same_under_another_letter(tmp_path):
    def volumes(stick, share):
        system = Drive(b"C:", 0x11, "Windows", False, "")
        drives = [system, Drive(stick, 0x1A2B3C4D, "Music", True, "")]
        drives.append(Drive(share, 0x99, "", False, "//NAS/Music"))
        return Volumes(tmp_path / "none", lambda: drives)

    before, after = volumes(b"E:", b"M:"), volumes(b"F:", b"N:")
    assert after.knows_mounts()
    for path, point in ((b"e:/a/b.mp3", b"F:"), (b"M:/c.mp3", b"N:"), (b"C:/d", b"C:")):
        facts = before.of(path)
        assert before.by_key(facts.key) == facts
        assert after.by_key(facts.key).mount_path == point
    stick, share = before.of(b"E:/x"), before.of(b"M:/x")
    assert (stick.kind, stick.label) == (VolumeKind.REMOVABLE, "Music")
    assert (share.kind, share.label) == (VolumeKind.NETWORK, "//NAS/Music")
    assert below(stick.mount_path, b"E:/a/b.mp3") == b"a/b.mp3"
    assert after.by_key("serial:00000000") is None


def test_paths_are_kept_below_their_volume():
    assert below(b"/", b"/a/b") == b"a/b"
    assert below(b"/mnt/x", b"/mnt/x/a b/c") == b"a b/c"
    assert below(b"/mnt/x", b"/mnt/x") == b""


def test_folders_inside_others_are_dropped():
    paths = [b"/a/b", b"/a", b"/ab", b"/a/b/c", b"/c/d", b"/a"]
    assert outermost(paths) == [b"/a", b"/ab", b"/c/d"]
    assert outermost([b"/a", b"/a-b", b"/a/c"]) == [b"/a", b"/a-b"]
    assert outermost([b"/", b"/x"]) == [b"/"]
