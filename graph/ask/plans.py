"""All plans by the intent that each answers."""

from __future__ import annotations

from typing import Final

from graph.ask import (
    plans_amounts,
    plans_assessments,
    plans_authors,
    plans_describe,
    plans_disputes,
    plans_frameworks,
    plans_groups,
    plans_happenings,
    plans_issued,
    plans_life,
    plans_lists,
    plans_materials,
    plans_meetings,
    plans_members,
    plans_membership,
    plans_officers,
    plans_presence,
    plans_projects,
    plans_promises,
    plans_provisions,
    plans_shared,
    plans_sources,
    plans_sums,
    plans_texts,
    plans_things,
    plans_ties,
)
from graph.ask.desk import Plan

__all__ = ["PLANS"]

PLANS: Final[dict[str, Plan]] = {
    **plans_amounts.PLANS,
    **plans_assessments.PLANS,
    **plans_authors.PLANS,
    **plans_describe.PLANS,
    **plans_disputes.PLANS,
    **plans_frameworks.PLANS,
    **plans_groups.PLANS,
    **plans_happenings.PLANS,
    **plans_issued.PLANS,
    **plans_life.PLANS,
    **plans_lists.PLANS,
    **plans_materials.PLANS,
    **plans_meetings.PLANS,
    **plans_members.PLANS,
    **plans_membership.PLANS,
    **plans_shared.PLANS,
    **plans_officers.PLANS,
    **plans_presence.PLANS,
    **plans_projects.PLANS,
    **plans_promises.PLANS,
    **plans_provisions.PLANS,
    **plans_sources.PLANS,
    **plans_sums.PLANS,
    **plans_texts.PLANS,
    **plans_things.PLANS,
    **plans_ties.PLANS,
}
