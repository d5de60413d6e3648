"""Reads of assessment 资信评估."""

from onaccount.assessment.queries.grades import assessment_in_force, assessments_in_force, grades, grades_on

__all__ = ["assessment_in_force", "assessments_in_force", "grades", "grades_on"]
