"""Training by Rasa's graph."""

from pathlib import Path

import pytest

from tests.nlu.conftest import ROOT, Call

pytestmark = pytest.mark.rasa


def test_importer_reads_what_rasas_own_reader_reads(rasa: Call, tmp_path: Path) -> None:
    (tmp_path / "praise.zh.yml").write_text(
        'version: "3.1"\nnlu:\n- intent: praise\n  examples: |\n    - 很好\n    - "quoted" - too: yes\n',
        encoding="utf-8",
    )
    ours, theirs = rasa("tests.nlu.rasa_checks:messages_read_twice", str(ROOT / "config.yml"), str(tmp_path))
    assert (ours, len(ours)) == (theirs, 2)
