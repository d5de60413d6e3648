"""Tables of assessment 资信评估: grades, scorings, runs over the portfolio, answers, benchmarks."""

from onaccount.assessment.models.grades import Grade
from onaccount.assessment.models.ground import Answer, Benchmark
from onaccount.assessment.models.scorings import PortfolioRun, Scoring, SimulatedGrade

__all__ = ["Answer", "Benchmark", "Grade", "PortfolioRun", "Scoring", "SimulatedGrade"]
