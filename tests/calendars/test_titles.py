"""What titles say: a table of general wording, each with its meaning and how sure it is (! strong, ? asked)."""

from __future__ import annotations

import pytest

from switchrefresh.calendars.classify import classify
from switchrefresh.calendars.model import Tier
from switchrefresh.calendars.titles import MAX_TITLE, clean, title_key

TABLE = """
closed! | District Closed - Spring Holiday
closed! | All Schools & Offices Closed
closed! | Schools and Offices Closed - Good Friday
closed! | No School - Students and Staff
closed! | Staff/Student Holiday
closed! | Holiday for Students and Staff
closed! | Thanksgiving Recess
closed! | Mid-Winter Recess
closed! | Easter Break
closed! | SPRING BREAK
closed! | Winter Break (Dec 21 - Jan 1)
closed! | Labor Day Holiday
closed! | Memorial Day (Observed)
closed! | Spring Break - All Schools Closed
closed! | Offices and Schools Closed
closed? | Presidents' Day
closed? | Indigenous Peoples' Day
closed? | Winter Break Begins
closed? | School Closed - Teacher Workday
closed? | Veterans Day
closed? | Schools Closed - Offices Open
closed? | Schools Closed - Remote Learning
closed! | NJEA Convention - District Closed
closed! | Students & Staff Off
none | Student/Staff Holiday Breakfast
none | Students Off Campus Lunch
early_release? | Early dismissal for golf team
no_students! | No School
no_students! | NO CLASSES
no_students! | No School - Teacher In-Service
no_students! | Student Holiday
no_students! | Teacher In-Service Day
no_students! | Staff Development Day (No Students)
no_students! | PD Day - No School
no_students! | Pupil Free Day
no_students! | Non-Student Day
no_students! | No School for Students
no_students! | No school: grading day
no_students! | Spring Break - No School
no_students! | Non-Attendance Day
no_students! | Teacher Record Day
no_students! | Schools Closed to Students
no_students? | Work Day
no_students? | Parent-Teacher Conference Day
no_students? | Institute Day
no_students? | Snow Day
in_session! | Classes Resume
in_session! | School resumes after Winter Break
in_session! | Students return from spring break
in_session! | School in session (snow make-up)
in_session! | B Day
in_session? | Snow Make-Up Day
in_session? | Possible Snow Make-Up Day
in_session? | Weather Make Up Day (if needed)
no_students? | No School (Snow Make-Up Day if needed)
early_release! | Early Dismissal
early_release! | Early Release Wednesday
early_release! | Half Day
early_release! | Minimum Day
early_release! | 1/2 Day for Students
early_release! | Students dismissed 2 hours early
early_release! | Noon Dismissal
early_release! | Dismissal at 11:45
early_release! | Columbus Day - Early Dismissal
early_release! | Half Day - Staff PD
early_release! | Early Out
early_release! | No Activity Bus - Early Release Day
late_start! | Two Hour Delay
late_start! | 2-Hour Delayed Start
late_start! | Late Start Monday
late_start! | 90 minute late start
late_start! | Late Arrival Day
blackout! | State Testing
blackout! | SBA Testing Window
blackout! | AP Exams
blackout! | Finals Week
blackout! | SAT School Day
blackout! | NWEA MAP Testing
blackout! | WIDA ACCESS Testing
blackout! | 3rd Grade Reading State Test
blackout! | iReady Diagnostic
blackout! | PSAT/NMSQT Testing
polling! | Election Day
polling! | Primary Election - Polling Place in Gym
polling! | Voting in the Cafeteria
it_maintenance! | Network Maintenance Window
it_maintenance! | IT Maintenance - internet down
event! | Winter Band Concert
event! | Senior Prom
event! | Varsity Basketball vs. Lincoln
event! | Board of Education Meeting
event! | Graduation
event! | Open House
milestone! | First Day of School
milestone! | Last Day for Students
blackout! | STAAR Math Grades 3-5
blackout! | M-STEP ELA Gr. 7 Begins
blackout! | WIDA Access Window
blackout! | Spring SOL Reading - Grade 8
blackout! | Chemistry Regents
blackout! | PSAT 8/9 Gr. 9
blackout? | MTAS
blackout? | ZQX Grade 4 Math
blackout? | STAR Reading Gr. 2
blackout? | Physics Gr. 11 Written
none | PTO 6th Grade Math
none | Rising Star Reading Club
none | Milestones of Flight Museum
milestone! | FIRST DAY!
milestone! | Opening Day for Students
milestone! | First Day of Instruction
milestone! | Last Student Attendance Day
milestone! | Classes Begin, Grades 1-12
milestone! | First Day of School/First Day of Quarter 1
milestone! | End of the School Year
none | First Day of Second Quarter
none | Last Day to Order Yearbooks
closed! | Founders' Day - All Schools Closed
closed! | Presidents' Day (Closed)
closed! | Winter Recess (HCA is closed)
closed! | Good Friday (Students and All Staff Out)
closed? | Students/Teachers/Bus Drivers Out
closed? | Veterans Day (12-month staff)
closed? | End of Term 2 Break
closed! | Christmas Floater Day
closed! | Victoria Day - Stat Holiday
no_students? | Day-in-Lieu
no_students? | Operational Day
no_students? | PA Day
no_students? | Superintendent's Conference Day
no_students? | PD: Literacy Blocks
early_release? | Staggered Dismissal (Grades 9-12)
early_release! | Students Dismiss at 12:10
early_release! | Early Release Campus Planning / Half-Day
early_release! | Early Dismisal
in_session! | All Students Return
in_session? | Possible School Day
none | Dorm Students Return
no_students? | AQI Day
no_students? | Flexible Instruction Day 2
early_release? | Heat Schedule - Grades K-5
early_release? | 3½ hour day
freeze? | Last Day with Students
closed! | No School for Students or Staff (Town Fair)
none | Dismissal Procedures Reminder
none | Last Day of Winter Sports
none | Last Day to Drop a Class
event! | Board Mtg.
no_students! | P/T Conf. - No School
early_release! | Early Dism. K-5
no_students! | No School - Prof. Dev.
closed! | Thanksgving Break
closed! | Christams Vacation
none | Vocation Day
no_students! | Journée pédagogique
no_students! | Pas d'école - rencontres de parents
closed! | Congé de Noël
closed! | Semaine de relâche
milestone! | Rentrée scolaire
milestone! | Dernier jour d'école
closed! | Fête du Travail
event? | Grandparents Day
event? | Book Fair
event? | Plaid vs. Stripes
event? | Winter Festival
event! | Boys Soccer vs Hill
event! | Spring Dance
no_students? | NS: Staff Retreat
no_students? | Pro-D Day
no_students? | No MS Classes: Conferences
none | No After School Program
none | No Dance Classes
closed! | No Students, No Staff
closed? | Heritage Day Closure
closed? | Pioneer Day
closed? | Spring Weekend
no_students! | Schools not in session
in_session! | Full Day of Classes
in_session? | Return to School
milestone! | First Full Day of School
event! | School Board Election Forum
blackout? | Grade 7 Numeracy Assessment
no_students? | County Institute
early_release! | Students Return - 11:30 Dismissal
in_session! | Students Return - Full Day
no_students! | No School - Spring Pause (classes resume April 6)
closed! | Winter Break (students return January 4)
no_students! | Non-Instruction Day
no_students! | No Sessions: Faculty Workshop
closed? | Harvest Day - Holiday
closed! | Lincoln's Birthday - Schools Closed
closed? | Lunar New Year (Observances)
none | Holiday Ornament Making
none | Recess Duty Schedule
early_release! | All grades will be released early
in_session? | Strike Make-Up Days 2-3
blackout! | Spring Benchmark Blocks Grade 6 Math Assessment
in_session! | REOPEN
milestone! | Opening Day Staff & Students
blackout? | Exit Level History TAKS
blackout? | Start Smart Assessments
early_release? | Four-Hour Session
closed? | Student/Staff Holiday - Fair Day
no_students? | Winter Exchange Professional Development
none | Professional Development Request Form
none | Kettle Corn Sale - Spring Break
event! | BOE Reorganization Meeting
milestone! | Primary Students Start
milestone! | Term Begins
closed? | Half Term
no_students? | INSET Day 2
closed? | Closure of all classrooms through May 4
no_students? | Planning / Work Day
none | Stage Crew Work Day
none | Garden Club Workday
no_students? | Teacher Selected Duty Days
no_students? | e-Learning
none | E-Learning Platform Survey
no_students? | Superintendent's Conf. Day
in_session? | Snow Giveback Day
event! | Moving-Up Ceremony
none | Last Day of Summer School
blackout? | QRS ELA Grade 4 ZZT
no_students? | Student holiday if no ice day was taken; will be a school day if the district closes
no_students! | Journée d'activités professionnelles
none | Back to School Shopping
none | Spring Break Camp
none | Winter Break Reading Challenge
none | Holiday Concert Tickets
none | Holiday Market
none | Return to Learn Committee
none | No School Bus Today
none | School Pool Closed
none | Library Closed
none | College Application Day
none | Teacher Appreciation Week
none | Senior Pictures Make-up Day
none | Picture Day
none | Thanksgiving Food Drive
none | Thanksgiving Feast
none | Labor Day Parade
none | Memorial Day Assembly
none | Veterans Day Program
none | Christmas Around the World
none | No Lunches Served
none | Early Release Child Care
none | Late Bus
none | Student Council Elections
none | SAT Prep Class
none | ACT Registration Deadline
none | Hearing and Vision Testing
none | Chess Club
none | Yearbook orders due
none | Before Winter Break Spirit Week
none | Last day before Winter Break
none | Spring Sports Begin
none | Fall Sports Physicals
none | Break the Silence Day
none | Spring Forward
none | Team Workday
none | Garden Work Day
none | Closed Campus Lunch
none | Half Day Kindergarten Registration
none | MLK Day of Service
none | Earth Day
none | Valentine's Day
none | Halloween
none | Mother's Day
none | Daylight Saving Time Ends
none | No Early Release Today
none | Town Hall: School Closing Proposal
event? | Ring Ceremony
none | Holiday Door Contest
none | New Year New You Wellness Challenge
none | Christmas Eve Service Choir Performance
none | Spring Break Work Packet Due
none | No Student Parking
none | Early College Info Session
none | Early Registration
none | Teachers Union Meeting
none | Staff Holiday Party
none | New Teacher Lunch
no_students! | No hay clases
no_students! | Veterans Day / No hay clases
closed! | Vacaciones de invierno
closed! | Receso de primavera
closed! | Escuelas cerradas
early_release! | Salida temprana - todos los estudiantes
in_session! | Regreso a clases
event! | Noche de regreso a clases
none | Junta de padres
early_release! | ½ Day
no_students! | Teachers' Work Day
no_students! | Staff Only - Report Cards
no_students! | No Middle School Classes
closed! | No School / Offices Closed
closed? | School Holiday
closed? | Vacation Day
closed? | Labor Day Weekend
closed? | Thanksgiving Holiday for 12-month staff
closed! | Memorial Day Recess
closed! | Winter Breaks
early_release? | Single Session Day
early_release? | 2 hour release
early_release? | Half Day - Science Center Trip
in_session! | First Day Back from Spring Break
in_session! | Presidents' Day - Regular School Day
in_session! | Students in Session
no_students? | Weather Day - school closed if not needed
no_students? | Classes Cancelled
no_students? | Staff Development 3:30-4:30
no_students? | School Improvement Day
no_students? | Digital Learning Day
milestone! | Last Day of School / End of 4th Quarter
none | Winter Break Begins at Dismissal
none | Last Day of Kindergarten Registration
none | First Day of School for Teachers
none | Early Release Day Care Sign-up
none | Late Start Breakfast
none | Senior Half Day
none | Half-Day Kindergarten Info Night
none | Early Dismissal Drill
none | Minimum Day Schedule Posted
none | Early release of report cards
none | Students Off-Campus Lunch
none | Teacher Workday Volunteers Needed
none | MLK March
none | No Dance Class
none | Overnight Trip
closed! | Closed in observance of Labor Day
closed! | Closed for Spring Break
closed? | Closed for Fall Break & Staff Workday
none | Closed for lunch
closed! | Summer Break - CLOSED
closed! | Día festivo - Día del Trabajo
closed? | Religious Holiday
closed! | No School: Students & Staff
no_students! | No-School Day
no_students? | Professional Development Day PM
no_students? | Clerical Day
no_students? | Professional Development Day - New Teachers
no_students? | Teacher In-Service: Band Directors
no_students! | Conferences, No Schoo
none | First Aid Training (half day)
closed? | Furlough Day
milestone! | First day for grades 6 and 9
in_session? | Make-Up Day
in_session! | May 3 is now a school day
blackout! | Spring Keystone Wave 2
milestone! | Last Day of 2026-2027 School Year
cancelled! | CANCELLED: Early Release
cancelled! | No School (CANCELED)
cancelled! | Choir Concert - Postponed
no_students? | School Cancelled - Ice
closed! | Closed - Memorial Day
closed? | Closed - Family Conferences
closed? | Planned Closing
none | Closed Gym
no_students! | No Class for QMS Students
no_students! | Work Day - No class for grades 6-8
no_students? | Ceramics - No Class
none | Staff development after school
no_students! | Staff development after school, no students
in_session? | QCDS - full day
no_students? | PD - full day
event! | Commencement / Last Day for Seniors
none | 2nd third of the school year begins
blackout! | Mid Terms
early_release! | Finals Min Days
blackout? | ELA FAST
blackout? | Examen de Matemáticas
milestone! | Grades 4-8 Begin
milestone! | Kindergarten Begins / Term 1 Begins
none | Opening Day for 10-Month Support Staff
in_session? | Built in Weather Days
in_session? | Días de reposición por clima (si se necesitan)
none | UPK: End of 1st Trimester
blackout! | Examination Period
blackout! | Finals Day 3 - Periods 2 & 4
blackout? | Math - Part II
blackout? | STAR Reading/Algebra Middle School
milestone! | Starting Day of School
in_session? | Classes for all grades
no_students? | Site-based PD
no_students? | Assessment & Evaluation Day
closed! | NO SCHOOL - CAMPUSES/OFFICES CLOSED
none | Library Inventory
blackout! | Grades 9-11 Finals
none | Boys Track District Finals
closed! | No classes; offices closed
no_students? | Extra PA Day
no_students? | System Prof. Learning Day
no_students! | Staff Dev't
blackout! | Senior Final Examinations
event! | Graduations
none | Take Your Child to Work Day
none | Parent Conferences Sign Up
closed! | Spring Break (dismiss 3 p.m. March 12, return March 22)
no_students? | Last Work Day for Teachers
early_release! | Fall Picnic (School closes at 12:00)
early_release? | Shortened sessions for P/T conferences
milestone! | End of Student School Year
milestone! | Student Classes Begin
in_session? | Spring Semester classes begin
no_students! | Student Holiday - 1/2 Day Teacher Workday
closed? | Closed due to snow
closed! | Vacances de la Toussaint
milestone! | Fin des classes
blackout? | Examens de fin d'année
no_students? | Toddler classes are cancelled due to snow
none | Board Meeting cancelled due to snow
late_start? | Preschool classes will be starting late
early_release? | Schools closing early today
no_students? | K-8 Non-contact
no_students? | Compensation Day
"""
ROWS = [tuple(line.split(" | ", 1)) for line in TABLE.strip().splitlines()]


def said(title: str) -> str:
    reading = classify(title)
    mark = {Tier.STRONG: "!", Tier.MEDIUM: "?", Tier.NONE: ""}[reading.tier]
    return f"{reading.meaning or 'none'}{mark}"


@pytest.mark.parametrize(("want", "title"), ROWS, ids=[title for _, title in ROWS])
def test_title_means(want: str, title: str) -> None:
    assert said(title) == want


@pytest.mark.parametrize("title", [title for want, title in ROWS if want in {"closed!", "no_students!"}])
def test_a_closure_that_is_cancelled_or_asked_about_does_not_close(title: str) -> None:
    assert classify(f"CANCELLED - {title}").meaning == "cancelled"
    assert classify(f"{title} (tentative)").tier is Tier.MEDIUM


def test_both_in_one_title_is_what_it_says_last() -> None:
    assert said("Labor Day - Early Dismissal") == "early_release!"
    assert said("Early Dismissal cancelled due to ice, No School") == "no_students!"
    assert said("No School / District Closed") == "closed!"


def test_closed_days_named_in_brackets_are_kept() -> None:
    reading = classify("No School (District Closed 18 & 19)")
    assert (reading.meaning, sorted(reading.month_days)) == ("closed", [18, 19])


def test_two_levels_with_two_meanings_are_asked() -> None:
    assert said("Early Release Elementary / No School Secondary") == "early_release?"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("<b>Open&nbsp;House</b>", "Open House"),
        ("  Spring \t\n Break  ", "Spring Break"),
        ("\x1b[31mNo School\x07", "[31mNo School"),
        ("No\u202e School\u200b", "No School"),
        ("Ｎｏ Ｓｃｈｏｏｌ", "No School"),
        ("&lt;script&gt;alert(1)&lt;/script&gt; Fair", "alert(1) Fair"),
    ],
)
def test_titles_are_made_safe(raw: str, shown: str) -> None:
    assert clean(raw) == shown


def test_a_long_title_is_read_to_its_end() -> None:
    long = "Afternoon and evening family conferences in the elementary schools, with interpreters in the library; " * 2
    assert said(f"{long}students go home: early dismissal") == "early_release!"
    assert said(f"No School - {long * 3}") == "no_students?"


def test_titles_are_cut() -> None:
    assert len(clean("x" * 5000)) == MAX_TITLE


def test_one_key_for_one_question() -> None:
    assert title_key("Teacher Work Day #3") == title_key("TEACHER  WORK DAY #4 ")
    assert title_key("Presidents’ Day 2027") == title_key("Presidents' Day")
    assert title_key("No School grades 6-12") != title_key("No School grades 9-12")
