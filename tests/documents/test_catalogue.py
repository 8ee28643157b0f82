"""Every problem code that the program can say has a page with an example and a cure."""

import ast
import re
from pathlib import Path

from switchrefresh.documents.catalogue import CATALOGUE

SOURCE = Path(__file__).resolve().parents[2] / "src" / "switchrefresh"
CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
# Where the code stands among the words of a call; everything with a `code=` or `reason=` besides.
PLACES = {"Problem": 0, "warning": 0, "finding": 1, "_warn": 1, "Doubt": 0, "Repair": None}


def texts(node):
    """The words that an expression may be: a constant, or one of two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*texts(node.body), *texts(node.orelse)]
    return []


def codes_in(tree):
    """Every code that a module says, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = PLACES.get(name)
            given = [node.args[place]] if place is not None and len(node.args) > place else []
            given += [k.value for k in node.keywords if k.arg == "code" and name not in {"Exit", "Repair"}]
            yield from ((word, node.lineno) for value in given for word in texts(value))
        if isinstance(node, ast.Assign) and any(getattr(t, "id", "") == "code" for t in node.targets):
            yield from ((word, node.lineno) for word in texts(node.value))


def used():
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        if "catalogue" in path.parts:
            continue
        for word, line in codes_in(ast.parse(path.read_text(encoding="utf-8"))):
            if CODE.fullmatch(word):
                found.setdefault(word, f"{path.relative_to(SOURCE)}:{line}")
    return found


def test_every_code_in_the_source_has_a_page():
    codes = used()
    assert len(codes) > 80, "the search still finds them"
    missing = {code: place for code, place in codes.items() if code not in CATALOGUE}
    assert missing == {}


def test_every_page_says_something():
    for code, page in CATALOGUE.items():
        assert CODE.fullmatch(code) or re.fullmatch(r"[A-Z_]+", code), code
        for text in (page.meaning, page.example, page.cure):
            assert text.strip() == text and text, code


def test_the_search_sees_a_code_without_a_page():
    tree = ast.parse('Problem("no-such-page", "x")\nraise InputError("x", code="other" if a else "third")')
    assert [word for word, _ in codes_in(tree)] == ["no-such-page", "other", "third"]
