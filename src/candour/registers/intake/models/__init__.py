# SPDX-License-Identifier: MIT
"""The tables of what was imported."""

from candour.registers.intake.models.imports import (
    Import,
    ImportFile,
    ImportTable,
    NilReturn,
    RefusedRow,
    RememberedColumns,
    State,
)
from candour.registers.intake.models.people import (
    CardTransaction,
    Claim,
    ImportedGift,
    ImportedInterest,
    StaffListEntry,
    TrainingRecord,
)
from candour.registers.intake.models.questions import ClaimNote
from candour.registers.intake.models.rows import ImportedRow
from candour.registers.intake.models.spending import (
    Contract,
    OwnershipStatement,
    Payment,
    Supplier,
)

__all__ = [
    "MODELS",
    "CardTransaction",
    "Claim",
    "ClaimNote",
    "Contract",
    "Import",
    "ImportFile",
    "ImportTable",
    "ImportedGift",
    "ImportedInterest",
    "ImportedRow",
    "NilReturn",
    "OwnershipStatement",
    "Payment",
    "RefusedRow",
    "RememberedColumns",
    "StaffListEntry",
    "State",
    "Supplier",
    "TrainingRecord",
]
MODELS: dict[str, type[ImportedRow]] = {
    "gifts": ImportedGift,
    "interests": ImportedInterest,
    "claims": Claim,
    "card-transactions": CardTransaction,
    "training": TrainingRecord,
    "spend": Payment,
    "contracts": Contract,
    "suppliers": Supplier,
    "ownership": OwnershipStatement,
    "people": StaffListEntry,
}
"""The table of each kind."""
