"""The door: what it lists, and that every experiment says how it is used."""

import subprocess

import pytest

from laboratory.programs import SCRIPTS

NAMES = ("bench", "proof", "proof-images", "words", "source", "proxies", "times", "formats", "shelf", "trust", "fuzz",
         "soak", "soak-serve", "ranks", "gpu", "import")


def lab(*arguments):
    return subprocess.run([SCRIPTS / "lab", *arguments], capture_output=True, text=True)


def test_alone_lists_every_experiment():
    listed = lab()
    assert listed.returncode == 0
    assert [line.split()[0] for line in listed.stdout.splitlines() if line.startswith("  ")] == list(NAMES)


def test_what_is_not_there_is_an_error_that_lists_what_is():
    refused = lab("prove")
    assert refused.returncode == 1
    assert "there is no 'prove'" in refused.stderr and "proof-images" in refused.stderr


@pytest.mark.parametrize("name", NAMES)
def test_every_experiment_has_help(name):
    told = lab(name, "--help")
    assert told.returncode == 0, told.stderr
    assert f"usage: scripts/lab {name}" in told.stdout


@pytest.mark.parametrize("arguments", [("bench", "--rows", "step-99"), ("words", "poetry"), ("import", "poetry"),
                                       ("proof", "--budget", "90")])
def test_arguments_that_are_wrong_are_refused_before_anything_runs(arguments):
    assert lab(*arguments).returncode == 2
