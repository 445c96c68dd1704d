"""The numbers that `python -m bench.constants` leaves where they are, by the reason: nobody
measured them, and no paper or guideline says what they should be. Each line: a module, then its
numbers."""

REASONS = {
    "A unit, a format, or the sign for what can’t be": """
        captions/cuetext.py _LAST_CODE_POINT
        captions/drafting.py _FULL_SCALE
        captions/editing/sheet.py _HOUR_MS
        captions/reading.py _HOUR_MS
        captions/timecode.py MAX_MS
        captions/sync/matching/chaining.py NEVER
        captions/sync/matching/recognition.py FRAME_MS
        captions/sync/matching/viterbi.py NEVER STEP JUMP
        captions/sync/sound/decoding.py RATE SAMPLE_BYTES
        captions/sync/sound/phone_scores.py FRAME_MS
        captions/sync/sound/speech.py CHUNK_MS
        captions/sync/text/language_model.py NEVER
        episodes/media/checking.py AN_HOUR A_DAY
        episodes/media/commands.py sweep()
        episodes/media/making/hearing.py RATE
        episodes/media/making/picture_encoder.py TICKS_A_SECOND
        episodes/media/opening.py LONGEST_MS
        episodes/media/probe.py ROOT
        episodes/media/signatures.py SIGNATURE_BYTES
    """,
    "A limit against misuse and mishaps, far above what honest files and people need": """
        episodes/media/actions.py LONGEST_ADDRESS
        episodes/media/opening.py MOST_PIXELS_A_SIDE MOST_CHANNELS
        episodes/media/pictures.py LARGEST_POSTER_BYTES MOST_PIXELS_A_SIDE _MOST_JPEG_SEGMENTS
        episodes/media/prepare_job.py TWELVE_HOURS MOST_MEMORY_BYTES
        episodes/media/probe.py MOST_MEMORY_BYTES MOST_CPU_SECONDS LONGEST_WAIT_S
        episodes/media/probing.py LONGEST_ANSWER
        episodes/media/sample_tables.py MOST_SAMPLES_A_BYTE MOST_BOXES DEEPEST MOST_TABLE_BYTES
        episodes/media/storage.py RESERVE_BYTES
        episodes/media/truncation.py MOST_BOXES
        episodes/media/uploads.py FORM_BYTES
        episodes/media/views.py SIGNED_LEAST_SECONDS
    """,
    "How much is taken at a time: the pace and the memory, not what comes out": """
        captions/sync/matching/chaining.py MOST_BEFORE
        captions/sync/matching/filling.py ROUNDS MOST_CELLS
        captions/sync/result/reading_time.py _ROUNDS
        captions/sync/sound/decoding.py REPORT_EVERY
        captions/sync/sound/speech.py BLOCKS_AT_ONCE
        episodes/media/local_files.py PIECE_BYTES ROOM_CHECKED_EVERY
        episodes/media/making/rendition.py PACKETS_BETWEEN_REPORTS
        episodes/media/object_store.py FETCHED_BYTES
        episodes/media/serving.py PLAYER_BYTES RETRY_AFTER_SECONDS
        episodes/search/finding/find.py MOST_EPISODES
        episodes/search/indexing/corpus_words.py AT_ONCE
        episodes/search/indexing/erasing.py AT_ONCE
        episodes/search/meaning/making.py AT_ONCE
        episodes/search/meaning/model.py BATCH
        episodes/search/meaning/relating.py AT_ONCE
    """,
    "How much of a text is quoted": """
        captions/sync/result/captioning.py _MOST_QUOTED
        episodes/search/results/snippets.py WIDTH BEFORE
    """,
}


def _entries() -> set[tuple[str, str]]:
    lines = [line.split() for text in REASONS.values() for line in text.split("\n")]
    return {(path, name) for path, *names in filter(None, lines) for name in names}


EXPLAINED = _entries()


def is_explained(path: str, name: str) -> bool:
    return (path, name) in EXPLAINED
