"""What is logged on any thread stands in the file when the log is closed."""

import io
import json
import logging
from pathlib import Path

from mtplayer.runtime import crash, logs

log = logging.getLogger("mtplayer.here")


def _fail(text: str) -> None:
    raise ValueError(text)


def _closed(handlers: list[logging.Handler], *say) -> None:
    started = logs.Logs(lambda: handlers)
    started.start()
    for call in say:
        call()
    started.close()


def test_a_line_reaches_the_file_of_the_profile(tmp_path: Path):
    _closed([logs.file_handler(tmp_path, "mtplayer.log")], lambda: log.info("found %d", 3))
    text = (tmp_path / "mtplayer.log").read_text()
    assert "INFO" in text
    assert "mtplayer.here: found 3" in text


def test_the_file_starts_over_and_three_old_ones_stay(tmp_path: Path):
    line = "x" * 100_000
    _closed(
        [logs.file_handler(tmp_path, "mtplayer.log")],
        lambda: [log.info(line) for _ in range(60)],
    )
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["mtplayer.log", "mtplayer.log.1", "mtplayer.log.2", "mtplayer.log.3"]


def test_json_lines_are_ascii_and_carry_the_trace():
    stream = io.StringIO()

    def fail():
        try:
            _fail("für Elise")
        except ValueError:
            log.info("it failed: %s", "für", exc_info=True)

    _closed([logs.stream_handler(stream, as_json=True)], fail)
    assert stream.getvalue().isascii()
    (line,) = stream.getvalue().splitlines()
    read = json.loads(line)
    assert read["level"] == "INFO"
    assert read["message"] == "it failed: für"
    assert "ValueError" in read["trace"]


def test_in_words_only_warnings_are_printed(caplog):
    stream = io.StringIO()
    with caplog.at_level(logging.WARNING):
        _closed(
            [logs.stream_handler(stream, as_json=False)],
            lambda: log.info("quiet"),
            lambda: log.warning("The disk is full."),
        )
    assert stream.getvalue() == "mtplayer: The disk is full.\n"


def test_a_message_is_made_before_its_arguments_change():
    stream = io.StringIO()
    found = [1]

    def say():
        log.info("%s", found)
        found.append(2)

    _closed([logs.stream_handler(stream, as_json=True)], say)
    assert json.loads(stream.getvalue())["message"] == "[1]"


def test_a_bug_gets_a_report_of_its_own(tmp_path: Path, caplog):
    def bug():
        try:
            _fail("nobody caught this")
        except ValueError:
            log.critical("unexpected", exc_info=True)

    with caplog.at_level(logging.CRITICAL):
        _closed([logs.Reports(tmp_path, crash.write_report)], lambda: log.info("known"), bug)
    (report,) = tmp_path.glob("report-*.txt")
    assert "nobody caught this" in report.read_text()
    assert "mtplayer 0." in report.read_text()


def test_what_is_logged_before_writing_begins_is_not_lost():
    stream = io.StringIO()
    started = logs.Logs(lambda: [logs.stream_handler(stream, as_json=True)])
    started.start()
    log.info("before")
    assert stream.getvalue() == ""
    started.write()
    log.info("after")
    started.close()
    said = [json.loads(line)["message"] for line in stream.getvalue().splitlines()]
    assert said == ["before", "after"]
