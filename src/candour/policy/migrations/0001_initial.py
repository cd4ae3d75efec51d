# SPDX-License-Identifier: MIT
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PolicyDocument",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("slug", models.SlugField(max_length=60)),
                ("title", models.CharField(max_length=200)),
                ("owning_department", models.CharField(max_length=120)),
                ("stream", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                    ),
                ),
                (
                    "owner_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.post",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="policy.policydocument",
                    ),
                ),
                (
                    "sponsor_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.post",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PolicyVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("adopted", "adopted"),
                            ("discarded", "discarded"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("edition", models.PositiveIntegerField(default=1)),
                ("changes", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("pack_text", models.TextField(blank=True)),
                ("references", models.JSONField(blank=True, default=list)),
                (
                    "risk_rating",
                    models.CharField(
                        blank=True,
                        choices=[("low", "low"), ("medium", "medium"), ("high", "high")],
                        max_length=10,
                    ),
                ),
                ("equality_impact", models.TextField(blank=True)),
                ("commences_on", models.DateField(blank=True, null=True)),
                ("review_on", models.DateField(blank=True, null=True)),
                ("approved_by", models.CharField(blank=True, max_length=200)),
                ("approval_reference", models.CharField(blank=True, max_length=200)),
                ("approved_on", models.DateField(blank=True, null=True)),
                ("adopted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "adopted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="policy.policydocument",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="PolicyReview",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reviewed_on", models.DateField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[("keep", "keep"), ("change", "change")], max_length=10
                    ),
                ),
                ("findings", models.TextField()),
                ("equality_findings", models.TextField()),
                ("next_review_on", models.DateField()),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="policy.policyversion",
                    ),
                ),
            ],
            options={
                "ordering": ["reviewed_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="PolicyConsultation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("consultee", models.CharField(max_length=200)),
                ("staff_body", models.BooleanField(default=False)),
                ("asked_on", models.DateField()),
                ("reply_by", models.DateField()),
                ("replied_on", models.DateField(blank=True, null=True)),
                ("reply", models.TextField(blank=True)),
                ("answer", models.TextField(blank=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="policy.policyversion",
                    ),
                ),
            ],
            options={
                "ordering": ["asked_on", "consultee"],
            },
        ),
        migrations.AddConstraint(
            model_name="policydocument",
            constraint=models.UniqueConstraint(
                fields=("body", "slug"), name="one_document_for_a_slug"
            ),
        ),
        migrations.AddConstraint(
            model_name="policydocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("id")), _negated=True),
                name="a_document_is_not_its_own_parent",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.UniqueConstraint(
                fields=("document", "number"), name="one_version_for_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stage", "draft")),
                fields=("document",),
                name="one_draft_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stage", "adopted")),
                fields=("document", "commences_on"),
                name="one_version_comes_into_force_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage", "adopted"), _negated=True),
                    models.Q(
                        models.Q(("risk_rating", ""), _negated=True),
                        models.Q(("equality_impact", ""), _negated=True),
                        models.Q(("approved_by", ""), _negated=True),
                        ("approved_on__isnull", False),
                        ("commences_on__isnull", False),
                        ("review_on__isnull", False),
                        ("review_on__gt", models.F("commences_on")),
                        ("adopted_by__isnull", False),
                        ("adopted_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="an_adopted_version_is_complete",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyreview",
            constraint=models.CheckConstraint(
                condition=models.Q(("next_review_on__gt", models.F("reviewed_on"))),
                name="the_next_review_is_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyconsultation",
            constraint=models.UniqueConstraint(
                fields=("version", "consultee"), name="a_consultee_is_asked_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="policyconsultation",
            constraint=models.CheckConstraint(
                condition=models.Q(("reply_by__gt", models.F("asked_on"))),
                name="a_consultee_has_time_to_reply",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyconsultation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("replied_on__isnull", True), ("reply", "")),
                    models.Q(
                        ("replied_on__gte", models.F("asked_on")),
                        ("replied_on__isnull", False),
                        models.Q(("reply", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_reply_has_a_day_and_a_text",
            ),
        ),
    ]
