"""Where a finding stands for a reader that knows neither cells nor the root of the model repo."""

from functools import cached_property

from modelwright.finding import Finding
from modelwright.repo import Repo
from modelwright.sources import Notebook, Unreadable


class Places:
    """Lines of files, and paths from the root of the git repository. Each notebook is read once."""

    def __init__(self, repo: Repo) -> None:
        self.repo = repo
        self._notebooks: dict[str, Notebook] = {}

    def line_in_file(self, finding: Finding) -> int:
        """The line of the file, also of a finding in a cell."""
        if not finding.cell:
            return finding.line
        notebook = self._notebooks.setdefault(finding.path, Notebook(self.repo, finding.path))
        try:
            return notebook.line_in_file(finding.cell, finding.line)
        except Unreadable:
            return 1

    def below_git(self, path: str) -> str:
        """A path from the root of the git repository, which may hold several model repos."""
        return f"{self._prefix}{path}"

    @cached_property
    def _prefix(self) -> str:
        for folder in (self.repo.root, *self.repo.root.parents):
            if (folder / ".git").exists():
                below = self.repo.root.relative_to(folder).as_posix()
                return "" if below == "." else f"{below}/"
        return ""
