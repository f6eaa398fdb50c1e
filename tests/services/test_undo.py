from mtplayer.services.undo import SESSION_STEPS

LIKED = "SELECT id FROM tracks WHERE liked_at IS NOT NULL ORDER BY id"


def like(world, qtbot, *ids):
    with qtbot.waitSignal(world.favorites.changed):
        world.favorites.set_liked(ids, liked=True)


def test_what_was_done_before_a_restart_can_be_taken_back(world, qtbot):
    like(world, qtbot, 1)
    like(world, qtbot, 2)
    world.restart()
    for expected in ([1], []):
        with qtbot.waitSignal(world.favorites.changed):
            world.undo.undo()
        assert world.column(LIKED) == expected
    world.restart()
    for expected in ([1], [1, 2]):
        with qtbot.waitSignal(world.favorites.changed):
            world.undo.redo()
        assert world.column(LIKED) == expected


def test_nothing_to_take_back_is_no_trouble(world, qtbot):
    world.undo.undo()
    world.undo.redo()
    world.undo.undo_operation(7)
    like(world, qtbot, 1)
    assert world.column(LIKED) == [1]


def test_one_operation_in_the_middle_is_taken_back_once(world, qtbot):
    offers = []
    world.undo.offered.connect(offers.append)
    like(world, qtbot, 1, 2)
    like(world, qtbot, 3)
    for _ in range(2):
        world.undo.undo_operation(offers[0].operation)
    qtbot.waitUntil(lambda: world.column(LIKED) == [3])
    qtbot.wait(50)
    assert world.column(LIKED) == [3]


def test_one_operation_of_an_earlier_session_is_taken_back_and_done_again(world, qtbot):
    offers = []
    world.undo.offered.connect(offers.append)
    like(world, qtbot, 1, 2)
    world.restart()
    like(world, qtbot, 3)
    operation = offers[0].operation
    for _ in range(2):
        world.undo.undo_operation(operation)
    qtbot.waitUntil(lambda: world.column(LIKED) == [3])
    for _ in range(2):
        world.undo.redo_operation(operation)
    qtbot.waitUntil(lambda: world.column(LIKED) == [1, 2, 3])
    qtbot.wait(50)
    assert world.column(LIKED) == [1, 2, 3]
    world.undo.undo()
    qtbot.waitUntil(lambda: world.column(LIKED) == [3])


def test_steps_of_the_session_and_logged_operations_share_one_order(world, qtbot):
    said = []
    like(world, qtbot, 1)
    world.undo.note_step(
        "Moved", lambda: said.append("undo"), lambda: said.append("redo"), offer=False
    )
    world.undo.undo()
    assert said == ["undo"]
    with qtbot.waitSignal(world.favorites.changed):
        world.undo.undo()
    assert world.column(LIKED) == []
    with qtbot.waitSignal(world.favorites.changed):
        world.undo.redo()
    world.undo.redo()
    assert said == ["undo", "redo"]


def test_a_new_step_makes_what_was_undone_final(world):
    said = []
    for name in ("a", "b"):
        world.undo.note_step(
            name,
            lambda n=name: said.append(f"-{n}"),
            lambda n=name: said.append(f"+{n}"),
            offer=False,
        )
    world.undo.undo()
    world.undo.note_step("c", lambda: said.append("-c"), lambda: said.append("+c"), offer=False)
    world.undo.undo()
    world.undo.undo()
    assert said == ["-b", "-c", "-a"]


def test_a_session_keeps_its_last_hundred_steps(world):
    said = []
    for number in range(SESSION_STEPS + 5):
        world.undo.note_step("x", lambda n=number: said.append(n), lambda: None, offer=False)
    for _ in range(SESSION_STEPS + 5):
        world.undo.undo()
    assert said == list(range(SESSION_STEPS + 4, 4, -1))
