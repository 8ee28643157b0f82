"""The wording of school calendars as data: which phrase means what, how surely, and what spoils it.

Rules of the language, not lists of titles: every pattern is matched against `titles.matchable`, lower case throughout.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from switchrefresh.calendars.meanings import Meaning
from switchrefresh.calendars.model import Tier


@dataclass(frozen=True)
class Phrase:
    """A pattern with its meaning; `unless` is what must not stand in the same title."""

    meaning: Meaning
    tier: Tier
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None


def phrase(meaning: Meaning, tier: Tier, pattern: str, unless: str | None = None) -> Phrase:
    return Phrase(meaning, tier, re.compile(pattern), re.compile(unless) if unless else None)


STRONG, MEDIUM = Tier.STRONG, Tier.MEDIUM

# Right behind a phrase, without a stop between: then the phrase only says what kind of thing this is
# ("Staff Development Committee", "Student Holiday Store").
HEAD = re.compile(
    r"\s+(?:[\w'&-]+\s+){0,2}?(?:committee|meetings?|lunch\w*|potluck|breakfast|dinner|store|shop|programs?|workshop"
    r"|training|captioning|party|concert|night|meet|council|survey|registration|forms?|appreciation|presentation"
    r"|reminders?|newsletter|camps?|club|sale|fundraiser|tournament|games?|practice|books?|pictures?|photos?|dance"
    r"|procedures?|review|hearing|planning committee|team|supplies|fair|rally|spirit|trip|volunteers?|raffle"
    r"|applications?|banquet|brunch)\b"
)

STAFF = r"(?:teachers?|staff|faculty|employees?|certificated|certified|instructional|personnel)"
KIDS = r"(?:students?|pupils?|learners?|kids|children)"
SCHOOLS = (
    r"(?:(?:all |our )?(?:schools?|campus(?:es)?|buildings?)(?: (?:and"
    r"|&) (?:district )?(?:offices?|buildings?))?)"
)

# Things named "School ..." that may close, meet or travel while school itself goes on.
_NOT_SCHOOL = (
    r"(?:after|before|summer|sunday|saturday|night|pre|nursery|high|middle|elementary|driving)[- ]?school"
    r" (?:is |are |will be )?closed|school (?:store|office|pool|library|gym)"
)
# "Closed at noon" is no day off, and a closed campus is one that students may not leave.
_ALL_DAY = r"(?! (?:campus|at|until|from|after|early)\b)"
_NOT_BOTH = rf"(?! *(?:/|&|and|or|,) *(?:all )?{STAFF})"
# Occasions held around a break or on a day off: they do not close anything.
OCCASION = (
    r"\b(?:camps?|club|trips?|cruise|travel|tickets?|packets?|homework|reading list|party"
    r"|parties|concerts?|tournaments?"
    r"|showcase|play|musical|spirit|dance|parade|assembl(?:y|ies)|sing-?along|luncheon|lunch|dinner|breakfast|potluck"
    r"|fair|fundraiser|sale|sales|drive|bazaar|boutique|craft|crafts|shopping|shop|program|programme|performance"
    r"|celebration|market|movie|hours|child ?care|daycare|care|clinic|practices?|conditioning|workouts?|open gym"
    r"|training|league|games?|classic|invitational|jamboree|basketball|baseball|softball|volleyball|soccer|football"
    r"|wrestling|swim(?:ming)?|track|band|choir|orchestra|bus|buses|form|forms|deadline|due|sign-?ups?|registration"
    r"|pictures?|photos?|wear|dress|pajamas?|sweaters?|door decorating|food|canned|toys?|gifts?|stories|story"
    r"|feast|grams?|raffle|contest|bingo|5k|run|walk|academy|enrichment|intervention|tutoring"
    r"|credit recovery|challenge|reading|recital|social|gathering|reception|brunch|cards?|gift|deliver\w+)\b"
)

DAY_PHRASES: tuple[Phrase, ...] = (
    # Everybody out
    phrase(
        Meaning.CLOSED,
        STRONG,
        r"\bdistrict(?:[- ]?wide)?(?: (?:offices?|and schools?))? (?:is |are "
        r"|will be )?closed\b" + _ALL_DAY,
        rf"closed (?:to|for) {KIDS}\b{_NOT_BOTH}",
    ),
    phrase(
        Meaning.CLOSED,
        STRONG,
        rf"(?<!\w ){SCHOOLS} (?:is |are |will be )?closed\b{_ALL_DAY}",
        rf"closed (?:to|for) {KIDS}\b{_NOT_BOTH}|{_NOT_SCHOOL}",
    ),
    phrase(
        Meaning.CLOSED,
        STRONG,
        rf"\b(?:all|district|county|city|public|both|our) {SCHOOLS}(?: and offices)? (?:is "
        rf"|are |will be )?closed\b{_ALL_DAY}",
        rf"closed (?:to|for) {KIDS}\b{_NOT_BOTH}",
    ),
    phrase(
        Meaning.CLOSED,
        STRONG,
        rf"\b(?:{SCHOOLS} (?:and|&|/) (?:district |central |administrative |admin )?offices?"
        rf"|offices? (?:and|&|/) {SCHOOLS}) (?:are |will be )?closed\b{_ALL_DAY}",
    ),
    phrase(
        Meaning.CLOSED,
        STRONG,
        r"\ball (?:district )?offices (?:are |will be )?closed\b"
        r"|\bno (?:school|classes) *(?:/|&|and\b|,|-|;) *(?:all |district |school |central "
        r"|campus(?:es)?[/ &]+(?:and )?)*offices? closed\b",
    ),
    phrase(
        Meaning.CLOSED,
        MEDIUM,
        r"\b(?:administrative|scheduled|planned) clos(?:ing|ure)\b|\bfurlough days?\b|^\W*vacation days?\W*$"
        r"|^\W*school holidays? *(?:$"
        r"|[-:(,])",
        OCCASION,
    ),
    phrase(
        Meaning.CLOSED,
        MEDIUM,
        r"\b(?:schools?|offices?) (?:is |are |will be )?(?:cl[oa]+sed|closure)\b|\bclosed\b\W*$"
        r"|\bdistrict closure\b|\bclosure of\b.*\b(?:schools?|learning|class\w*)\b|\bschool closure (?:will|is|has"
        r"|extended)"
        r"|\bschools?\b.{0,40}\b(?:will not|won't|not be) re-?open\w*|\b(?:day|holiday|school) closure\W*$",
        rf"closed (?:to|for) {KIDS}\b{_NOT_BOTH}|{_NOT_SCHOOL}"
        r"|\b(?:weight|break|locker|front|main|nurse'?s?|health|counsel\w+|attendance|athletic) (?:room|office)\b"
        r"|\b(?:pool|library|gym|road|street|store"
        r"|caf\w*|playground|lot|track|field|parking|registration|enrollment|window)\b.*closed",
    ),
    phrase(
        Meaning.CLOSED,
        STRONG,
        rf"\b{KIDS}\s*(?:/|&|and|\+|-|,)\s*{STAFF}(?: not in session)? (?:holidays?|vacation"
        r"|break|recess|off|day off)\b",
        OCCASION,
    ),
    phrase(
        Meaning.CLOSED,
        STRONG,
        rf"\b{STAFF}\s*(?:/|&|and|\+|-|,)\s*{KIDS} (?:holidays?|vacation|break|recess|off"
        r"|day off)\b",
        OCCASION,
    ),
    phrase(
        Meaning.CLOSED,
        STRONG,
        r"\b(?:holiday|vacation|break|recess|no school|no classes"
        rf"|day off)\b[^;]{{0,4}}(?: for)?(?: all)? (?:{KIDS}\s*(?:/|&|and|or"
        rf"|,)\s*(?:all )?{STAFF}|{STAFF}\s*(?:/|&|and|or|,)\s*(?:all )?{KIDS})\b",
        OCCASION,
    ),
    phrase(
        Meaning.CLOSED,
        STRONG,
        rf"\bno (?:school|classes)(?: for| -|:)?(?: all)? (?:{KIDS} *(?:/|&|and|or|,) *(?:all )?{STAFF}"
        rf"|{STAFF} *(?:/|&|and|or|,) *(?:all )?{KIDS})\b",
    ),
    phrase(Meaning.CLOSED, STRONG, rf"\bno {KIDS}\W+(?:and |or )?no (?:{STAFF})\b"),
    # "(Students & All Personnel Out)"
    phrase(Meaning.CLOSED, STRONG, rf"\b{KIDS} *(?:/|&|and) *all (?:{STAFF}|personnel) (?:off|out)\W*$", OCCASION),
    phrase(Meaning.CLOSED, MEDIUM, rf"\b{KIDS}\b[^.;:]{{2,100}}\b(?:{STAFF}|drivers|paras)\b[^.;:]*\bout\W*$"),
    phrase(Meaning.CLOSED, STRONG, r"\b(?:holiday|vacation|day)\b.*\((?:h|v)\)[ *]*$|\((?:h|v)\)\*?(?: \(\w+\))?$"),
    phrase(Meaning.CLOSED, STRONG, r"\bdistrict(?:[- ]?wide)? (?:paid )?holiday\b", OCCASION),
    # Students out, staff in
    phrase(Meaning.NO_STUDENTS, STRONG, rf"\bclosed (?:to|for) (?:all )?{KIDS}\b{_NOT_BOTH}"),
    phrase(
        Meaning.NO_STUDENTS,
        STRONG,
        r"\bno (?:school|classes)(?= *(?:$|[-:;,./|!)(&*]|for\b|on\b|due\b|today|tomorrow"
        r"|at\b|all\b|grades?\b|[kp]\b|pre|elementary|secondary|middle|high\b|days?\b"
        r"|observ|labou?r|memorial|veterans?|presidents?|columbus|mlk|martin|thanksgiving|christmas|winter|spring"
        r"|fall"
        r"|good friday|easter|juneteenth|indigenous|independence|new year|holiday|staff|teachers?|professional|pd\b"
        r"|parents?|conferences?|election))(?! *[-:]? *(?:board|bus|buses|lunch|lunches|uniforms?)\b)",
    ),
    phrase(
        Meaning.NO_STUDENTS,
        MEDIUM,
        r"\bno (?:school|classes)\b",
        r"\bno school (?:board|bus|buses|lunch|lunches|uniforms?|supplies|store|nurse|photos?"
        r"|pictures?|activit\w+|dance|sports|meals?|breakfast|spirit)\b",
    ),
    # "No US Classes": one school of several, however it is called.
    phrase(
        Meaning.NO_STUDENTS,
        MEDIUM,
        r"\bno (?:[\w/&.-]+ ){1,3}(?:classes|school)\b(?! (?:bus|lunch|program|care|activit|sport|club))",
        r"\bno (?:\w+ )*(?:after|before|summer|sunday|saturday|evening|night|adult|swim|dance|art|yoga|ccd|religious"
        r"|driv\w+"
        r"|cooking|music|band|gym|pe|community|fitness|exercise)\b",
    ),
    phrase(
        Meaning.NO_STUDENTS,
        STRONG,
        r"\bno (?:elementary|middle|junior high|high|secondary|intermediate|kindergarten)(?: school)?"
        r" (?:school|classes|students)\b",
    ),
    phrase(
        Meaning.NO_STUDENTS,
        STRONG,
        r"\bno (?:(?:students|pupils|kids|children)\b(?! allowed)|student (?:days?|attendance|contact)\b)"
        rf"|\b{KIDS} (?:do not|don't|will not|won't|not) (?:report|attend)\b|\bstudents not in attendance\b"
        rf"|\b{KIDS} (?:recess|break|vacation) *(?:/|-|$)|\bnot in attendance\W+{KIDS}\b|\b(?:vacation day"
        rf"|day off) for (?:all )?{KIDS}\b",
    ),
    phrase(
        Meaning.NO_STUDENTS,
        STRONG,
        rf"\b{KIDS} (?:holidays?\b|vacation day\b|day off\b|not in session\b|non-?attendance\b"
        r"|(?:off|out)(?= *(?:$|[:;,./!)]|for\b)| +-))",
        OCCASION,
    ),
    phrase(
        Meaning.NO_STUDENTS,
        STRONG,
        rf"\bnon ?-? ?(?:attendance|{KIDS}|instruction(?:al)?|teaching|school|class)(?: contact"
        rf"| attendance)?(?: days?)?\b|\b{KIDS}[- ]free days?\b|\bschools? (?:is |are |will be )?not in session\b"
        rf"|\bholiday for {KIDS}\b",
    ),
    phrase(
        Meaning.NO_STUDENTS,
        STRONG,
        rf"\b{STAFF}(?:'s|')? (?:optional |required |flex |contract |record |professional "
        r"|data )*(?:work ?days?|in-?service(?: days?)?|planning days?|institute(?: days?)?"
        r"|development(?: days?)?|pd(?: days?)?|learning days?|pre-?planning|post-?planning"
        r"|records? days?|grading days?|prep(?:aration)? days?|report(?:ing)? days?|convention"
        r"|supplemental days?|flex days?|exchange days?|comp(?:ensation)? days?)\b",
        rf"appreciation|team\b|\bclub\b|\bfair\b|\bnew (?:{STAFF}|hires?)\b",
    ),
    phrase(
        Meaning.NO_STUDENTS,
        STRONG,
        rf"\bwork ?days? (?:for |- ?)?(?:all )?{STAFF}\b"
        rf"|\bwork ?days?\b.{{0,6}}\({STAFF} only\)|(?<!new )\b{STAFF} only\b(?=(?: days?)?\W*$)"
        rf"|^\W*(?<!new ){STAFF} only\b(?= *[-:/] *| (?:professional|pd\b|in-?service|development|report card"
        rf"|conference))",
    ),
    phrase(
        Meaning.NO_STUDENTS,
        STRONG,
        r"\b(?:professional|staff) (?:development|learning|growth|study|activity) days?\b|\bpro-?d days?\b|\b(?:pd|pl"
        r"|pld) days?\b|\bin-?service days?\b|\bstate in-? ?service\b",
        rf"\bnew (?:{STAFF}|hires?)\b",
    ),
    phrase(
        Meaning.NO_STUDENTS,
        MEDIUM,
        r"^[\W\d]*(?:all )?(?:county |district |state |school |optional "
        r"|required )*(?:work ?days?|in-?service|institute days?|planning days?|pre-?planning"
        r"|post-?planning|clerical days?|flex days?|supplemental days?|records? days?|grading days?"
        r"|professional (?:development|learning)|exchange days?|comp(?:ensation|ensatory)? days?|convention"
        r"|annual leave days?"
        r"|curriculum days?|non-? ?contract days?|professional days?|teacher planning$|teacher professional days?"
        rf"|(?:operations?|operational|organi[sz]ational|clerical|administrative|duty|contract|trade|swap|calamity"
        rf"|discretionary|articulation|collaboration|rating|closing|prep|preparation|{STAFF}) days?"
        r"|(?:day|time)[- ]in[- ]lieu(?: days?)?|superintendent'?s?'? conference days?|(?:pd|pl)\b|p\.?a\.? days?"
        r"|staff development|teacher convention)\b|^[^-:;(]{3,40}\bwork ?days?\W*$|\binset days?\b"
        rf"|\b{STAFF} (?:\w+ )?duty days?\b",
        r"\bteams?\b|\bclubs?\b|drive|\btake (?:our|your)\b|\b(?:independent|garden|campus|clean\w*|service|deca"
        r"|ffa|band|senior"
        r"|volunteer\w*|pt[ao]"
        r"|project|community|yard|beautification|field|student|class|boosters?|set|stage|farm)\b",
    ),
    phrase(
        Meaning.NO_STUDENTS,
        MEDIUM,
        r"\b(?:parent|p)(?:s)?(?:[ /-]*(?:and |& )?(?:teachers?"
        r"|t))?(?:[ /-]*student)? conferences? days?\b|\bconference days?\b|\b(?:institute|records?"
        r"|flex|supplemental|convention|exchange|data|planning|inservice|pd|pl|pa|pro-?d) days?\b"
        r"|\b(?:professional (?:development|learning)|staff development|in-?service)\b|\b\w*ea convention\b"
        r"|\b(?:site|school|building|home)[- ]based (?:pd|pl|professional days?)\b|\bassessment (?:and"
        r"|&) evaluation days?\b|\bnon-?contact(?: days?)?\W*$"
        r"|\b(?:system|county|teachers?'?|staff|district|all[- ]school) institute\W*$",
        rf"\bsign|schedule|register|\bnew (?:{STAFF}|hires?)\b|workshop|committee|meeting|training|\bplan\b|session"
        rf"|webinar"
        r"|request|survey|induction|orientation|mentor|proposal|newsletter|credit|due\b",
    ),
    phrase(
        Meaning.NO_STUDENTS,
        MEDIUM,
        r"^district[- ]?wide (?:professional (?:development|learning)|staff development|in-?service|pd)\b"
        rf"|\b(?:new )?{STAFF} (?:report|return|first day|last day)\b|\b(?:first"
        rf"|last) day for {STAFF}\b",
    ),
    phrase(
        Meaning.NO_STUDENTS,
        MEDIUM,
        r"\bremote (?:learning )?day\b|\be-?learning day\b|\basynchronous\b"
        r"|\b(?:digital|virtual|distance|remote)[- ]learning(?: days?)?\W*$|^\W*annual leave(?: days?)?\W*$"
        r"|\bschool improvement (?:plan(?:ning)? )?days?\b|\bsip days?\b"
        rf"|\b{SCHOOLS} cancell?ed\b|(?<!\w )(?:all )?classes (?:are |have been )?cancell?ed\b"
        r"|\bsnow day\b(?!.*make)",
        r"fundraiser|pajama|spirit|party|dance",
    ),
)

# Staff are at work: then "School Closed" is in doubt, and "No School" needs no question about them.
STAFF_WORK = re.compile(
    r"\boffices? (?:are |will be |remain )?open\b|\b(?:remote|virtual|e-?learning|asynchronous|distance)\b"
    r"|\breport\b|"
    rf"\bwork ?days?\b|\bprofessional\b|\bin-? ?service\b|\bplanning\b|\b(?:pd|pl|institute|flex|supplemental)\b"
    rf"|\bconferences?\b|\b{STAFF} (?:only|day)\b|\bgrading\b|\brecords?\b|\bdevelopment\b|\bconvention\b"
)
