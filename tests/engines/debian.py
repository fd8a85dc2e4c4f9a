"""What tests need of the machine and no Python package brings: of Debian's packages, where this is root."""

import os
import shutil
import subprocess

import pytest


def install_package(what: str, *choices: str) -> None:
    """Install the first of some packages that there is.

    Who may not install it is told so: the test is skipped, and in CI, where a skip would be overlooked, it fails.
    """
    if os.geteuid() or not shutil.which("apt-get"):
        reason = f"{what} is not installed, and only root can install it: apt-get install {choices[0]}"
        if "CI" in os.environ:
            pytest.fail(reason)
        pytest.skip(reason)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "--quiet", "update"], check=True, env=quiet, stdout=subprocess.DEVNULL)
    said = ""
    for package in choices:
        words = ["apt-get", "--quiet", "install", "--yes", "--no-install-recommends", package]
        answer = subprocess.run(words, check=False, env=quiet, capture_output=True, text=True)
        if answer.returncode == 0:
            return
        said += answer.stderr
    pytest.fail(f"apt-get installs no {what}: {said}")
