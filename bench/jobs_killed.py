"""python -m bench.jobs_killed: kill -9 of web, worker, jobs and the whole site at random moments
while videos are sent, prepared and synced; then counts what was lost, done twice, or left half.

Prints its counts, and ends with status 1 where one is not what it must be."""

import argparse
import hashlib
import io
import os
import random
import struct
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

import av
from flask import Flask
from sqlalchemy import func, select

from app import create_app
from bench.desk_person import Person
from bench.killed_site import KilledSite
from episodes.accounts.actions import add_user
from episodes.accounts.models import RoleName
from episodes.catalog.models import Episode, Show
from episodes.db import db
from episodes.jobs.models import Job, JobState
from episodes.jobs.scratch import scratch_folders
from episodes.media.models import Video
from episodes.settings import Settings
from episodes.transcripts.actions import add_version, ensure_track
from episodes.transcripts.models import CaptionSync, CaptionVersion, TrackKind

FILM = Path(__file__).parents[1] / "episodes/demo/season/episodes/nothing-is-missing/video.mp4"
FILM_S = 14.7
WORDS = """Marnie Okafor: “What is wrong with me?” It’s signed, “A Defective Unit”.

Noor Haddad: Can I stop you there? I don’t accept the question.

Marnie Okafor: That was the first line, Noor.

Noor Haddad: I know. I’d send it back with the word “wrong” crossed out.
"""
EMAIL, PASSWORD = "producer@example.org", "correct horse battery"
DRAIN_S = 1800
MOST_OPEN = 12  # then the person waits, so that kills find work and the end comes soon


@dataclass
class Asked:
    """What the site said it would do. films: SHA-256 by episode. syncs: versions by episode."""

    films: dict[str, str] = field(default_factory=dict)
    syncs: dict[str, int] = field(default_factory=dict)
    lost_answers: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=float, default=8.0, help="seconds between two kills")
    parser.add_argument("--database-url", default="", help="of an empty PostgreSQL database")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data, chance = Path(folder), random.Random(given.seed)  # noqa: S311  # no secret
        words = {"DATA_DIR": folder, "DEMO_SEASON": "off", "DATABASE_URL": given.database_url}
        site = KilledSite(words, data / "log.txt")
        site.start()
        app = create_app(Settings(DATA_DIR=data, DATABASE_URL=given.database_url))
        versions = seed(app, given.kills)
        asked = run(app, site, versions, kills=given.kills, longest=given.longest, chance=chance)
        site.stop()
        wrong = judge(app, data, versions, asked)
        if wrong:
            print((data / "log.txt").read_text()[-6000:])
    print("\n".join(wrong) or "Nothing was lost, done twice, or left half.")
    raise SystemExit(bool(wrong))


def seed(app: Flask, count: int) -> dict[str, int]:
    """Episodes with a transcript each; its version's number by the episode's slug."""
    versions = {}
    with app.app_context():
        db.session.add(Show(id=1, name="Killed"))
        add_user(EMAIL, PASSWORD, RoleName.PRODUCER)
        for number in range(count):
            episode = Episode(slug=f"e{number}", title=f"Episode {number}", language="en")
            db.session.add(episode)
            db.session.flush()
            track = ensure_track(episode, language="en", kind=TrackKind.TRANSCRIPT, label="Words")
            version = add_version(track, WORDS.encode(), "words.txt", author=None)
            db.session.flush()
            versions[episode.slug] = version.id
        db.session.commit()
    return versions


def run(
    app: Flask,
    site: KilledSite,
    versions: dict[str, int],
    *,
    kills: int,
    longest: float,
    chance: random.Random,
) -> Asked:
    asked, enough = Asked(), threading.Event()
    person = threading.Thread(
        target=work, args=(app, site.port, versions, asked, enough), daemon=True
    )
    person.start()
    killed: Counter[str] = Counter()
    killed_jobs: set[int] = set()

    def spared(job_id: int) -> bool:
        if job_id < 0:
            killed_jobs.add(-job_id)
        return job_id in killed_jobs

    while killed.total() < kills:
        time.sleep(chance.uniform(0.2, longest))
        part = site.kill(chance, spared)
        killed.update([part] if part else [])
        if part and part != "a job":
            site.start()
    enough.set()
    person.join(300)
    seconds = drain(app)
    print("killed:", ", ".join(f"{part} {n}" for part, n in killed.most_common()))
    print(f"then all jobs ended within {seconds:.0f} s")
    return asked


def work(
    app: Flask, port: int, versions: dict[str, int], asked: Asked, enough: threading.Event
) -> None:
    """One episode after the other: its video, then its sync, each until the site took it."""
    person = Person(port, EMAIL, PASSWORD)
    for number, (slug, version_id) in enumerate(versions.items()):
        film = a_film(number)
        page = f"/desk/episodes/{slug}/captions"
        sync = f"{page}/{version_id}/sync"
        until_taken(asked, partial(person.send_video, slug, film, 1.5))
        asked.films[slug] = hashlib.sha256(film).hexdigest()
        until_taken(asked, partial(person.press, page, sync))
        asked.syncs[slug] = version_id
        while how_many_open(app) > MOST_OPEN:
            time.sleep(0.5)
        if enough.is_set():
            return


def until_taken(asked: Asked, step: Callable[[], bool]) -> None:
    while True:
        try:
            if step():
                return
        except ConnectionRefusedError:
            pass  # the site is away
        except OSError:
            asked.lost_answers += 1
        time.sleep(0.3)


def a_film(number: int) -> bytes:
    """The beginning of a demo film and a box that players pass over: no two are the same file."""
    filling = number.to_bytes(4) * 500_000
    return first_seconds() + struct.pack(">I4s", 8 + len(filling), b"free") + filling


@cache
def first_seconds() -> bytes:
    cut = io.BytesIO()
    with av.open(str(FILM)) as whole, av.open(cut, "w", format="mp4") as film:
        streams = {s.index: film.add_stream_from_template(s) for s in whole.streams}
        for packet in whole.demux():
            if packet.dts is not None and packet.dts * packet.time_base < FILM_S:
                packet.stream = streams[packet.stream.index]
                film.mux(packet)
    return cut.getvalue()


def drain(app: Flask) -> float:
    began = time.monotonic()
    while time.monotonic() - began < DRAIN_S:
        if not how_many_open(app):
            break
        time.sleep(1)
    return time.monotonic() - began


def how_many_open(app: Flask) -> int:
    open_states = (JobState.QUEUED, JobState.RUNNING)
    chosen = select(func.count(Job.id)).where(Job.state.in_(open_states))
    with app.app_context():
        return db.session.scalar(chosen) or 0


def judge(app: Flask, data: Path, versions: dict[str, int], asked: Asked) -> list[str]:
    """What is wrong."""
    wrong = [] if asked.syncs else ["nothing was asked for"]
    with app.app_context():
        jobs = db.session.scalars(select(Job).order_by(Job.id)).all()
        videos = {
            video.slug: video
            for video in db.session.execute(
                select(Episode.slug, Video.original_key, Video.storage_key, Video.prepared_at)
                .join(Video, Video.episode_id == Episode.id)
            )
        }  # fmt: skip
        syncs = Counter(db.session.scalars(select(CaptionSync.transcript_version_id)))
        count = db.session.scalar(select(func.count(CaptionVersion.id)))
    wrong += [f"job {j.id} ({j.kind}) {j.state}: {j.reason}" for j in jobs if j.state != "done"]
    for slug, digest in asked.films.items():
        video = videos.get(slug)
        if not video or digest not in video.original_key or not video.prepared_at:
            wrong.append(f"{slug}: its video is not what was sent, or not prepared: {video}")
    wrong += [f"{s}: synced {syncs[v]} times" for s, v in asked.syncs.items() if syncs[v] != 1]
    if count != len(versions):
        wrong.append(f"{count} transcript versions instead of {len(versions)}")
    files = [path for path in (data / "media").rglob("*") if path.is_file()]
    whole = [path for path in files if path.suffix != ".part"]
    wrong += [f"half a file: {p}" for p in whole if digest_of(p) != p.stem]
    wrong += [f"left over: {p}" for p in scratch_folders(Settings(DATA_DIR=data))]
    interruptions = sum(job.interruptions for job in jobs)
    print(f"videos taken {len(asked.films)}, syncs asked for {len(asked.syncs)}")
    print(f"requests without an answer {asked.lost_answers}")
    print(f"jobs {Counter(job.kind for job in jobs)}: interrupted {interruptions} times")
    print(f"whole files {len(whole)}, uploads broken off (.part) {len(files) - len(whole)}")
    return wrong


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    os.nice(10)
    main()
