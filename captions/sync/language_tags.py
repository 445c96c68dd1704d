"""Tags of languages as people and containers write them."""

# As ISO 639-2 has them, in both of its forms.
_LONG_CODES = {
    "cat": "ca", "dut": "nl", "nld": "nl", "eng": "en", "fra": "fr", "fre": "fr", "deu": "de",
    "ger": "de", "ita": "it", "pol": "pl", "por": "pt", "spa": "es",
}  # fmt: skip


def base_language(tag: str) -> str:
    """`en` of `en-GB`, `en_US` and `eng`."""
    base = tag.strip().replace("_", "-").partition("-")[0].lower()
    return _LONG_CODES.get(base, base)
