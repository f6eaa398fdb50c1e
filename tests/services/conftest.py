import pytest

from tests.services.world import World, three


@pytest.fixture
def world(qtbot, tmp_path):
    world = World(tmp_path / "library.db", three())
    yield world
    world.close()
