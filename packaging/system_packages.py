"""The Debian packages that the window and the tests stand on.

Law: asked only of Debian and its kin; installs only what is missing and only where it may without a password;
everywhere else it says the one line to run and goes on. It never stops the way.
"""

import os
import platform
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

# What PySide6's own libraries and its X11, Wayland and offscreen platforms name as NEEDED, and no more.
RUNNING = (
    "libbrotli1",
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libfreetype6",
    "libgl1",
    "libglib2.0-0",
    "libgssapi-krb5-2",
    "libwayland-client0",
    "libwayland-cursor0",
    "libwayland-egl1",
    "libx11-6",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-glx0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-render0",
    "libxcb-shape0",
    "libxcb-shm0",
    "libxcb-sync1",
    "libxcb-util1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libxcb1",
    "libxkbcommon-x11-0",
    "libxkbcommon0",
    "libzstd1",
)

# A desktop without a screen: what the demo plays on where there is none, and the tests always. busctl, which
# reads a panel, comes with systemd; none of it is started as a service.
DESKTOP = (
    "dbus",
    "dunst",
    "imagemagick",
    "librsvg2-common",
    "openbox",
    "systemd",
    "xdotool",
    "xfce4-panel",
    "xvfb",
)

# Debian starts these as services when it installs them: they are brought only where nothing starts services,
# as in a container. Elsewhere their tests say what is missing.
SERVERS = ("samba",)

# Keyrings, carriers, drives, readers and faults for the tests.
TESTING = (
    *DESKTOP,
    *SERVERS,
    "age",
    "appstream",
    "at-spi2-core",
    "desktop-file-utils",
    "dosfstools",
    "exfat-fuse",
    "exfatprogs",
    "fuse3",
    "fusefat",
    "git",
    "gnome-keyring",
    "libsecret-tools",
    "rsync",
    "smbnetfs",
    "strace",
    "syncthing",
    "unison",
    "weston",
)

Run = Callable[[Sequence[str | Path]], int]
Say = Callable[[str], None]


def is_debian(os_release: Mapping[str, str]) -> bool:
    """Whether the system calls itself Debian, or like it (Ubuntu, Mint, Raspberry Pi OS)."""
    names = f"{os_release.get('ID', '')} {os_release.get('ID_LIKE', '')}"
    return "debian" in names.split() or "ubuntu" in names.split()


def provided(dpkg_lines: str) -> frozenset[str]:
    """Every package name that stands installed or is provided by one that is.

    `dpkg_lines`: one package a line as `status<TAB>name<TAB>provides, provides (= version)`, which is how
    Ubuntu's libglib2.0-0t64 counts as libglib2.0-0.
    """
    names: set[str] = set()
    for line in dpkg_lines.splitlines():
        status, name, provides = line.split("\t")
        if status == "installed":
            names.add(name)
            names.update(part.split()[0] for part in provides.split(",") if part.strip())
    return frozenset(names)


def wanted(*, testing: bool, venv: bool, desktop: bool = False) -> tuple[str, ...]:
    """Every package that is needed here.

    `venv`: whether this Python can make a .venv already; `desktop`: whether a desktop without a screen is.
    """
    more = TESTING if testing else DESKTOP if desktop else ()
    return RUNNING + more + (() if venv else ("python3-venv",))


def install_command(names: Sequence[str]) -> list[str]:
    """The one apt-get line for `names`, to run as root."""
    return ["apt-get", "install", "-y", "--no-install-recommends", *names]


def as_root(user: int, run: Run) -> list[str] | None:
    """The words before a command of root's: none for root; None where it may not."""
    if user == 0:
        return []
    if shutil.which("sudo") and run(["sh", "-c", "sudo -n true 2>/dev/null"]) == 0:
        return ["sudo", "-n"]
    return None


def bring_missing(names: Sequence[str], before: Sequence[str] | None, say: Say, run: Run) -> None:
    """Installs `names` with the words `before`, or says the line that does it."""
    if before is None:
        line = "sudo " + " ".join(install_command(names))
        say(f"Some system packages are not here yet. This line brings them:\n  {line}")
        return
    say(f"Bringing {len(names)} system packages, once: {' '.join(names)}")
    quiet = [*before, "env", "DEBIAN_FRONTEND=noninteractive"]
    run([*quiet, "apt-get", "update", "-qq"])
    if run([*quiet, *install_command(names)]) != 0:
        # One name that this distribution doesn't know holds up all the others: then each on its own.
        for name in names:
            run([*quiet, *install_command([name])])


def missing(names: Sequence[str]) -> list[str]:
    """Those of `names` that dpkg doesn't know as installed."""
    query = ["dpkg-query", "-W", "-f", "${db:Status-Status}\t${Package}\t${Provides}\n"]
    present = provided(subprocess.run(query, check=True, capture_output=True, text=True).stdout)
    return [name for name in names if name not in present]


def services_run() -> bool:
    """Whether systemd runs here, and would start what is installed: sd_booted(3)."""
    return Path("/run/systemd/system").is_dir()


def bring(names: Sequence[str], say: Say, run: Run) -> None:
    """Brings what this system is missing of `names`; nothing happens off Debian and its kin."""
    if not (shutil.which("dpkg-query") and shutil.which("apt-get")):
        return
    if not is_debian(platform.freedesktop_os_release()):
        return
    absent = missing([name for name in names if name not in SERVERS or not services_run()])
    if not absent:
        return
    before = as_root(os.getuid(), run)
    bring_missing(absent, before, say, run)
    if before is not None and (left := missing(absent)):
        say(f"Going on without {' '.join(left)}.")
