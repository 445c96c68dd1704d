"""Portuguese, of Portugal and of Brazil."""

import re

from captions.sync.text.languages.rules import Language, rules

PORTUGUESE = Language(
    "pt",
    rules(r"""
        ch  SH
        lh  L Y
        nh  N Y
        rr|^r  HH|R
        ss|ç  S
        sc(?=[eiéí])  S|SH
        c(?=[eiéêí])  S
        qu(?=[eiéêí])  K
        qu  K W
        gu(?=[eiéêí])  G
        g(?=[eiéêí])|j  ZH
        (?<=[aeiouáâãéêíóôõú])s(?=[aeiouáâãéêíóôõú])  Z
        s$  SH|S
        s(?=[bdgmnlvrz])  ZH|Z
        s(?=[ptcfq])  SH|S
        z$  SH|S
        ^x|(?<=[ae]i)x  SH
        ^ex(?=[aeiou])  IH Z|EH Z
        x  SH|S|K S
        ão|am$  AW N|AW
        ãe  AY N|AY
        õe  OY N|OY
        [ãâá]?(?:an|am)(?=[bcdfgjklpqrstvxz])  AH N|AA N
        [eé]m$|[eé]ns$  EY N|EY
        [eêé][nm](?=[bcdfgjklpqrstvxz])  EH N|IH N
        i[nm](?=[bcdfgjklpqrstvxz]|$)  IY N
        [oôó][nm](?=[bcdfgjklpqrstvxz]|$)  OW N
        u[nm](?=[bcdfgjklpqrstvxz]|$)  UW N
        ã  AH N|AH
        [aáàâ][iy]  AY
        [eéê]i  EY|AY
        [oó]i  OY
        ou  OW
        [aá]u  AW
        [eéê]u  EH UW
        iu  IY UW
        te$  T|CH IY|T IY
        de$  D|JH IY|D IY
        t(?=i)  T|CH
        d(?=i)  D|JH
        e$  |IY|IH
        es$  SH|IY S
        os$  UW SH|UW S
        o$  UW|OW
        a$  AH|AA
        [áà]  AA
        a  AA|AH
        [éê]  EH|EY
        ^e(?=[sx])  IH|
        e  EH|IH|
        i(?=[aeoáéó])  Y|IY
        [ií]  IY
        [óô]  AO|OW
        o  OW|UW|AO
        u(?=[aeioáéíó])  W|UW
        [uúü]  UW
        h
        b  B
        c|k  K
        d  D
        f  F
        g  G
        l(?=[bcdfgjkmnpqstvxz]|$)  L|W
        l  L
        m  M
        n  N
        p  P
        r  R|D
        s  S
        t  T
        v  V
        w  W
        y  IY
        z  Z
    """),
    signs={"%": "por cento", "&": "e", "$": "dólares", "€": "euros", "£": "libras",
           "@": "arroba", "+": "mais", "=": "igual a", "°": "graus"},
    short={
        "sr.": "senhor", "sra.": "senhora", "dr.": "doutor", "dra.": "doutora",
        "prof.": "professor", "profª": "professora", "etc.": "etcétera", "p.ex.": "por exemplo",
        "n.º": "número", "nº": "número", "pág.": "página", "av.": "avenida", "r.": "rua",
        "d.": "dona", "tel.": "telefone", "eua": "estados unidos", "km": "quilómetros",
        "kg": "quilos", "cm": "centímetros", "min": "minutos",
    },
    foreign=re.compile(r"[kwy]|sh|th|ph|oo|ee|ck|tt|ff|pp|[bcdfghjkpqtv]$"),
)  # fmt: skip
