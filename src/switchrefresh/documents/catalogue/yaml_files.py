"""Problem codes of files that cannot be read as strict YAML."""

from __future__ import annotations

from collections.abc import Mapping

from switchrefresh.documents.catalogue.page import Page

YAML: Mapping[str, Page] = {
    "yaml-syntax": Page(
        "The file is not valid YAML, so nothing in it could be read.",
        "hs:\n\tname: Cedar Fork High School    # a tab instead of spaces",
        "Look at the line and the one before it: indentation, a missing quote or bracket, a tab.",
    ),
    "duplicate-key": Page(
        "The same key stands twice in one mapping, or one switch in two files. Other readers silently take the last.",
        "hs-idf1-sw1: {building: hs}\nhs-idf1-sw1: {building: ms}",
        "Delete one of the two, or give the second its own id.",
    ),
    "yaml-alias": Page(
        "Anchors (&name) and aliases (*name) are refused: a few lines of them can grow without end.",
        "a: &x [1, 2]\nb: *x",
        "Write the value out where it is needed.",
    ),
    "yaml-merge-key": Page("Merge keys are refused.", "<<: {closet: mdf}", "Write the keys out."),
    "yaml-tag": Page("Tags are refused; every value is text until the schema reads it.", "port: !!int 22", "Drop it."),
    "yaml-depth": Page("Nested deeper than 30 levels.", "[[[[[[[[[[...", "This is not an inventory; check the file."),
    "yaml-key": Page("A key that is a list or a mapping.", "? [a, b]\n: c", "Write one word before the colon."),
    "yaml-documents": Page("A second document begins in the file.", "a: 1\n---\nb: 2", "Keep one document a file."),
    "not-utf8": Page("The file is not UTF-8 text.", "name: Ni\\xf1o Elementary  (Windows-1252)", "Save it as UTF-8."),
    "bad-character": Page(
        "A control or direction character that can fool whoever reads the screen.",
        'name: "Cedar \\e[31mFork"',
        "Delete it and type the text again.",
    ),
    "file-too-large": Page("A file of more than 16 MiB.", "switches.yaml", "Split it over switches/*.yaml."),
    "missing-file": Page("A file that is named does not exist.", "district.yaml", "Restore it or correct the name."),
    "unreadable-file": Page("A file cannot be read.", "switches.yaml: Permission denied", "Check its permissions."),
    "newer-format": Page(
        "The file was written by a newer switchrefresh and may mean what this one does not know.",
        "format: 2",
        "Update switchrefresh.",
    ),
}
