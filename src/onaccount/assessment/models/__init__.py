"""Tables of assessment 资信评估: grades, scorings, runs over the portfolio, answers, benchmarks, notes on industries."""

from onaccount.assessment.models.grades import Grade
from onaccount.assessment.models.ground import Answer, Benchmark, IndustryNote
from onaccount.assessment.models.scorings import PortfolioRun, Scoring, SimulatedGrade

__all__ = ["Answer", "Benchmark", "Grade", "IndustryNote", "PortfolioRun", "Scoring", "SimulatedGrade"]
