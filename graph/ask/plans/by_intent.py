"""All plans by the intent that each answers."""

from __future__ import annotations

from typing import Final

from graph.ask.desk import Plan
from graph.ask.plans import (
    ages,
    amounts,
    assessments,
    authors,
    describe,
    disputes,
    frameworks,
    gatherings,
    groups,
    happenings,
    issued,
    life,
    lists,
    materials,
    meetings,
    members,
    membership,
    naming,
    officers,
    pillars,
    presence,
    projects,
    promises,
    provisions,
    shared,
    signed,
    sources,
    sums,
    texts,
    things,
    ties,
    ventures,
)

__all__ = ["PLANS"]

PLANS: Final[dict[str, Plan]] = {
    **ages.PLANS,
    **amounts.PLANS,
    **assessments.PLANS,
    **authors.PLANS,
    **describe.PLANS,
    **disputes.PLANS,
    **frameworks.PLANS,
    **gatherings.PLANS,
    **groups.PLANS,
    **happenings.PLANS,
    **issued.PLANS,
    **life.PLANS,
    **lists.PLANS,
    **materials.PLANS,
    **meetings.PLANS,
    **members.PLANS,
    **membership.PLANS,
    **shared.PLANS,
    **officers.PLANS,
    **pillars.PLANS,
    **presence.PLANS,
    **projects.PLANS,
    **promises.PLANS,
    **provisions.PLANS,
    **signed.PLANS,
    **sources.PLANS,
    **sums.PLANS,
    **texts.PLANS,
    **things.PLANS,
    **ties.PLANS,
    **ventures.PLANS,
    # These stand in for what is told of either alone.
    **naming.PLANS,
}
