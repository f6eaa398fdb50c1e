import pytest

from tests.services.stage import Stage
from tests.services.world import World, three


@pytest.fixture
def world(qtbot, tmp_path):
    world = World(tmp_path / "library.db", three())
    yield world
    world.close()


@pytest.fixture
def make(qtbot, tmp_path):
    stages = []

    def build(**named):
        folder = tmp_path / str(len(stages))
        folder.mkdir()
        stages.append(Stage(folder, qtbot, **named))
        return stages[-1]

    yield build
    for stage in stages:
        stage.close()


@pytest.fixture
def stage(make):
    return make()
