# SPDX-License-Identifier: MIT
"""Lists go by the day on which an entry was sent; late entries and open turns have short indexes.

The indexes are exchanged in one step: as eighty they would cost every new installation seconds.
"""

from django.db import migrations, models
from django.db.models import Q

REGISTERS = (
    "businessinterest", "externalmembership", "familiarity", "giftorhospitality", "mediacontact",
    "meetingdeclaration", "notifiableassociation", "socialmediaincident", "sponsorship",
)  # fmt: skip
WITH = {"newest": (), "state": ("state",), "person": ("person",), "sender": ("entered_by",)}
COUNTS = Q(superseded_at=None)
TURN = ("waits_for", "body", "due_on")


def newest_first(register, *order):
    return [
        models.Index(fields=[*first, *order], name=f"{register}_{name}", condition=COUNTS)
        for name, first in WITH.items()
    ]


def before():
    for register in REGISTERS:
        for index in newest_first(register, "-declared_at", "-id"):
            yield register, index
    yield "listing", models.Index(fields=TURN, name="listing_by_turn")


def after():
    order = ("-declared_on", "-declared_at", "-id")
    for register in REGISTERS:
        for index in newest_first(register, *order):
            yield register, index
        late = COUNTS & ~Q(why_late="")
        yield register, models.Index(fields=order, name=f"{register}_late", condition=late)
    open_ = ~Q(waits_for="")
    yield "listing", models.Index(fields=TURN, name="listing_by_turn", condition=open_)


def exchange(old, new):
    def work(apps, schema_editor):
        for name, index in old():
            schema_editor.remove_index(apps.get_model("registers", name), index)
        for name, index in new():
            schema_editor.add_index(apps.get_model("registers", name), index)

    return work


class Exchange(migrations.RunPython):
    """What the models are known to have changes with the tables, all in one step."""

    def state_forwards(self, app_label, state):
        gone = {index.name for _name, index in before()}
        for name in (*REGISTERS, "listing"):
            options = state.models[app_label, name].options
            kept = [index for index in options["indexes"] if index.name not in gone]
            options["indexes"] = [*kept, *(index for of, index in after() if of == name)]
        state.reload_models({(app_label, name) for name in (*REGISTERS, "listing")})


class Migration(migrations.Migration):
    dependencies = [("registers", "0008_promises")]
    operations = [Exchange(exchange(before, after), exchange(after, before), elidable=False)]
