# SPDX-License-Identifier: MIT
import pytest

from candour.ledger.rules.tiles import Tile, path, tiles_of


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "tile/0/000"),
        (5, "tile/0/005"),
        (999, "tile/0/999"),
        (1000, "tile/0/x001/000"),
        (1234067, "tile/0/x001/x234/067"),
    ],
)
def test_numbers_become_groups_of_three(number, expected):
    assert path(0, number) == expected


def test_a_partial_tile_says_its_width():
    assert path(2, 5, 17) == "tile/2/005.p/17"
    assert path("entries", 273, 112) == "tile/entries/273.p/112"


def test_the_worked_size_256():
    assert list(tiles_of(256)) == [Tile(0, 0, 256), Tile(1, 0, 1)]


def test_the_worked_size_70000():
    tiles = list(tiles_of(70_000))
    assert tiles[:273] == [Tile(0, number, 256) for number in range(273)]
    assert tiles[273:] == [Tile(0, 273, 112), Tile(1, 0, 256), Tile(1, 1, 17), Tile(2, 0, 1)]


def test_an_empty_log_has_no_tiles():
    assert list(tiles_of(0)) == []


@pytest.mark.parametrize("size", [1, 255, 257, 65_535, 65_536, 65_537, 100_000])
def test_the_width_of_the_last_tile_follows_the_size(size):
    for level in range(4):
        partial = [
            tile.width for tile in tiles_of(size) if tile.level == level and not tile.is_full
        ]
        width = (size // 256**level) % 256
        assert partial == ([width] if width else [])


@pytest.mark.parametrize(("before", "now"), [(0, 300), (255, 256), (300, 70_000), (700, 700)])
def test_tiles_that_were_full_before_are_not_named_again(before, now):
    full_before = {tile for tile in tiles_of(before) if tile.is_full}
    assert set(tiles_of(now, after=before)) == set(tiles_of(now)) - full_before


def test_where_a_tile_begins():
    assert Tile(0, 3, 256).first_leaf == 768
    assert Tile(1, 1, 17).first_leaf == 65_536
