"""Hooks of pytest that list what was skipped, and fail the run for it where everything is required."""

import os
from typing import Any

import pytest

REQUIRE_ALL = os.environ.get("REQUIRE") == "all"
SKIPPED = pytest.StashKey[dict[str, str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Start the list of what was skipped."""
    config.stash[SKIPPED] = {}
    config.pluginmanager.register(SkipListener(config.stash[SKIPPED]), "ceasefire-skips")


class SkipListener:
    """Notes each skipped test, or skipped file, with its reason."""

    def __init__(self, skipped: dict[str, str]) -> None:
        self.skipped = skipped

    def note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        """Keep the reason of a skip; an expected failure is not one."""
        if report.skipped and not hasattr(report, "wasxfail"):
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
            self.skipped[report.nodeid] = reason.removeprefix("Skipped: ")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a test that was skipped."""
        self.note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a whole file that was skipped."""
        self.note(report)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Turn a run that passed by skipping into a failed one, where everything is required."""
    skipped = session.config.stash[SKIPPED]
    if (output := getattr(session.config, "workeroutput", None)) is not None:
        output["skipped"] = skipped  # this is a worker: what started it answers for the run
    if REQUIRE_ALL and skipped and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker skipped: of two files skipped alike, xdist itself passes on but one."""
    node.config.stash[SKIPPED].update(getattr(node, "workeroutput", {}).get("skipped", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """List everything skipped, and why."""
    skipped = config.stash[SKIPPED]
    if skipped:
        terminalreporter.section("not run, and why", sep="=", yellow=not REQUIRE_ALL, red=REQUIRE_ALL)
        for nodeid, reason in sorted(skipped.items()):
            terminalreporter.line(f"{nodeid}: {reason}")
        if REQUIRE_ALL:
            terminalreporter.line("REQUIRE=all: a skipped test fails the run.", red=True)
