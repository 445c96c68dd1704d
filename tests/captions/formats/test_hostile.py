"""Files made to hurt: each is read or refused, in bounded time and memory of a process."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.captions.formats.hostile import HOSTILE

_ROOT = Path(__file__).parents[3]
# Reads from standard input and says what became of it, and what it cost it and its children.
_READ = """
import json, resource, sys
from pathlib import Path
import captions
data = sys.stdin.buffer.read()
try:
    reading = captions.read(data)
    html = [captions.safe_html(cue.text) for cue in reading.track.cues[:100]]
    outcome = {"format": reading.format, "html": html}
except captions.CaptionError as error:
    outcome = {"error": str(error), "bound": getattr(error, "bound", None)}
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
outcome["seconds"] = sum(one.ru_utime + one.ru_stime for one in used)
# Not ru_maxrss of our own: a process begins with that of the one that started it, here pytest's.
peak = Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]
outcome["mb"] = max(int(peak), used[1].ru_maxrss) // 1024
print(json.dumps(outcome))
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_refused_at_little_cost(name):
    command = [sys.executable, "-c", _READ]
    data = HOSTILE[name]()
    done = subprocess.run(command, input=data, capture_output=True, cwd=_ROOT, check=False)
    assert done.returncode == 0, done.stderr.decode()[-500:]
    outcome = json.loads(done.stdout)
    # 2 s on a machine of its own, three times that on one with much else to do.
    assert outcome["seconds"] < 6
    assert outcome["mb"] < 300
    assert not any("<script" in html or "<img" in html for html in outcome.get("html", []))
    if "error" in outcome:
        assert outcome["error"]
