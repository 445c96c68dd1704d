"""Italian."""

import re

from captions.sync.text.languages.rules import Language, rules

ITALIAN = Language(
    "it",
    rules(r"""
        sci(?=[aeouàèéòù])  SH
        sc(?=[eiéèì])  SH
        cc?i(?=[aouàòù])  CH
        cc?(?=[eiéèì])  CH
        c?ch  K
        gli(?=[aeouàèéòù])  L Y|L
        gl(?=i)  L Y|L
        gn  N Y
        gg?i(?=[aouàòù])  JH
        gg?(?=[eiéèì])  JH
        gg?h  G
        [cq]qu|qu  K W
        zz?  T S|D Z
        s(?=[bdgvlmnr])  Z|S
        (?<=[aeiouàèéìòù])s(?=[aeiouàèéìòù])  Z|S
        [aà]i(?![aeou])  AY
        [eèé]i(?![aeou])  EY
        [oò]i(?![aeou])  OY
        [aà]u  AW
        i(?=[aeouàèéòù])  Y|IY
        u(?=[aeioàèéìò])  W|UW
        [aà]  AA|AH
        [eèé]  EH|EY
        [iìîy]  IY|IH
        [oò]  OW|AO
        [uù]  UW
        h
        b  B
        c|k  K
        d  D
        f  F
        g  G
        j  Y
        l  L
        m  M
        n(?=[gckq](?!n))  NG
        n  N
        p  P
        (?<=[aeiouàèéìòù])r(?=[aeiouàèéìòù])  R|D
        r  R
        s  S
        t  T
        v  V
        w  W|V
        x  K S
    """),
    signs={"%": "per cento", "&": "e", "$": "dollari", "€": "euro", "£": "sterline",
           "@": "chiocciola", "+": "più", "=": "uguale", "°": "gradi"},
    short={
        "sig.": "signor", "sig.ra": "signora", "sig.na": "signorina", "dott.": "dottor",
        "dott.ssa": "dottoressa", "dr.": "dottor", "prof.": "professor",
        "prof.ssa": "professoressa",
        "avv.": "avvocato", "ing.": "ingegner", "ecc.": "eccetera", "es.": "esempio",
        "p.es.": "per esempio", "n.": "numero", "pag.": "pagina", "tel.": "telefono",
        "s.": "san", "v.": "vedi", "km": "chilometri", "kg": "chili", "cm": "centimetri",
        "min": "minuti",
    },
    foreign=re.compile(r"[jkwxy]|sh|th|ph|oo|ee|ck|[bcdfghkmpqstv]$"),
)  # fmt: skip
