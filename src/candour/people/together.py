# SPDX-License-Identifier: MIT
"""Keys of several rows as one column beside another row, so that a question brings them along."""

from typing import Any
from uuid import UUID

from django.db.models import Aggregate, TextField


class Together(Aggregate):
    """Several keys as one text; both databases write them so that `UUID` reads them."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = "STRING_AGG(%(expressions)s::text, ',')"
        return self.as_sql(compiler, connection, template=template, **more)


def apart(together: str | None) -> frozenset[UUID]:
    """The keys of such a column; none where there were no rows."""
    return frozenset(UUID(one) for one in (together or "").split(",") if one)
