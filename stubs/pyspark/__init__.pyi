# SPDX-License-Identifier: MIT
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

_T = TypeVar("_T")
_U = TypeVar("_U")

class Broadcast(Generic[_T]):
    @property
    def value(self) -> _T: ...

class RDD(Generic[_T]):
    def flatMap(self, f: Callable[[_T], Iterable[_U]]) -> RDD[_U]: ...
    def mapPartitions(self, f: Callable[[Iterable[_T]], Iterable[_U]]) -> RDD[_U]: ...

class SparkContext:
    def parallelize(self, c: Iterable[_T], numSlices: int | None = None) -> RDD[_T]: ...
    def broadcast(self, value: _T) -> Broadcast[_T]: ...
