"""French: counted and abbreviated here; its spelling is too far from its sounds for plain rules."""

from captions.sync.text.languages.rules import Language

FRENCH = Language(
    "fr",
    signs={"%": "pour cent", "&": "et", "$": "dollars", "€": "euros", "£": "livres",
           "@": "arobase", "+": "plus", "=": "égale", "°": "degrés"},
    short={
        "m.": "monsieur", "mme": "madame", "mlle": "mademoiselle", "dr": "docteur",
        "pr": "professeur", "etc.": "et cetera", "n°": "numéro", "tél.": "téléphone",
        "km": "kilomètres", "kg": "kilos", "cm": "centimètres", "min": "minutes",
    },
)  # fmt: skip
