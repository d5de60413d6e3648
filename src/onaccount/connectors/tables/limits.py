"""
How much of a stranger's file we are willing to look at.

Terms: limit of a file 文件上限. The figures leave an honest ledger of 200,000 rows far below every one of them,
and keep a hostile one below 300 MB of memory and ten seconds.
"""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The size of file, row, cell and effort beyond which reading is refused; bytes, counts and seconds."""

    csv_bytes: int = 256 * MEGABYTE
    excel_bytes: int = 64 * MEGABYTE
    rows: int = 1_048_576
    columns: int = 1_000
    line_characters: int = 1_000_000
    sheets: int = 2_000
    parts: int = 10_000
    unpacked_bytes: int = 768 * MEGABYTE
    unpacked_ratio: int = 250
    child_memory_bytes: int = 308 * MEGABYTE
    child_output_bytes: int = 1024 * MEGABYTE
    child_seconds: int = 30


LIMITS = Limits()


def limit_this_process(*, limits: Limits) -> None:
    """Bind a child to its memory, time and output; POSIX only, elsewhere the parent's time limit remains."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.child_memory_bytes, limits.child_memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.child_seconds, limits.child_seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.child_output_bytes, limits.child_output_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
