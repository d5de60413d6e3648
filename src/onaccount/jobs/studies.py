"""Long readings in the background 后台核算: history judged again, a draft of the policy tried. They write nothing but what they found."""

from django.db import close_old_connections
from procrastinate.contrib.django import app

from onaccount.lifecycle import granting_tried, history_replayed, policy_simulated, portfolio_assessed


@app.task(name=history_replayed.REPLAY)
def replay_history_job(work_id: int) -> None:
    """Judge all history again."""
    close_old_connections()
    history_replayed.carry_out(work_id=work_id)


@app.task(name=policy_simulated.SIMULATE)
def simulate_policy_job(work_id: int) -> None:
    """Try a version of the policy on what was decided."""
    close_old_connections()
    policy_simulated.carry_out(work_id=work_id)


@app.task(name=portfolio_assessed.ASSESS)
def assess_portfolio_job(work_id: int) -> None:
    """Assess every customer."""
    close_old_connections()
    portfolio_assessed.carry_out(work_id=work_id)


@app.task(name=portfolio_assessed.TRY)
def try_scorecard_job(work_id: int) -> None:
    """Try a version of a scorecard on every customer."""
    close_old_connections()
    portfolio_assessed.carry_out_trial(work_id=work_id)


@app.task(name=granting_tried.TRY)
def try_granting_job(work_id: int) -> None:
    """Try a version of the granting policy on every customer."""
    close_old_connections()
    granting_tried.carry_out(work_id=work_id)
