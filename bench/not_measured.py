"""The numbers that `python -m bench.constants` leaves where they are, by the reason: nobody
measured them, and no paper or guideline says what they should be. Each line: a module, then its
numbers."""

REASONS = {
    "A unit, a format, or the sign for what can’t be": """
        captions/command/files.py PROBLEMS UNREADABLE
        captions/cuetext.py _LAST_CODE_POINT
        captions/drafting.py _FULL_SCALE
        captions/editing/sheet.py _HOUR_MS
        captions/reading.py _HOUR_MS
        captions/timecode.py MAX_MS
        captions/sync/matching/chaining.py NEVER
        captions/sync/matching/recognition.py FRAME_MS
        captions/sync/matching/viterbi.py NEVER STEP JUMP
        captions/sync/sound/containers.py HEAD_BYTES
        captions/sync/sound/decoding.py RATE SAMPLE_BYTES SAMPLES_PER_MS tracks _decode_into()
        captions/sync/sound/hiss.py WINDOW HOP SHAPE
        captions/sync/sound/phone_scores.py FRAME_MS
        captions/sync/sound/speech.py CHUNK_MS CHUNK STATE CONTEXT
        captions/sync/text/language_model.py NEVER
        episodes/demo/make/timeline.py FRAME_MS
        episodes/demo/make/palette.py WIDTH
        episodes/demo/make/voices.py RATE
        episodes/identity/views.py YEAR_SECONDS
        episodes/media/checking.py AN_HOUR A_DAY
        episodes/media/commands.py sweep()
        episodes/media/making/hearing.py RATE
        episodes/media/making/picture_encoder.py TICKS_A_SECOND
        episodes/media/opening.py LONGEST_MS
        episodes/media/probe.py ROOT
        episodes/jobs/child.py PR_SET_PDEATHSIG
        episodes/jobs/running.py too_much_memory()
        episodes/jobs/supervising.py ROOT
        episodes/preferences/views.py YEAR_SECONDS
        episodes/search/engines/postgresql.py BASEL
        episodes/search/meaning/model.py MOST_TOKENS
        episodes/warnings/actions.py LATEST_MS
        episodes/warnings/choices.py MOST_FIELDS
        episodes/media/signatures.py SIGNATURE_BYTES
    """,
    "A limit against misuse and mishaps, far above what honest files and people need": """
        captions/editing/edit.py _MOST_ROWS _ID_CHARS
        captions/limits.py file_bytes lines line_chars cues cue_chars tag_depth values tags
        captions/limits.py unpacked_bytes parser_file_bytes parser_ms parser_bytes
        captions/limits.py _HARD_LIMIT _ABSURD
        captions/report.py _MOST_NOTES
        captions/sources.py _LONGEST_PATH
        captions/sync/sound/decoding.py LONGEST_MS
        episodes/asking/proof.py LONGEST_PAYLOAD
        episodes/asking/session_marks.py MOST_REMEMBERED
        episodes/asking/views/blueprint.py MOST_BYTES
        episodes/preferences/look.py LONGEST_COOKIE
        episodes/preferences/of_request.py MOST_CHARACTERS
        episodes/warnings/actions.py LONGEST_NOTE MOST_WARNINGS
        episodes/warnings/choices.py LONGEST_COOKIE
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
        captions/sync/sound/speech.py BLOCKS_AT_ONCE BLOCK_MS WARM_UP
        captions/sync/sound/hiss.py BLOCK_MS AROUND_MS
        captions/sync/sound/phone_scores.py WINDOW_MS CONTEXT_MS
        captions/decoding.py _SAMPLE_BYTES
        captions/drafting.py _PIECE_MS _CUT_WITHIN_MS _LOUDNESS_MS
        captions/guarded.py _BYTES_PER_SHARE _WALL_SECONDS_PER_CPU_SECOND
        captions/language.py _MOST_WORDS
        captions/sniffing.py _MOST_ROWS
        episodes/archive/exporting.py BATCH
        episodes/archive/importing.py BATCH
        episodes/jobs/bell.py LOOK_S LOOK_BETWEEN_RINGS_S NOTICE_STOP_S
        episodes/jobs/child.py POLITENESS
        episodes/jobs/process_watch.py LOOK_S BEAT_S SECONDS_TO_CANCEL
        episodes/jobs/running.py SECONDS_BETWEEN_REPORTS
        episodes/media/local_files.py PIECE_BYTES ROOM_CHECKED_EVERY
        episodes/media/making/rendition.py PACKETS_BETWEEN_REPORTS
        episodes/media/object_store.py FETCHED_BYTES
        episodes/media/serving.py PLAYER_BYTES RETRY_AFTER_SECONDS
        episodes/search/commands.py AT_ONCE
        episodes/search/judging/corpus.py AT_ONCE
        episodes/search/engines/engine.py MOST_SEEN most_seen
        episodes/search/engines/postgresql.py SMALL
        episodes/search/engines/sqlite.py COMMON FRESH_SECONDS
        episodes/search/finding/find.py MOST_EPISODES
        episodes/search/indexing/corpus_words.py AT_ONCE
        episodes/search/indexing/erasing.py AT_ONCE
        episodes/search/meaning/making.py AT_ONCE
        episodes/search/meaning/model.py BATCH
        episodes/search/meaning/process.py MOST_REMEMBERED
        episodes/search/meaning/relating.py AT_ONCE
        episodes/search/meaning/vectors.py _read_new()
    """,
    "It only keeps from dividing by zero": """
        captions/sync/sound/hiss.py _noise() _above()
        episodes/search/engines/postgresql.py LEAST_REST
        episodes/search/meaning/model.py _normalised()
        episodes/search/meaning/relating.py _of_length_one()
    """,
    "How much is shown or quoted, and how often something is tried": """
        captions/command/sync.py _BAR _MOST_LINES
        episodes/asking/answered.py MOST
        episodes/jobs/commands.py LAST_FAILURES
        episodes/jobs/models.py LONGEST_STEP LONGEST_REASON
        episodes/jobs/registry.py attempts
        episodes/warnings/gate.py MOST_PHRASES
        episodes/warnings/notes.py MOST_PHRASES
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
