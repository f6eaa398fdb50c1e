"""Asks the window that is open, without Qt, which takes 0.1 s to load."""

import hashlib
import json
import os
import socket
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, cast

from mtplayer.runtime.paths import Profile

Request = Mapping[str, Any]
Reply = Mapping[str, object]

# sun_path holds 108 bytes on Linux, 104 on macOS.
LONGEST_PATH = 99
RETRY_S = 2.0
CONNECT_S = 0.3
REPLY_S = 5.0


def socket_name(profile: Path) -> str:
    """Return the name that belongs to a profile: an absolute path, or a pipe's name on Windows."""
    tag = hashlib.sha256(os.fsencode(profile.resolve())).hexdigest()[:16]
    if sys.platform == "win32":
        return f"mtplayer-{tag}"
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    # Qt puts a relative name below the temporary folder, where others could be first.
    path = Path(runtime if runtime and Path(runtime).is_dir() else profile) / f"mtplayer-{tag}.sock"
    if len(os.fsencode(path)) > LONGEST_PATH:
        path = Path(tempfile.gettempdir()) / f"mtplayer-{os.getuid()}-{tag}.sock"
    return str(path)


def ask(name: str, request: Request, retry_s: float = RETRY_S) -> Reply | None:
    """Return what the running window answers; None if nobody does.

    Blocks, so only a process without a window may call it. Whoever holds the lock may still
    be starting, hence the patience.
    """
    line = json.dumps(request).encode() + b"\n"
    ends = time.monotonic() + retry_s
    while True:
        try:
            answer = _through_pipe(name, line) if sys.platform == "win32" else _exchange(name, line)
        except OSError:
            answer = b""
        if answer:
            reply = json.loads(answer)
            return cast("Reply", reply) if isinstance(reply, dict) else None
        if time.monotonic() > ends:
            return None
        time.sleep(0.05)


def ask_if_open(profile: Profile, request: Request) -> Reply | None:
    """Return what the open window answers; None at once if there is none."""
    if not profile.instance_lock.exists():
        return None
    return ask(socket_name(profile.folder), request, retry_s=0)


def _exchange(name: str, line: bytes) -> bytes:
    with closing(socket.socket(socket.AF_UNIX)) as caller:
        caller.settimeout(CONNECT_S)
        caller.connect(name)
        caller.settimeout(REPLY_S)
        caller.sendall(line)
        with caller.makefile("rb") as answers:
            return answers.readline()


def _through_pipe(name: str, line: bytes) -> bytes:
    with Path(rf"\\.\pipe\{name}").open("r+b", buffering=0) as pipe:
        pipe.write(line)
        answer = bytearray()
        while not answer.endswith(b"\n") and (more := pipe.read(4096)):
            answer += more
        return bytes(answer)
