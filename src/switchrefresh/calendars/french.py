"""School calendars in French, as in Quebec, Ontario and New Brunswick: their set phrases put into English."""

from __future__ import annotations

import re

FRENCH = re.compile(
    r"\b(?:ecoles?|conge|pedagogiques?|relache|vacances|eleves|fete|rentree|jour|journee|classe|cours|ferie|fermees?"
    r"|fermes?|enseignants?|hiver|noel|paques|pentecote|ascension|vendredi[- ]saint|toussaint|armistice"
    r"|des classes|examens)\b"
)
_OFF = r"\b(?:vacances|conge|relache|semaine de relache|pause) (?:de la |de l'|d'|du |de |des )?"
FRENCH_PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), english)
    for pattern, english in (
        (r"\b(?:journees?|jours?) (?:pedagogiques?|d'activites? professionnelles?|de perfectionnement|de formation)"
         r"(?: (?:fixe|mobile|flottante|conditionnelle)s?)?\b",
         "professional development day"),
        (r"\b(?:journees?|jours?) de planification\b", "teacher planning day"),
        (r"\b(?:pas|aucun|sans) (?:d'|de )?(?:ecole|classe|cours)\b|\bconge pour (?:tous )?les eleves\b"
         r"|\bconge des eleves\b", "no school"),
        (r"\bconge pour (?:les )?eleves et (?:le )?personnel\b", "no school for students and staff"),
        (r"\becoles? (?:sont |seront )?fermees?\b", "schools closed"),
        (r"\b(?:rentree(?: scolaire| des classes)?|(?:premiere journee|premier jour) (?:d'ecole|de classe"
        r"|des classes|de cours))\b",
         "first day of school"),
        (r"\b(?:derniere journee|dernier jour) (?:d'ecole|de classe|des classes|de cours)\b|\bsortie des classes\b"
         r"|\bfin des (?:classes|cours)\b", "last day of school"),
        (r"\b(?:retour en classe|retour a l'ecole|reprise des (?:cours|classes))\b", "classes resume"),
        (rf"{_OFF}(?:noel|hiver|fetes|fin d'annee)\b", "winter break"),
        (rf"{_OFF}(?:mars|printemps)\b|\bsemaine de relache\b|\brelache\b", "spring break"),
        (rf"{_OFF}ete\b", "summer break"),
        (rf"{_OFF}(?:automne|(?:la )?toussaint)\b", "fall break"),
        (r"\barmistice\b(?: (?:de )?19(?:18|45))?", "holiday"),
        (r"\bfete du travail\b", "labour day"),
        (r"\baction de graces?\b", "thanksgiving day"),
        (r"\bfete de la reine\b|\bjournee nationale des patriotes\b", "victoria day"),
        (r"\bjournee nationale de la verite et de la reconciliation\b", "national day for truth and reconciliation"),
        (r"\bjour de la famille\b", "family day"),
        (r"\bjour du souvenir\b", "remembrance day"),
        (r"\b(?:lundi de (?:la )?pentecote|(?:conge|jour|jeudi) de l'ascension)\b", "school holiday"),
        (r"\bvendredi[- ]saint\b", "good friday"),
        (r"\blundi de paques\b", "easter monday"),
        (r"\bconge de paques\b", "easter break"),
        (r"\bjour de l'an\b", "new year's day"),
        (r"\b(?:jours? ferie|conge)s?\b", "holiday"),
        (r"\bdepart hatif\b|\bsortie hative\b|\bdemi-journee\b", "early dismissal"),
        (r"\brencontres? (?:de |des |avec les )?parents(?:[ -]enseignants)?\b", "parent teacher conferences"),
        (r"\bexamens? (?:du |de la |des |de )?(?:ministere|fin d'annee|provinciaux)\b", "provincial exams"),
        (r"\bnoel\b", "christmas"),
        (r"\beleves\b", "students"),
        (r"\benseignants?\b", "teachers"),
    )
)  # fmt: skip
