"""How long a written answer takes to read."""

CHARACTERS_A_MINUTE = 1_350  # 230 words of Markdown; adults read 200 to 260 (Brysbaert 2019)


def reading_minutes(characters: int) -> int:
    """At least one."""
    return max(1, round(characters / CHARACTERS_A_MINUTE))
