# SPDX-License-Identifier: MIT
"""The tables of the Gateway, gathered where Django looks for them."""

from candour.gateway.models.advice import (
    Assessment,
    AssociationView,
    BiasDeclaration,
    GistRequest,
    Recommendation,
)
from candour.gateway.models.case import Case, Involved, KnownIssue, MaterialItem, Wall
from candour.gateway.models.outcome import (
    Answered,
    Decision,
    ExternalLink,
    LineWaiver,
    Mitigation,
    Note,
    Reassessment,
    Representation,
    Telling,
)

__all__ = [
    "Answered",
    "Assessment",
    "AssociationView",
    "BiasDeclaration",
    "Case",
    "Decision",
    "ExternalLink",
    "GistRequest",
    "Involved",
    "KnownIssue",
    "LineWaiver",
    "MaterialItem",
    "Mitigation",
    "Note",
    "Reassessment",
    "Recommendation",
    "Representation",
    "Telling",
    "Wall",
]
