"""Dates, times and services in the words of the people who read our papers, in English and Spanish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

LANGUAGES = ("en", "es")

_SERVICES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "en": {
        "aps": ("Wi-Fi access point", "Wi-Fi access points"),
        "phones": ("desk phone", "desk phones"),
        "cameras": ("camera", "cameras"),
        "doors": ("door controller", "door controllers"),
        "printers": ("printer", "printers"),
        "hvac": ("heating and air controller", "heating and air controllers"),
        "bells": ("bell and intercom controller", "bell and intercom controllers"),
    },
    "es": {
        "aps": ("punto de acceso Wi-Fi", "puntos de acceso Wi-Fi"),
        "phones": ("teléfono fijo", "teléfonos fijos"),
        "cameras": ("cámara", "cámaras"),
        "doors": ("control de puerta", "controles de puerta"),
        "printers": ("impresora", "impresoras"),
        "hvac": ("control de calefacción y aire", "controles de calefacción y aire"),
        "bells": ("control de timbres", "controles de timbres"),
    },
}
_PLAIN: Mapping[str, Mapping[str, str]] = {
    "en": {
        "aps": "Wi-Fi",
        "phones": "desk phones",
        "printers": "network printers",
        "bells": "bells and intercom",
        "cameras": "security cameras",
        "doors": "electronic door locks",
        "hvac": "heating and air controls",
    },
    "es": {
        "aps": "Wi-Fi",
        "phones": "los teléfonos fijos",
        "printers": "las impresoras en red",
        "bells": "los timbres y el intercomunicador",
        "cameras": "las cámaras de seguridad",
        "doors": "las cerraduras electrónicas",
        "hvac": "los controles de calefacción y aire",
    },
}
_WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "es": (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
}


def say_date(day: date, language: str = "en") -> str:
    """`Wednesday, December 23, 2026`; `miércoles 23 de diciembre de 2026`."""
    weekday, month = _WEEKDAYS[language][day.weekday()], _MONTHS[language][day.month - 1]
    if language == "es":
        return f"{weekday} {day.day} de {month} de {day.year}"
    return f"{weekday}, {month} {day.day}, {day.year}"


def say_time(moment: datetime, language: str = "en") -> str:
    """`1:29 PM`; `1:29 p. m.`"""
    half = ("a. m.", "p. m.") if language == "es" else ("AM", "PM")
    return f"{(moment.hour + 11) % 12 + 1}:{moment:%M} {half[moment.hour >= 12]}"


def say_span(start: datetime, end: datetime, language: str = "en") -> str:
    """From when to when, on one day or over midnight."""
    last = say_time(end, language)
    if end.date() != start.date():
        last = f"{say_date(end.date(), language)}, {last}"
    if language == "es":
        return f"de {say_time(start, language)} a {last}"
    return f"{say_time(start, language)} to {last}"


def say_minutes(minutes: int) -> str:
    """`1 h 25 min`."""
    hours, rest = divmod(minutes, 60)
    return " ".join(
        part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "") if part
    )


def count_services(feeds: Mapping[str, int], language: str = "en") -> tuple[str, ...]:
    """`4 Wi-Fi access points`, `1 door controller`; a service we have no word for keeps the district's own."""
    words = _SERVICES[language]
    return tuple(f"{n} {words.get(key, (key, key))[n != 1]}" for key, n in feeds.items())


def name_services(keys: Sequence[str], language: str = "en") -> tuple[str, ...]:
    """Services without numbers, for people who only want to know what will not work."""
    return tuple(_PLAIN[language].get(key, key) for key in keys)


def join_words(words: Sequence[str], language: str = "en") -> str:
    """`a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    last = words[-1]
    also = ("e" if last[:1].casefold() == "i" or last[:2].casefold() == "hi" else "y") if language == "es" else "and"
    return f"{', '.join(words[:-1])} {also} {last}"
