"""`python -m tests.mutants`: change the rules in many small ways, and fail unless the tests of the rules notice most of it."""

import json
import subprocess
import sys

from tests.architecture import shape

LEAST_PERCENT = 85
FOUND = ("killed", "timeout", "suspicious", "segfault")
NOT_FOUND = ("survived", "no_tests")


def percent_found(stats: dict[str, int]) -> float:
    """How many of a hundred mutants the tests noticed; one that no test reaches counts as missed."""
    found, missed = (sum(stats.get(name, 0) for name in names) for names in (FOUND, NOT_FOUND))
    assert found + missed, "no mutant was made"
    return 100 * found / (found + missed)


def main() -> int:
    """Run mutmut over what pyproject.toml names and tell the share; 1 below the threshold."""
    for words in (["run", *sys.argv[1:]], ["export-cicd-stats"]):
        subprocess.run([sys.executable, "-m", "mutmut", *words], cwd=shape.ROOT, check=True)
    stats = json.loads((shape.ROOT / "mutants" / "mutmut-cicd-stats.json").read_text())
    percent = percent_found(stats)
    print(f"{percent:.1f} % of {stats['total']} mutants were noticed; at least {LEAST_PERCENT} must be. {stats}")  # noqa: T201
    return 0 if percent >= LEAST_PERCENT else 1


if __name__ == "__main__":
    sys.exit(main())
