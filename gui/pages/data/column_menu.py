"""The menu of a column: what it is for, and how it is read."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from engine.data.choices import can_add_target, set_role, set_target, set_type, targets
from engine.data.table import Table
from engine.spec.data import DataSpec
from gui.translate import tr

#: Takes the changed spec and the name of the change for undo.
Change = Callable[[DataSpec, str], None]


def column_menu(parent: QWidget, spec: DataSpec, table: Table, name: str, change: Change) -> QMenu:
    """The menu; it deletes itself once it is closed."""
    menu = QMenu(parent)
    menu.setObjectName("dataColumnMenu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    column = next(column for column in spec.columns if column.name == name)
    roles = QActionGroup(menu)

    def add(
        group: QActionGroup,
        key: str,
        words: str,
        checked: bool,
        make: Callable[[], DataSpec],
        undo: str,
    ) -> None:
        action = menu.addAction(words)
        action.setObjectName(key)
        action.setCheckable(True)
        action.setChecked(checked)
        action.setActionGroup(group)
        action.triggered.connect(lambda _checked: change(make(), undo))

    role = tr("Change a column's role")
    add(
        roles,
        "columnFeature",
        tr("Feature: the network sees it"),
        column.role == "feature",
        lambda: set_role(spec, name, "feature"),
        role,
    )
    add(
        roles,
        "columnTarget",
        tr("Target: the network predicts it"),
        column.role == "target",
        lambda: set_target(spec, table, name),
        role,
    )
    if column.role != "target" and targets(spec) and can_add_target(spec, table, name):
        add(
            roles,
            "columnAddTarget",
            tr("One more target, beside the present one"),
            False,
            lambda: set_type(set_role(spec, name, "target"), name, "number"),
            role,
        )
    add(
        roles,
        "columnIgnore",
        tr("Ignore it"),
        column.role == "ignore",
        lambda: set_role(spec, name, "ignore"),
        role,
    )
    menu.addSeparator()
    types = QActionGroup(menu)
    add(
        types,
        "columnNumber",
        tr("Read as numbers"),
        column.type == "number",
        lambda: set_type(spec, name, "number"),
        tr("Change a column's type"),
    )
    add(
        types,
        "columnCategory",
        tr("Read as categories"),
        column.type == "category",
        lambda: set_type(spec, name, "category"),
        tr("Change a column's type"),
    )
    return menu
