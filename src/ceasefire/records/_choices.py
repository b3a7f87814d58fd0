"""Reading a set that its source may have left uncertain."""

from __future__ import annotations

from ceasefire.records._fields import Fields
from ceasefire.records._model import UNKNOWN, Choice


def choice_from_json(fields: Fields, key: str, example: str, *, required: bool = False) -> Choice | None:
    """Return the set at a key: one name, `unknown`, any_of or all_of. One member alone is `all_of` it."""
    if not (fields.need(key, example) if required else fields.has(key)):
        return None
    seen = fields.value[key]
    if seen == "unknown":
        return UNKNOWN
    if not isinstance(seen, dict):
        name = fields.checked_id(key, seen, example)
        return Choice("all_of", (name,)) if name else None
    return fields.inner_value(key, seen, _operator, example)


def _operator(fields: Fields) -> Choice | None:
    members = {key: fields.ids(key, '["government"]') for key in ("any_of", "all_of") if fields.has(key)}
    if len(members) != 1:
        fields.amiss(
            "",
            " and ".join(members) or "neither of them",
            "one of any_of and all_of",
            '{"any_of": ["government"]}',
        )
        return None
    ((operator, names),) = members.items()
    if "unknown" in names:
        fields.amiss(operator, '"unknown" among names', "it alone", '"by": "unknown"')
        return None
    names = tuple(sorted(set(names)))
    return Choice("all_of" if len(names) == 1 else operator, names) if names else None
