"""What the page says before there are curves: how to get them, or what is being waited for."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.actions import ACTIONS
from gui.icons import icon_pixmap
from gui.run.controller import RunController
from gui.run.state import RunState
from gui.theme import theme
from gui.translate import tr

_ICON = 36


class Welcome(QWidget):
    """A friendly line in the middle of an empty page."""

    def __init__(self, controller: RunController) -> None:
        super().__init__()
        self.setObjectName("monitorWelcome")
        self._controller = controller
        self._picture = QLabel()
        self._line, self._more = QLabel(), QLabel()
        self._line.setObjectName("monitorWelcomeLine")
        self._more.setObjectName("monitorWelcomeMore")
        self._line.setProperty("role", "heading")
        self._more.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.setContentsMargins(24, 24, 24, 24)
        column.addStretch(1)
        for label in (self._picture, self._line, self._more):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(label is not self._picture)
            column.addWidget(label)
        column.addStretch(1)
        theme().changed.connect(self._paint)
        controller.state_changed.connect(self.show_words)
        controller.ready.connect(self.show_words)
        self._paint()
        self.show_words()

    def show_words(self, _change: object = None) -> None:
        """Sets the words for the state of now."""
        preparing = self._controller.state is RunState.PREPARING
        if preparing and self._controller.engine is None:
            self._line.setText(tr("Getting PyTorch ready…"))
        elif preparing:
            self._line.setText(tr("Building the network…"))
        else:
            self._line.setText(
                tr("Press Train ({key}) and watch loss, metrics and gradients move").format(
                    key=_train_key()
                )
            )
        self._more.setText(
            tr("The first curves appear with the first step.")
            if preparing
            else tr(
                "Here you will see the loss of every step and of validation, the metric of every "
                "epoch, the gradient that reaches each layer, and what it all means."
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        """Set the words again in a new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.show_words()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        """The page's size is not decided here."""
        return QSize(320, 240)

    def _paint(self) -> None:
        self._picture.setPixmap(icon_pixmap("chart-line", "muted", _ICON, self.devicePixelRatioF()))


def _train_key() -> str:
    shortcut = next(action.shortcut for action in ACTIONS if action.id == "train")
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
