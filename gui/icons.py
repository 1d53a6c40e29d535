"""Icons that follow the theme by themselves.

An icon's engine looks up its colour when it paints, so a change of theme needs only a repaint and
nobody sets an icon twice. The drawings are Lucide's; the licence lies beside them.
"""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from gui.theme import RESOURCES, theme

_ICONS = RESOURCES / "icons"
# Qt owns an engine that `clone` returns, but Python frees it unless it is kept here. Qt clones only
# when a shared icon is about to be edited, which nobody does in this program.
_clones: list["_ThemedEngine"] = []


class _ThemedEngine(QIconEngine):
    """Paints one Lucide drawing in the theme's colour for a role."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        target = QRectF(0, 0, side, side)
        target.moveCenter(QRectF(rect).center())
        _renderer(self._name, self._color(mode)).render(painter, target)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        """A pixmap of `size` logical pixels; since Qt 6.8 the scale is the engine's own to apply.

        Qt keeps it: while training, cards are painted several times a second.
        """
        key = f"{self._name} {self._color(mode)} {size.width()} {size.height()} {scale}"
        known = QPixmap()
        if QPixmapCache.find(key, known):
            return known
        pixmap = QPixmap(round(size.width() * scale), round(size.height() * scale))
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        QPixmapCache.insert(key, pixmap)
        return pixmap

    def clone(self) -> QIconEngine:
        twin = _ThemedEngine(self._name, self._role)
        _clones.append(twin)
        return twin

    def isNull(self) -> bool:
        return False

    def _color(self, mode: QIcon.Mode) -> str:
        return theme().color("disabled" if mode == QIcon.Mode.Disabled else self._role).name()


def icon(name: str, role: str = "text") -> QIcon:
    """The icon of that Lucide name in the colour of a role, in every theme and at every scale."""
    _source(name)
    theme().color(role)
    return QIcon(_ThemedEngine(name, role))


def icon_pixmap(name: str, role: str, size: int, scale: float = 1.0) -> QPixmap:
    """The same drawing as a picture of `size` logical pixels, for labels; draw again on a change."""
    return icon(name, role).pixmap(QSize(size, size), scale)


#: Drawn full, as players draw them; Lucide has outlines only.
_FILLED = frozenset({"play", "pause", "square", "step-forward"})


@cache
def _source(name: str) -> str:
    drawing = (_ICONS / f"{name}.svg").read_text(encoding="utf-8")
    return drawing.replace('fill="none"', 'fill="currentColor"') if name in _FILLED else drawing


@lru_cache(maxsize=256)
def _renderer(name: str, color: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))
