"""A file is too large for git.

## What it does

Reports files above 5 MB. A file that Git LFS keeps (`filter=lfs` in `.gitattributes`) is a small pointer in git and
is fine, and so is a symbolic link, such as that of git-annex. Files that git ignores are not looked at.

## Why it matters

Git keeps every version of every file for ever, in every clone. A few versions of a large file, and each clone and
each run of continuous integration takes minutes; the file cannot be taken out again without rewriting the history.
Hosts warn at 50 MB and refuse at 100 MB, when it is in many commits already.

## How to fix it

Keep the sample that the tests need, as Parquet with compression, and have the rest fetched from where it lives, by
its version. If it must be versioned beside the code, use Git LFS or DVC. A trained model belongs into a registry. If
a large file is right where it is, name it under `ignore.large-file` of `[tool.modelwright]`, with the reason, or
waive it in the spec.
"""

from collections.abc import Iterator

from modelwright.finding import Finding
from modelwright.sources import File

FAMILY = "files"
# Half of what checks read as text, so that no text is too large to be looked at and too small to be reported.
LIMIT = 5_000_000


def check(file: File) -> Iterator[Finding]:
    """The file, where its size in git is above the limit."""
    if file.size > LIMIT and not file.full_path.is_symlink() and not _is_in_lfs(file):
        yield file.finding(f"{file.size / 1_000_000:,.1f} MB, where {LIMIT // 1_000_000} MB are the limit")


def _is_in_lfs(file: File) -> bool:
    answer = file.repo.git("check-attr", "-z", "filter", "--", file.path)
    return answer is not None and answer.split("\0")[2:3] == ["lfs"]
