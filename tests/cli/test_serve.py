"""`rid-kb serve`, as a process: it answers, it ends when interrupted, it says what is wrong."""

import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx

PROJECT = Path(__file__).parents[2]
SERVE = [sys.executable, "-m", "rid_kb", "serve"]


def test_it_finds_the_knowledge_base_of_the_folder_and_ends_when_interrupted(tmp_path, serving):
    shutil.copy(PROJECT / "data" / "readings.db", tmp_path)
    with serving(tmp_path) as (process, address):
        page = httpx.get(address, trust_env=False, timeout=30)
        assert "Robots in Disguise" in page.text
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
    assert [each.name for each in tmp_path.iterdir()] == ["readings.db"]


def serve(folder, *arguments):
    return subprocess.run(
        [*SERVE, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def test_a_port_that_is_taken_is_one_sentence(tmp_path):
    shutil.copy(PROJECT / "data" / "readings.db", tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = serve(tmp_path, "--port", port)
    assert result.returncode == 1
    assert re.fullmatch(rf"Error: .*{port}.*\n", result.stderr)


def test_without_a_knowledge_base_it_says_how_to_make_one(tmp_path):
    result = serve(tmp_path)
    assert result.returncode == 1
    assert re.fullmatch(r"Error: .*rid-kb ingest.*\n", result.stderr)


def test_a_port_that_is_none_is_a_matter_of_usage(tmp_path):
    result = serve(tmp_path, "--port", "99999")
    assert result.returncode == 2
    assert result.stderr.splitlines()[-1].startswith("Error: Invalid value for '-p' / '--port'")
