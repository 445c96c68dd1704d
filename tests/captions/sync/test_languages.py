import pytest

from captions.sync.language_tags import base_language
from captions.sync.text.languages import language_named
from captions.sync.text.languages.rules import MOST_WAYS
from captions.sync.text.pronunciation import pronunciations
from captions.sync.text.saying import sayings

CODES = ("ca", "de", "es", "it", "nl", "pl", "pt")


@pytest.mark.parametrize(
    ("code", "word", "phones"),
    [
        ("es", "cuéntame", "K W EH N T AA M EH"),
        ("es", "guerra", "G EH R AA"),
        ("es", "hueso", "W EH S OW"),
        ("it", "chiesa", "K Y EH Z AA"),
        ("it", "sciocchezza", "SH OW K EH T S AA"),
        ("it", "giorno", "JH OW R N OW"),
        ("pt", "coração", "K OW R AA S AW N"),
        ("pt", "filho", "F IY L Y UW"),
        ("de", "straße", "SH T R AA S AH"),
        ("de", "bücher", "B UW SH ER"),
        ("de", "nacht", "N AA HH T"),
        ("nl", "koelkast", "K UW L K AA S T"),
        ("nl", "huis", "HH OY S"),
        ("ca", "any", "AA N Y"),
        ("ca", "mig", "M IY CH"),
        ("pl", "szczęście", "SH CH EH N SH CH EH"),
        ("pl", "wszyscy", "F SH IH S T S IH"),
    ],
)
def test_a_word_is_said_by_the_rules_of_its_language(code, word, phones):
    assert language_named(code).ways(word)[0] == phones


def test_letters_that_are_said_in_several_ways_give_several():
    assert language_named("es").ways("cinco")[:2] == ("S IY NG K OW", "TH IY NG K OW")
    assert "K AA D AA" in language_named("es").ways("cara")
    assert all(len(language_named(code).ways("anestesiologia")) <= MOST_WAYS for code in CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_letter_of_the_alphabet_is_known(code):
    silent = {"es": "h", "it": "h", "pt": "he", "ca": "h"}.get(code, "")
    language = language_named(code)
    for letter in "abcdefghijklmnoprstuvwz":
        assert language.ways(letter) or letter in silent, letter


def test_every_phone_is_one_that_the_recogniser_knows():
    from captions.sync.sound.phone_scores import PHONES

    for code in CODES:
        for _, ways in language_named(code).rules:
            assert all(phone in PHONES for way in ways for phone in way.split())


def test_an_english_word_in_another_language_is_said_both_ways():
    ways = pronunciations(["show", "perro"], "es")
    assert "SH OW" in ways["show"] and len(ways["show"]) > 1
    assert ways["perro"][0] == "P EH R OW"


def test_words_of_a_language_without_rules_have_no_way_to_be_said():
    assert pronunciations(["bonjour"], "fr") == {}
    assert pronunciations(["hei"], "fi") == {}


@pytest.mark.parametrize(
    ("code", "written", "words"),
    [
        ("es", "62", "sesenta y dos"),
        ("es", "50%", "cincuenta por ciento"),
        ("es", "€20", "veinte euros"),
        ("es", "7:30", "siete treinta"),
        ("es", "Sra.", "señora"),
        ("es", "EE.UU.", "estados unidos"),
        ("es", "¿Qué?", "qué"),
        ("it", "120", "centoventi"),
        ("it", "Sig.ra", "signora"),
        ("pt", "62", "sessenta e dois"),
        ("de", "1990", "neunzehnhundertneunzig"),
        ("de", "z.B.", "zum beispiel"),
        ("de", ["5", "km"][1], "kilometer"),
        ("nl", "62", "tweeënzestig"),
        ("nl", "'t", "het"),
        ("ca", "62", "seixanta-dos".replace("-", " ")),
        ("pl", "120", "sto dwadzieścia"),
        ("pl", "np.", "na przykład"),
        ("fr", "M.", "monsieur"),
    ],
)
def test_numbers_and_short_forms_are_said_in_full(code, written, words):
    assert " ".join(sayings(written, code)[0]) == words


def test_a_language_is_known_by_any_of_its_codes():
    assert [base_language(tag) for tag in ("pt-BR", "pt_PT", "por", " ES ", "ger", "eng")] == [
        "pt", "pt", "pt", "es", "de", "en",
    ]  # fmt: skip
