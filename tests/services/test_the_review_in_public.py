# SPDX-License-Identifier: MIT
"""Figures of a closed review reach the public through two people, in bands that give no small number away."""

import csv
import io
import json
import shutil
import sqlite3
from contextlib import closing

import pytest
from county import county
from django.utils import timezone
from quarters import ReviewedQuarter
from reviewed import close

from candour.kernel.procedure import Refused
from candour.review.models import DipSample, ReviewItem
from candour.review.queries.summary import summary_of
from candour.review.rules.sampling import draw
from candour.review.services import reviewing
from candour.transparency.checks import of_one
from candour.transparency.models import ReleaseLine
from candour.transparency.queries.compared import compared
from candour.transparency.queries.sources import MEASURES
from candour.transparency.rules.scheme import last_finished
from candour.transparency.scheme import dataset_of, scheme_named
from candour.transparency.services import preparing, publishing
from candour.transparency.services.site_file import write_site

pytestmark = pytest.mark.django_db
CODE = "quarterly-reviews"


class Closed:
    def __init__(self):
        self.county = county()
        self.quarter = ReviewedQuarter(self.county)
        self.body = self.quarter.row.body
        self.dataset = dataset_of(self.body, CODE)
        self.span = last_finished(self.dataset, timezone.localdate())
        self.overseer = self.county.by("head.secretariat", "overseer")
        self.standards = self.county.by("head.psd", "reassessor")

    def close(self):
        matters = [f"GW-{n}" for n in range(40)]
        reviewing.draw_sample(
            self.quarter.row, "matters", matters, 4, sampling_seed="a/b/1", by=self.standards
        )
        close(self.county, self.quarter.row)

    def draft(self):
        return preparing.prepare(self.body, self.dataset, self.span, by=self.overseer)

    def published(self):
        release = preparing.propose(self.draft().pk, "", by=self.overseer)
        return publishing.publish(release.pk, by=self.standards)


@pytest.fixture
def review(settings, tmp_path):
    made = Closed()
    settings.PUBLISHED_FOLDER = tmp_path / "published"
    settings.LOG_FOLDER = tmp_path / "log"
    keys = tmp_path / "keys"
    shutil.copytree(settings.KEYS_FOLDER, keys, ignore=shutil.ignore_patterns("log-*"))
    settings.KEYS_FOLDER = keys
    return made


def rows_of(release):
    return [line.row for line in ReleaseLine.objects.filter(release=release).order_by("position")]


def test_a_review_that_is_not_closed_has_no_figures_to_publish(review):
    with pytest.raises(Refused, match="is not closed"):
        review.draft()


def test_the_figures_stand_in_bands_and_no_exact_number_leaves(review):
    review.close()
    exact = summary_of(review.body, review.span.first).counts
    assert set(exact) == set(MEASURES)
    assert exact["commitment_without_matter"] == 1
    rows = rows_of(review.draft())
    shown = {row["measure"]: (row["at_least"], row["at_most"]) for row in rows}
    assert shown["commitment_without_matter"] == shown["referred"] == (0, 4)
    for measure, count in exact.items():
        least, most = shown[measure]
        assert least % 5 == 0
        assert least <= count <= most == least + 4


def test_two_figures_in_one_band_read_alike_whatever_they_are(review):
    """Suppression by differencing: another exception changes nothing until a band is left."""
    review.close()
    before = rows_of(review.draft())
    item = ReviewItem.objects.filter(review=review.quarter.row).first()
    for number in range(3 - ReviewItem.objects.filter(klass=item.klass, gone=False).count()):
        item.pk, item.fingerprint = None, f"{number}"
        item._state.adding = True
        ReviewItem(
            review=item.review, event=item.event, klass=item.klass, trace=item.trace,
            fingerprint=f"another {number}", person=item.person, day=item.day, need=1.0,
            evidence="{}",
        ).save()  # fmt: skip
    preparing.drop(ReleaseLine.objects.first().release_id, by=review.overseer)
    after = rows_of(review.draft())
    assert after == before


def test_a_sample_is_published_with_its_start_value_so_that_it_can_be_drawn_again(review):
    review.close()
    rows = rows_of(review.draft())
    (sample,) = [row for row in rows if row["measure"] == "sample"]
    held = DipSample.objects.get(review=review.quarter.row)
    assert draw(held.population, sampling_seed=sample["sampling_seed"], size=4) == held.drawn


def test_one_person_alone_does_not_publish_a_review(review):
    review.close()
    release = preparing.propose(review.draft().pk, "", by=review.overseer)
    with pytest.raises(Refused):
        publishing.publish(release.pk, by=review.overseer)


def test_the_public_file_and_its_table_hold_the_bands_and_nothing_else_of_the_review(review):
    review.close()
    review.published()
    path = write_site(review.body, timezone.now())
    with closing(sqlite3.connect(path)) as file:
        rows = [json.loads(one) for (one,) in file.execute("SELECT shown FROM row")]
        ((table,),) = file.execute(
            "SELECT content FROM file WHERE dataset = ? AND format = 'csv' AND span = 'all'", [CODE]
        ).fetchall()
    whole = path.read_bytes()
    assert len(rows) == len(MEASURES) + 1
    assert {set(row) == {column.name for column in review.dataset.columns} for row in rows} == {
        True
    }
    listed = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
    assert [row["ref"] for row in listed] == [row["ref"] for row in rows]
    assert [row["at_least"] for row in listed] == [str(row["at_least"]) for row in rows]
    for secret in ("Racing Club", "Looked at by", "All looked at", "Ask for the request"):
        assert secret.encode() not in whole
    officer = review.county.people["deputy.chief"].full_name
    assert officer.encode() not in whole


def test_a_figure_that_changed_since_shows_when_published_is_held_against_held(review):
    review.close()
    review.published()
    today = timezone.localdate()
    assert compared(review.body, CODE, today).line.differences == ()
    ReviewItem.objects.filter(review=review.quarter.row).update(gone=True)
    row = review.quarter.row
    row.refresh_from_db()
    row.balance = {**row.balance, "commitments": 1_000}
    row.save(update_fields=["balance"])
    changed = compared(review.body, CODE, today).line.differences
    assert [one.gap.value for one in changed] == ["changed"]


def test_a_scheme_cannot_ask_a_review_for_what_it_does_not_give():
    scheme = scheme_named("police_force")
    reviews = scheme.dataset(CODE)
    column = reviews.columns[0].__class__(**{**vars(reviews.columns[0]), "source": "minutes"})
    wrong = reviews.__class__(**{**vars(reviews), "columns": (column,)})
    found = list(of_one(scheme.__class__((wrong,), scheme.codes)))
    assert [error.id for error in found] == ["transparency.E005"]
