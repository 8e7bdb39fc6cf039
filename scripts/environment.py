"""The virtual environment that the scripts share, made with nothing but Python's own tools."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
_BIN = FOLDER / ("Scripts" if os.name == "nt" else "bin")


def prepare(*wanted: str) -> None:
    """Make `.venv` and install the project with the dependency groups `wanted`.

    What was installed before is left as it is, unless pyproject.toml has changed since.
    """
    if sys.version_info < (3, 11):
        sys.exit(f"rid-kb needs Python 3.11 or later; this is {sys.version.split()[0]}.")
    stamp = FOLDER / f"installed-{'-'.join(('rid-kb', *wanted))}"
    digest = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + str(ROOT).encode()).hexdigest()
    if stamp.is_file() and stamp.read_text() == digest:
        return
    print(f"Installing into {FOLDER.name} …", flush=True)
    if not program("python").exists() and subprocess.call([sys.executable, "-m", "venv", FOLDER]):
        sys.exit("Python could not make a virtual environment; on Debian: apt install python3-venv")
    pip = [str(program("python")), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    groups = [part for group in wanted for part in ("--group", group)]
    run([*pip, "install", "--upgrade", "pip>=25.1"])
    run([*pip, "install", "--editable", ".", *groups])
    stamp.write_text(digest)


def program(name: str) -> Path:
    """Find a program of the virtual environment."""
    return _BIN / (f"{name}.exe" if os.name == "nt" else name)


def run(command: list[str]) -> None:
    """Run a command in the project's folder; leave with its status when it fails."""
    status = subprocess.call(command, cwd=ROOT)
    if status:
        sys.exit(status)
