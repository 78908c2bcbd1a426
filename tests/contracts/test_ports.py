"""Every port has a contract."""

import ast
import re
from pathlib import Path

import pytest

from tests.house_figures import code

HERE = Path(__file__).parent


def ports() -> dict[str, str]:
    """Return the module of each `Protocol`."""
    return {
        node.name: str(file)
        for file in code()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id == "Protocol" for base in node.bases)
    }


@pytest.mark.parametrize("port", sorted(ports()))
def test_port_has_a_contract(port: str) -> None:
    contracts = [
        file.stem for file in HERE.glob("test_*.py") if re.search(rf"\b{port}\b", file.read_text("utf-8"))
    ]
    assert contracts != []
