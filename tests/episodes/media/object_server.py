"""A real object store (SeaweedFS) on this machine, for as long as the tests run."""

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from tests.waiting import wait_until

KEY, SECRET, BUCKET = "querent-tests", "only-for-tests", "media"
SERVERS = ("master", "volume", "filer", "s3")


@dataclass(frozen=True)
class ObjectServer:
    endpoint: str
    log: Path


def weed_program() -> str | None:
    beside = Path(sys.executable).with_name("weed")
    return str(beside) if beside.exists() else shutil.which("weed")


@contextmanager
def object_server(folder: Path) -> Iterator[ObjectServer]:
    """Listens on loopback only; everything it keeps is in the folder."""
    program = weed_program()
    assert program
    ports: dict[str, int] = {}
    identity = {
        "name": "tests",
        "credentials": [{"accessKey": KEY, "secretKey": SECRET}],
        "actions": ["Admin", "Read", "Write", "List", "Tagging"],
    }
    (folder / "s3.json").write_text(json.dumps({"identities": [identity]}))
    log = folder / "weed.log"
    command = [
        program, "server", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-filer", "-s3",
        "-s3.autoCreateBucket=true", f"-s3.config={folder / 's3.json'}",
        "-master.telemetry=false",  # or it tells its makers of itself
        "-s3.port.iceberg=0", "-s3.port.lance=0",  # fixed ports of what nobody asks for
        "-master.volumeSizeLimitMB=64", "-volume.max=20",
    ]  # fmt: skip
    for name, port, inner in zip(SERVERS, _free_ports(4), _free_ports(4), strict=True):
        command += [f"-{name}.port={port}", f"-{name}.port.grpc={inner}"]
        ports[name] = port
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
    try:
        server = ObjectServer(f"http://127.0.0.1:{ports['s3']}", log)
        _make_bucket(server, process)
        yield server
    finally:
        process.terminate()
        process.wait(60)


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def _make_bucket(server: ObjectServer, process: "subprocess.Popen[bytes]") -> None:
    """The store makes it with the first object that is put into it."""
    store = S3Store(
        BUCKET, endpoint=server.endpoint, access_key_id=KEY, secret_access_key=SECRET,
        region="us-east-1", client_options={"allow_http": True}, retry_config={"max_retries": 0},
    )  # fmt: skip

    def takes_objects() -> bool:
        assert process.poll() is None, server.log.read_text()[-2000:]
        with suppress(BaseError, OSError):
            obstore.put(store, "ready", b"yes")
            return True
        return False

    wait_until(takes_objects, "the start of the object store")
