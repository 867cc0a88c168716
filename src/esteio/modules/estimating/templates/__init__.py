"""The briefing templates that ship with Esteio: one JSON file each, named after its key.

An id of a question, once released, keeps its meaning: answers of earlier versions hang on it. A change of wording or
order raises `version`; a question that goes leaves its id unused.
"""

from __future__ import annotations

from importlib.resources import files

from esteio.modules.estimating.rules.questionnaire import Template, read_template


def load_shipped_templates() -> tuple[Template, ...]:
    """All shipped templates, validated, by key in alphabetical order.

    Reads the package's own files. Raises InvalidInput when one of them is wrong, which a test rules out.
    """
    found = sorted((entry for entry in files(__name__).iterdir() if entry.name.endswith(".json")), key=lambda e: e.name)
    return tuple(read_template(entry.read_bytes()) for entry in found)
