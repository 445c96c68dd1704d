"""The numbers that `python -m bench.constants` leaves where they are, by the reason: nobody
measured them, and no paper or guideline says what they should be. Each line: a module, then its
numbers."""

REASONS = {
    "A unit, a format, or the sign for what can’t be": """
        captions/command/files.py PROBLEMS UNREADABLE
        captions/cuetext.py _LAST_CODE_POINT
        captions/listening.py _FULL_SCALE
        captions/editing/sheet.py _HOUR_MS
        captions/formats/base.py POSSIBLE LIKELY CERTAIN
        captions/formats/json_segments.py _OTTER_PER_MS
        captions/formats/microdvd.py _EXACT_RATES
        captions/formats/runs.py COLOURS
        captions/formats/stl.py _HEADER_BYTES _BLOCK_BYTES _PROGRAMME_START _TIME_IN
        captions/formats/stl.py _EXTENSION_BLOCK _USER_DATA
        captions/formats/ass_text.py corner
        captions/formats/youtube.py point x y
        captions/formats/youtube_json.py _PLACE
        captions/formats/youtube_xml.py _PLACE
        episodes/identity/faces.py FREQUENCY
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
        episodes/archive/fields.py LARGEST
        episodes/archive/folder.py MEGABYTE
        episodes/archive/putting_in_place.py AT_FDCWD RENAME_EXCHANGE
        episodes/backup/manifest.py FORMAT
        episodes/desk/forms/drafts.py LARGEST_NUMBER
        episodes/desk/forms/times.py GREATEST_MS
        episodes/desk/forms/warning_choices.py SEVERITIES
        episodes/serving/migrating.py MIGRATIONS
        episodes/desk/views/sync.py LAST_SECOND
        episodes/identity/faces.py WEIGHTS HEADING_WEIGHT LETTERS OPTICAL_SIZE
        episodes/identity/stylesheet.py CSS
        episodes/kept/stamp.py OF_CONNECTION
        episodes/languages/catalogues.py FOLDER
        episodes/languages/extracting.py ROOT KEYWORDS
        episodes/memory.py M_TRIM_THRESHOLD
        episodes/private_files.py _OTHERS _GROUP_PASSES _GROUP_READS
        episodes/serving/bodies.py status
        episodes/serving/children.py ROOT PR_SET_NAME
        episodes/serving/demo.py SEASON
        episodes/serving/front.py WORDS ENVIRON
        episodes/serving/hosts.py LONGEST_NAME GREATEST_PORT
        episodes/serving/start.py LOCK_NUMBER
        episodes/serving/tasks.py DAY_SECONDS CLOCK_TASKS
        episodes/settings.py MEGABYTE
        episodes/viewing/context.py _THE_SHOW
        episodes/viewing/forms.py MOST_SECONDS
        episodes/viewing/listing.py EPOCH
        episodes/identity/views.py YEAR_SECONDS
        episodes/media/checking.py AN_HOUR A_DAY
        episodes/media/commands.py sweep()
        episodes/media/making/hearing.py RATE
        episodes/media/making/picture_encoder.py TICKS_A_SECOND
        episodes/media/opening.py LONGEST_MS
        episodes/media/child.py ROOT
        episodes/jobs/child.py PR_SET_PDEATHSIG
        episodes/jobs/running.py too_much_memory()
        episodes/jobs/supervising.py ROOT
        episodes/preferences/views.py YEAR_SECONDS
        episodes/search/engines/postgresql_weights.py rarity()
        episodes/search/engines/postgresql_weights.py BASEL
        episodes/search/finding/word_weight.py of()
        episodes/search/meaning/model.py MOST_TOKENS
        episodes/search/judging/corpus.py MIGRATIONS
        episodes/search/judging/figures.py DEPTH figures_of()
        episodes/search/language/short_forms.py _STANDS_FOR
        episodes/search/queries.py EPOCH
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
        captions/formats/json_segments.py _DEEPEST
        captions/formats/json_tree.py _MOST_DIGITS
        episodes/accounts/devices.py COOKIE_SECONDS _RANDOM_BYTES _LONGEST
        episodes/accounts/let_ins.py MINUTES
        episodes/accounts/passwords.py GREATEST_LENGTH
        episodes/accounts/views/signing_in.py LONGEST_TEXT_BYTES
        episodes/answers/actions.py RESOURCE_LENGTHS
        episodes/answers/markdown.py MAX_CHARACTERS MAX_HEADING MAX_CHECK_BOX MAX_HEADINGS
        episodes/archive/directory_schema.py LONGEST_PROSE
        episodes/archive/folder.py captions video poster document list_of_people
        episodes/asking/proof.py LONGEST_PAYLOAD
        episodes/asking/session_marks.py MOST_REMEMBERED
        episodes/asking/views/blueprint.py MOST_BYTES
        episodes/catalog/covers.py LONGEST_LINE
        episodes/catalog/slugs.py MAX_LENGTH
        episodes/desk/forms/base.py MOST_ROWS
        episodes/desk/forms/sync.py MOST_TRACKS
        episodes/drafts/actions.py MOST_CHARACTERS MOST_FIELDS MOST_DRAFTS KEPT_DAYS
        episodes/identity/faces.py LARGEST_BYTES
        episodes/kept/rule.py LONGEST_QUERY LONGEST_SESSION LARGEST_BYTES
        episodes/pages.py LARGEST_FORM_BYTES
        episodes/preferences/look.py LONGEST_COOKIE
        episodes/preferences/of_request.py MOST_CHARACTERS
        episodes/questions/asked/counting.py MOST
        episodes/questions/asked/deciding.py LONGEST_REPLY
        episodes/questions/asked/receipts.py RANDOM_SYMBOLS GROUP
        episodes/questions/asked/receiving.py SHORTEST LONGEST LONGEST_ADDITION MOST_ADDITIONS
        episodes/questions/asked/receiving.py MOST_BYTES_ABOVE
        episodes/questions/published/actions.py MAX_TEXT MAX_NAME MAX_NOTE
        episodes/search/forms.py LONGEST_CURSOR MOST_SEASON
        episodes/search/indexing/jobs.py _HOUR_S _MOST_S _MEMORY_BYTES
        episodes/search/language/query.py LONGEST_WORD
        episodes/transcripts/actions.py MOST_NOTES_KEPT
        episodes/transcripts/draft_job.py DRAFT_KIND
        episodes/transcripts/sync_job.py SIX_HOURS SYNC_KIND
        episodes/transcripts/uploads.py KEPT_FOR MOST_FILES
        episodes/transcripts/editing/log.py MOST_EDITS_AT_ONCE
        episodes/viewing/forms.py LONGEST_FIND MOST_SEASON MOST_SEASONS
        episodes/serving/bodies.py SAFE_FOR_S PIECE_DEADLINE_S
        episodes/serving/front.py WAITING_FOR_EACH_THREAD UPLOADS_AT_ONCE MEMORY_ANSWER_BYTES
        episodes/serving/front.py SECONDS_TO_OPEN
        episodes/warnings/actions.py LONGEST_NOTE MOST_WARNINGS
        episodes/warnings/choices.py LONGEST_COOKIE
        episodes/media/actions.py LONGEST_ADDRESS
        episodes/media/logos.py LARGEST_LOGO_BYTES MOST_PIXELS_A_SIDE MOST_MEMORY_BYTES
        episodes/media/logos.py MOST_CPU_SECONDS
        episodes/media/opening.py MOST_PIXELS_A_SIDE MOST_CHANNELS
        episodes/media/pictures.py LARGEST_POSTER_BYTES MOST_PIXELS_A_SIDE _MOST_JPEG_SEGMENTS
        episodes/media/prepare_job.py TWELVE_HOURS MOST_MEMORY_BYTES
        episodes/media/child.py LONGEST_WAIT_S
        episodes/media/probe.py MOST_MEMORY_BYTES MOST_CPU_SECONDS
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
        captions/checks/__init__.py _MOST_WORDS
        captions/checks/names.py _MOST_NAMES
        captions/compare.py _MOST_MET
        captions/decoding.py _SAMPLE_BYTES
        captions/listening.py _PIECE_MS _CUT_WITHIN_MS _LOUDNESS_MS
        captions/formats/srt.py _LOOKED_AT
        captions/formats/tsv.py _LOOKED_AT
        captions/formats/xml_tree.py _LOOKED_AT
        captions/guarded.py _BYTES_PER_SHARE _WALL_SECONDS_PER_CPU_SECOND
        captions/language.py _MOST_WORDS
        captions/sniffing.py _MOST_ROWS
        episodes/accounts/sign_ins.py NOTED_EVERY
        episodes/accounts/passwords.py _checks_at_once LONGEST_WAIT_S
        episodes/archive/exporting.py BATCH
        episodes/archive/importing.py BATCH
        episodes/backup/databases.py LEAVING_SECONDS is_used_by_others()
        episodes/backup/manifest.py PIECE_BYTES
        episodes/backup/moving.py ROWS_AT_ONCE BYTES_AT_ONCE
        episodes/db.py SQLITE_CONNECTION_S
        episodes/jobs/bell.py LOOK_S LOOK_BETWEEN_RINGS_S NOTICE_STOP_S
        episodes/jobs/child.py POLITENESS
        episodes/jobs/process_watch.py LOOK_S BEAT_S SECONDS_TO_CANCEL
        episodes/jobs/running.py SECONDS_BETWEEN_REPORTS
        episodes/jobs/supervising.py SECONDS_FOR_LAST_LINES
        episodes/identity/colours.py STEPS
        episodes/kept/store.py OVERHEAD_BYTES
        episodes/kept/together.py MOST_WAIT_S
        episodes/media/local_files.py PIECE_BYTES ROOM_CHECKED_EVERY
        episodes/media/making/rendition.py PACKETS_BETWEEN_REPORTS
        episodes/media/object_store.py FETCHED_BYTES
        episodes/media/serving.py PLAYER_BYTES RETRY_AFTER_SECONDS
        episodes/memory.py KEPT_FREE_BYTES
        episodes/outages.py RETRY_SOON_S RETRY_LATER_S FULL DAMAGED
        episodes/packing.py CHEAP BEST SMALLEST_BYTES
        episodes/questions/asked/inbox.py MOST_COMPARED
        episodes/search/commands.py AT_ONCE
        episodes/search/judging/corpus.py AT_ONCE
        episodes/serving/bodies.py MEMORY_BYTES
        episodes/serving/children.py GRACE_SECONDS wait()
        episodes/serving/commands.py serve()
        episodes/serving/worker.py NOTICE_S SECONDS_TO_STOP
        episodes/transcripts/editing/log.py PRESENT
        episodes/versions/comparing.py MOST_WORD_PAIRS
        episodes/viewing/related_queries.py RELATED_CANDIDATES
        episodes/write_turns.py BUSY_TIMEOUT_MS FIRST_PAUSE_S LONGEST_PAUSE_S _ask_until()
        episodes/search/engines/engine.py MOST_SEEN most_seen
        episodes/search/engines/postgresql_counts.py SMALL NEWEST SURELY MOST_BEGUN
        episodes/search/engines/sqlite.py COMMON FRESH_SECONDS
        episodes/search/finding/find.py MOST_EPISODES MOST_BY_WORDS
        episodes/search/finding/similar.py MOST_READ
        episodes/search/indexing/corpus_words.py AT_ONCE
        episodes/search/indexing/erasing.py AT_ONCE STEP_PAGES MOST_LOCKED_BYTES
        episodes/search/meaning/making.py AT_ONCE
        episodes/search/meaning/model.py BATCH
        episodes/search/meaning/process.py MOST_REMEMBERED
        episodes/search/meaning/relating.py AT_ONCE
        episodes/search/meaning/vectors.py MOST_TIMES_TOO_MANY MOST_TOO_MANY
    """,
    "It only keeps from dividing by zero": """
        captions/sync/sound/hiss.py _noise() _above()
        episodes/search/engines/postgresql_weights.py LEAST_RARITY
        episodes/search/engines/postgresql_weights.py LEAST_REST
        episodes/search/meaning/model.py _normalised()
        episodes/search/meaning/relating.py _of_length_one()
    """,
    "How much is shown or quoted, and how often something is tried": """
        captions/command/sync.py _BAR _MOST_LINES
        captions/decoding.py _MOST_NAMED
        captions/formats/vtt_blocks.py _MOST_SUGGESTIONS
        episodes/api/schema.py MOST_EPISODES
        episodes/archive/commands.py MOST_SHOWN
        episodes/archive/problems.py SHOWN_VALUE
        episodes/desk/forms/caption_rows.py PAGE_ROWS
        episodes/desk/forms/waiting_video.py NEWEST_OFFERED
        episodes/desk/board.py CARDS_A_STAGE CARDS_A_PAGE LAST_PUBLISHED MOST_ASKED EXCERPT
        episodes/desk/views/captions.py PROBLEMS_SHOWN
        episodes/desk/views/cover.py SHORTEST_LINE MOST_OFFERS
        episodes/desk/views/jobs.py MOST_ENDED
        episodes/known_backups.py MOST
        episodes/questions/asked/inbox.py PAGE
        episodes/transcripts/uploads.py SAMPLE_LINES
        episodes/typed_words.py LONGEST_LINE
        episodes/viewing/cards.py CARD_EXCERPT HOME_EXCERPT COVER_EXCERPT
        episodes/viewing/directory_queries.py MOST_COUNTED NEIGHBOURS
        episodes/viewing/list_views.py LATEST MOST_CHIPS
        episodes/viewing/queries.py PAGE HOME FULL_SHELF SHELVES MOST_PEOPLE
        episodes/viewing/transcript.py FIRST_LINES MOST_AT_ONCE MOST_HITS
        episodes/viewing/related_queries.py RELATED
        episodes/asking/answered.py MOST
        episodes/jobs/commands.py LAST_FAILURES
        episodes/jobs/supervising.py LAST_LINES
        episodes/jobs/models.py LONGEST_STEP LONGEST_REASON
        episodes/jobs/registry.py attempts
        episodes/warnings/gate.py MOST_PHRASES
        episodes/warnings/notes.py MOST_PHRASES
        episodes/warnings/suggesting.py MOST
        captions/sync/result/captioning.py _MOST_QUOTED
        episodes/search/commands.py TEXT_SHOWN
        episodes/search/queries.py PAGE
        episodes/search/results/facets.py MOST_OPTIONS
        episodes/search/results/paging.py REMEMBERED
        episodes/search/results/presenting.py QUESTION_CHARACTERS MOST_HITS
        episodes/search/results/reasons.py MOST_WORDS_NAMED
        episodes/search/results/topics.py MOST_TOPICS
        episodes/search/suggestions.py SHORTEST LONGEST MOST_WORDS INDEXED MOST_KNOWN_WORDS
        episodes/search/suggestions.py CANDIDATES MOST_COMPLETIONS MOST_EPISODES MOST_NAMES
        episodes/search/suggestions.py HINT_CHARACTERS
        episodes/search/results/snippets.py WIDTH BEFORE MOST_WORDS_NEAR LEAST_PART
    """,
    "The look and the sound of the demo season, which its author chose": """
        episodes/demo/make/film.py FADE_FRAMES FULL_BAR_RMS
        episodes/demo/make/palette.py HEIGHT
        episodes/demo/make/slides.py MARGIN TOP TEXT_WIDTH TITLE_WIDTH CHIP_TOP CHIP_HEIGHT
        episodes/demo/make/slides.py _paragraph() _bars()
        episodes/demo/make/sounds.py CHORD_HZ RING_HZ soft_music() telephone()
        episodes/demo/make/timeline.py PAUSE_MS LEAD_MS TAIL_MS SHORTEST_CUE_MS CUE_GAP_MS
        episodes/demo/make/timeline.py LINGER_MS mixed()
        episodes/demo/make/voices.py SPOKEN_RMS SILENCE levelled()
        episodes/demo/make/vtt.py LINE_LENGTH
    """,
}


def _entries() -> set[tuple[str, str]]:
    lines = [line.split() for text in REASONS.values() for line in text.split("\n")]
    return {(path, name) for path, *names in filter(None, lines) for name in names}


EXPLAINED = _entries()


def is_explained(path: str, name: str) -> bool:
    return (path, name) in EXPLAINED
