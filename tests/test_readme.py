"""The commands of the README work as they stand."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from rid_kb.cli import main
from rid_kb.config import load_config

PROJECT = Path(__file__).parents[1]
README = (PROJECT / "README.md").read_text("utf-8")
COMMANDS = [
    line.removeprefix("$ ")
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
]
# These do not end by themselves or install: tests/web serves, and `scripts/test` runs this.
LASTING = {"scripts/start", "scripts/test", "rid-kb serve"}
LASTING |= {"datasette data/readings.db -m metadata.yml"}
LIST = """# Our group

## 19/02/24
### Quantisation

- [LoRA](https://arxiv.org/abs/2106.09685)
"""


@pytest.fixture(scope="module")
def group_folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("group")
    (folder / "README.md").write_text(LIST)
    return folder


def test_the_readme_has_commands():
    assert len(COMMANDS) > 5
    assert set(COMMANDS) >= LASTING


@pytest.mark.parametrize("command", [each for each in COMMANDS if each not in LASTING])
def test_a_command_of_the_readme(command, group_folder):
    nowhere = "http://127.0.0.1:9"
    environment = os.environ | {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "RID_KB_CACHE": str(group_folder / "cache"),
        "NO_PROXY": "127.0.0.1",
        **{f"RID_KB_{name}_URL": nowhere for name in ("ARXIV", "ACL", "DOI")},
    }
    completed = subprocess.run(
        command, shell=True, cwd=group_folder, env=environment, capture_output=True, text=True
    )
    assert completed.returncode == 0, completed.stderr
    assert "Traceback" not in completed.stderr


def test_every_command_and_no_other_is_described():
    described = re.findall(r"^\| `rid-kb (\w+)", README, re.MULTILINE)
    assert sorted(described) == sorted(main.commands)


def test_the_configuration_of_the_readme_is_one(tmp_path):
    (text,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    (tmp_path / "rid-kb.toml").write_text(text)
    assert tomllib.loads(text)
    assert [each.id for each in load_config(tmp_path, {}).collections] == ["our-group"]
