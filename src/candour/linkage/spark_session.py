# SPDX-License-Identifier: MIT
"""Spark, where it is there: on this machine by itself, or on the cluster that `spark-submit` names."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from candour.linkage.runs import MEMORY_GB, Asked, Counts, Progress, room, silent
from candour.linkage.tables import Unreadable, open_table

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

OLDEST_JAVA = 17
SUBMITTED = "PYSPARK_GATEWAY_PORT"
"""Set where `spark-submit` started this program: Java runs, and the cluster is chosen."""
PIECE = 8_000_000
"""Bytes of the two files that one part of a join is for: small runs would else spend their time on parts."""
EVERYWHERE = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.execution.pythonUDF.arrow.enabled": "false",  # neither Arrow nor pandas is needed
    "spark.io.encryption.enabled": "true",  # what is spilled and shuffled holds names
}


def match(asked: Asked, progress: Progress = silent) -> Counts:
    """Match two files into a third."""
    problem = missing()
    if problem:
        raise Unreadable(problem)
    from candour.linkage import on_spark  # noqa: PLC0415 - Spark may not be here

    size = sum(open_table(path).path.stat().st_size for path in (asked.left, asked.right))
    progress("starting Spark", 0.0)
    with session(size) as spark:
        return on_spark.match(asked, spark, progress)


def missing() -> str:
    """What has to be installed first, as a sentence; nothing where Spark can start."""
    if find_spec("pyspark") is None:
        return (
            "Check that Spark is installed: it does not come with Candour. "
            'Install it with: pip install "candour[scale]"'
        )
    return "" if SUBMITTED in os.environ else _no_java()


def _no_java() -> str:
    home = os.environ.get("JAVA_HOME")
    program = shutil.which(str(Path(home) / "bin" / "java") if home else "java")
    if program is None:
        return (
            f"Check that Java {OLDEST_JAVA} or newer is installed: Spark needs it. "
            f"On Debian: apt install openjdk-{OLDEST_JAVA}-jre-headless"
        )
    said = subprocess.run(  # noqa: S603 - Java's own program, asked for its version
        [program, "-version"], check=False, capture_output=True, text=True
    )
    found = re.search(r'version "(\d+)', said.stderr + said.stdout)
    if found and int(found[1]) < OLDEST_JAVA:
        return f"Check the version of Java: Spark needs {OLDEST_JAVA} or newer, and {program} is {found[1]}."
    return ""


@contextmanager
def session(size: int = 0) -> "Iterator[SparkSession]":
    """A session that leaves nothing behind; on one machine it works in a folder that nobody else reads."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - the same

    # Workers run the Python that runs this, which knows our packages.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    parts = {"spark.sql.shuffle.partitions": str(max(os.cpu_count() or 1, size // PIECE))}
    with room() as folder:
        here = {} if SUBMITTED in os.environ else _here(folder)
        settings = {**EVERYWHERE, **parts, **here}
        builder = SparkSession.builder.appName("candour match")
        for name, value in settings.items():
            builder = builder.config(name, value)
        spark = builder.getOrCreate()
        try:
            yield spark
        finally:
            spark.stop()


def _here(folder: Path) -> dict[str, str]:
    """On this machine alone: nothing listens beyond it, and every file is in the folder."""
    return {
        "spark.master": f"local[{os.cpu_count() or 1}]",
        "spark.driver.memory": f"{MEMORY_GB}g",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.local.dir": str(folder),
        "spark.log.level": "ERROR",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
