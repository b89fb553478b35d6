"""Still Here talks to no other computer: what could dial one is in one file, for the loopback alone."""

from __future__ import annotations

import ast
from pathlib import Path

#: What opens connections, or brings along what does.
DIALS = frozenset({
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket",
    "ssl", "telnetlib", "urllib.request", "urllib3", "websockets", "xmlrpc",
})  # fmt: skip
QT = frozenset({"QtNetwork", "QtWebEngineCore", "QtWebEngineWidgets", "QtWebSockets"})

#: Where they may stand, and why.
MAY = {
    "home/folder/nudging/loopback.py": {"socket", "ssl"},  # asks a carrier on this computer, where allowed
    "notify/waking.py": {"socket"},  # a pair of ends within the process, which signals write to
}


def _imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def _dials(name: str) -> bool:
    return any(name == each or name.startswith(f"{each}.") for each in DIALS) or bool(QT & {*name.split(".")})


def test_only_the_carriers_own_interface_on_this_computer_is_ever_dialled(root: Path) -> None:
    package = root / "desktop" / "stillhere"
    found = {
        str(path.relative_to(package)): names
        for path in sorted(package.rglob("*.py"))
        if (names := {name.split(".")[0] if name.split(".")[0] in DIALS else name
                      for name in _imported(path) if _dials(name)})
    }  # fmt: skip
    assert found == MAY
