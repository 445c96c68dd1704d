"""Units, sizes, currencies and fractions: how they are written, how they are said."""

UNITS = {
    "%": "percent", "‰": "per mille", "°": "degrees", "°c": "degrees celsius",
    "°f": "degrees fahrenheit", "km": "kilometers", "cm": "centimeters", "mm": "millimeters",
    "kg": "kilograms", "mg": "milligrams", "ml": "milliliters", "lb": "pounds", "lbs": "pounds",
    "oz": "ounces", "ft": "feet", "mph": "miles an hour", "kmh": "kilometers an hour",
    "km/h": "kilometers an hour", "hr": "hours", "hrs": "hours", "min": "minutes",
    "mins": "minutes", "sec": "seconds", "secs": "seconds", "yr": "years", "yrs": "years",
    "gb": "gigabytes", "mb": "megabytes", "am": "a m", "pm": "p m", "a.m.": "a m", "p.m.": "p m",
    "a.m": "a m", "p.m": "p m", "k": "thousand", "m": "million", "bn": "billion", "x": "times",
    "d": "d", "g": "g", "h": "hours", "p": "p",
}  # fmt: skip
MAGNITUDES = {
    "k": "thousand", "m": "million", "mn": "million", "mm": "million", "b": "billion",
    "bn": "billion", "t": "trillion",
}  # fmt: skip
CURRENCIES = {
    "$": ("dollar", "dollars"), "£": ("pound", "pounds"), "€": ("euro", "euros"),
    "¥": ("yen", "yen"), "₹": ("rupee", "rupees"), "¢": ("cent", "cents"),
}  # fmt: skip
FRACTIONS = {
    "½": "a half", "¼": "a quarter", "¾": "three quarters", "⅓": "a third", "⅔": "two thirds",
    "⅛": "an eighth",
}  # fmt: skip
