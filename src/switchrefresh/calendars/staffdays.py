"""Days on which only the staff is said to work: the words that stand beside such a day without changing it."""

from __future__ import annotations

import re

_WORDS = """
a all an and at both by day days district district-wide districtwide each for full in mandatory of on only
optional our required state the this to with annual building campus county fall spring summer winter mid first
second third fourth 1st 2nd 3rd 4th end beginning semester quarter trimester term year period marking grading
six nine weeks week teacher teachers staff faculty employee employees certified certificated instructional
licensed paraprofessional student students school schools professional development learning growth study pd pl
pld plc plp inservice in-service service work workday workdays planning pre-planning post-planning preplanning
postplanning pre post institute record records report reporting reports cards card prep preparation convention
conference conferences parent parents supplemental flex exchange comp compensation data curriculum collaboration
collaborative grade grades contract orientation return returns no act elem elementary middle high secondary k pk
prek ms hs es jh mea njea uea iea aea tea nea observed holiday holidays election labor veterans columbus
presidents mlk january february march april may june july august september october november december jan feb mar
apr jun jul aug sept sep oct nov dec monday tuesday wednesday thursday friday mon tue tues wed thu thurs fri
remote virtual digital make-up makeup snow weather if needed extended continued non-attendance convocation
opening closing final finals exams begin begins is are
"""
_KNOWN = frozenset(_WORDS.split())


def unknown_words(text: str) -> list[str]:
    """The words of a matchable title that no staff day is known to go with; numbers and possessives left aside."""
    words = re.findall(r"[a-z][a-z-]*(?:'s?)?", re.sub(r"(?<=[a-z])'s?\b", "", text))
    return [word for word in words if len(word) > 1 and word.strip("-'") not in _KNOWN]
