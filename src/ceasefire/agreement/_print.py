"""The agreement as plain content: canonical JSON, and canonical YAML."""

from __future__ import annotations

from typing import Any

import rfc8785
import yaml

from ceasefire.agreement._content import content_from_agreement
from ceasefire.agreement._fields._places import text_from_degrees
from ceasefire.agreement._model import (
    Agreement,
)


def canonical_json(agreement: Agreement) -> bytes:
    """Return the agreement's content as canonical JSON, the same for every way of writing the file.

    Defaults are left out; numbers are integers, fractions and coordinates the text of their decimals.

    Source: RFC 8785, JSON Canonicalization Scheme.
    """
    return rfc8785.dumps(_without_floats(content_from_agreement(agreement)))


def text_from_agreement(agreement: Agreement) -> str:
    """Return the agreement as canonical YAML; reading it gives the same agreement again.

    Source: docs/agreement-file.md.
    """
    content = content_from_agreement(agreement)
    return yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


class _Dumper(yaml.SafeDumper):
    """Writes coordinates without an exponent, and no anchors."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _represent_degrees(dumper: yaml.SafeDumper, value: float) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:float", text_from_degrees(value))


_Dumper.add_representer(float, _represent_degrees)


def _without_floats(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_floats(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_without_floats(each) for each in value]
    return text_from_degrees(value) if isinstance(value, float) else value
