"""School calendars in Spanish, or in both languages: their set phrases put into the English that the rules know."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from switchrefresh.calendars.french import FRENCH, FRENCH_PHRASES

# A title is only translated when one of these stands in it; most titles never get further.
_SPANISH = re.compile(
    r"\b(?:hay|clases?|escuelas?|vacaciones|salida|entrada|estudiantes?|alumnos?|maestros?|docentes?|profesor\w*"
    r"|personal|feriado|fiesta|examen(?:es)?"
    r"|festivo|asueto|dias?|distrito|receso|noche|padres|cerrad[ao]s?)\b"
)
_OFF = r"\b(?:vacaciones|receso|descanso|asueto) (?:del? )?(?:la |el )?"
_PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), english)
    for pattern, english in (
        (r"\b(?:noche|feria|fiesta|compras|venta) del? regreso a (?:la )?(?:clases|escuela)\b",
         "back to school night"),
        (r"\b(?:no hay|sin|no habra) (?:clases|escuela)\b|\bsuspension de (?:clases|labores)\b", "no school"),
        (r"\b(?:regreso|regresan?|regresar|vuelta|reanudan?|reinicio)(?: de| a)?(?: las?)? (?:clases|escuela)\b",
         "classes resume"),
        (r"\b(?:todas las |las )?escuelas (?:estan |estaran )?cerradas\b|\bescuela cerrada\b", "schools closed"),
        (r"\b(?:el )?distrito (?:esta |estara )?cerrado\b", "district closed"),
        (r"\b(?:todas las |las )?oficinas (?:estan |estaran )?cerradas\b", "offices closed"),
        (rf"{_OFF}(?:invierno|fin de ano)\b", "winter break"),
        (rf"{_OFF}navidad\b", "christmas break"),
        (rf"{_OFF}primavera\b", "spring break"),
        (rf"{_OFF}otono\b", "fall break"),
        (rf"{_OFF}verano\b", "summer break"),
        (rf"{_OFF}(?:dia de )?accion de gracias\b", "thanksgiving break"),
        (rf"{_OFF}dia de gracias\b", "thanksgiving break"),
        (r"\b(?:salida|despido)s? (?:tempran[ao]|anticipad[ao])s?\b|\bsalen temprano\b", "early release"),
        (r"\bdias? minimos?\b", "minimum day"),
        (r"\b(?:primer|1er) dia de clases?\b", "first day of school"),
        (r"\b(?:las )?escuelas (?:vuelven a abrir|reabren|abren de nuevo)\b", "school reopens"),
        (r"\b(?:los )?(?:estudiantes|alumnos) regresan\b|\bregresan los (?:estudiantes|alumnos)\b", "students return"),
        (r"\b(?:dias? de )?(?:reposicion|recuperacion) (?:por|de|del) (?:el )?(?:mal )?(?:clima|tiempo|nieve)\b",
         "snow make-up day"),
        (r"\b(?:dias? de )?(?:examen|prueba|evaluacion)e?s(?: estatales| del estado)\b", "state testing"),
        (r"\bdias? de las? eleccion(?:es)?\b", "election day"),
        (r"\bexamenes finales\b", "final exams"),
        (r"\bexamenes (?:de )?fin(?:al)? del? (?:curso|semestre|ano)\b", "end of course exams"),
        (r"\bexamen(?:es)? de (?:las? |los )?ciencias\b", "science exam"),
        (r"\bexamen(?:es)? de (?:las )?matematicas\b", "math exam"),
        (r"\bexamen(?:es)? de (?:la )?(?:lectura|lengua|ingles)\b", "reading exam"),
        (r"\bexamenes\b", "exams"),
        (r"\b(?:entrada|inicio|comienzo)s? (?:tarde|tardi[ao]s?|retrasad[ao]s?)\b", "late start"),
        (r"\bmedio dia(?: de (?:clases|escuela))?\b", "half day"),
        (r"\bdia del trabajo\b", "labor day"),
        (r"\bdia de los? (?:presidentes?)\b", "presidents' day"),
        (r"\bdia de los? veteranos?\b", "veterans day"),
        (r"\bdia de (?:la memoria|la recordacion|la conmemoracion|los caidos|conmemoracion)\b", "memorial day"),
        (r"\bdia de (?:la )?independencia\b", "independence day"),
        (r"\bdia de martin luther king(?:,? jr\.?)?(?: day)?", "martin luther king day"),
        (r"\b(?:fiesta|dias) de (?:la )?accion de gracias\b", "thanksgiving holiday"),
        (r"\bdia de (?:la )?accion de gracias\b|\bdia de gracias\b", "thanksgiving day"),
        (r"\bdia de (?:la )?raza\b|\bdia de los pueblos indigenas\b", "indigenous peoples' day"),
        (r"\bnavidad\b", "christmas"),
        (r"\bano nuevo\b", "new year's day"),
        (r"\bdias? (?:festivo|feriado)s?\b|\bferiados?\b|\basueto\b", "holiday"),
        (r"\b(?:sin|no|fecha sin) (?:estudiantes|alumnos)\b", "no students"),
        (r"\bprimer dia de (?:clases|escuela)\b", "first day of school"),
        (r"\bultimo dia de (?:clases|escuela)\b", "last day of school"),
        (r"\b(?:capacitacion|desarrollo profesional|formacion)(?: profesional)?(?: de(?:l)?| para)?(?: el| los)?"
         r" (?:personal|maestros|docentes)\b", "staff development"),
        (r"\bdias? (?:de trabajo|de labor|laborable|de planificacion) (?:del?|para) (?:los )?(?:maestros|docentes"
        r"|profesores|profesorado|personal)\b",
         "teacher work day"),
        (r"\b(?:conferencias|juntas) (?:de|con)(?: los)? padres(?: y (?:maestros|docentes))?\b",
         "parent teacher conferences"),
        (r"\btodos los estudiantes\b", "all students"),
        (r"\b(?:estudiantes|alumnos)\b", "students"),
        (r"\b(?:maestros|docentes|profesores|profesorado)\b", "teachers"),
        (r"\bpersonal\b", "staff"),
        (r"\b(?:solo|solamente|unicamente)\b", "only"),
        (r"\bprimaria\b", "elementary"),
        (r"\bescuelas? (?:intermedias?|secundarias?)\b", "middle school"),
        (r"\b(?:escuelas? )?(?:preparatorias?)\b", "high school"),
        (r"\b(?:cancelad[ao]s?)\b", "cancelled"),
        (r"\bsi (?:es necesario|se necesitan?|hacen? falta)\b", "if needed"),
        (r"\bdias? libres?\b", "day off"),
        (r"\breceso(?: del?| entre)? (?:\w+ )?(?:trimestre|semestre|bimestre)s?\b", "term recess"),
        (r"\bpara\b", "for"),
        (r"\by\b", "and"),
    )
)  # fmt: skip


@lru_cache(maxsize=20_000)
def in_english(text: str) -> str:
    """A matchable title with its Spanish or French set phrases in English; other titles come back as they are."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != "Mn")
    for hint, phrases in ((_SPANISH, _PHRASES), (FRENCH, FRENCH_PHRASES)):
        if hint.search(plain):
            for pattern, english in phrases:
                plain = pattern.sub(english, plain)
            return plain
    return text
