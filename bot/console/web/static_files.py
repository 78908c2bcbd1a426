"""Style sheets, scripts and icons, cached by browsers until their content changes."""

from hashlib import sha256
from os import PathLike, stat_result
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).parents[1] / "static"
FOR_A_YEAR = "public, max-age=31536000, immutable"


class KeptFiles(StaticFiles):
    """Files whose address changes with their content, so that browsers can cache them for ever."""

    def file_response(
        self,
        full_path: str | PathLike[str],
        stat_result: stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """Return the file with a header for the cache."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = FOR_A_YEAR
        return response


def files_version() -> str:
    """Return a short digest of all files, which is part of their addresses."""
    digest = sha256()
    for file in sorted(FOLDER.iterdir()):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
