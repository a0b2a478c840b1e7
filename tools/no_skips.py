"""A pytest plugin (`-p tools.no_skips`): a test that did not run counts as a failure."""

from __future__ import annotations

import pytest


def skipped(config: pytest.Config) -> list[pytest.TestReport]:
    """Reports of the tests and modules that did not run."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return reporter.stats.get("skipped", []) if reporter else []


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fails the run when a test did not run."""
    if skipped(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Names each test that did not run, with its reason."""
    for report in skipped(config):
        where, _, why = report.longrepr if isinstance(report.longrepr, tuple) else (report.nodeid, 0, "")
        terminalreporter.write_line(f"NOT RUN {report.nodeid or where}: {why}")
