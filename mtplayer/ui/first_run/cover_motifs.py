"""Covers that nobody made: a dozen shapes in a unit square, for the pages of the first run."""

import math
import random
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QRadialGradient,
)

Colors = Sequence[QColor]
Motif = Callable[[QPainter, Colors, random.Random], None]
_UNIT = QRectF(0, 0, 1, 1)
_NONE = Qt.PenStyle.NoPen
# How many windows of the city are lit.
LIT = 0.6


def _sun(painter: QPainter, colors: Colors, _chance: random.Random) -> None:
    sky = QLinearGradient(0, 0, 0, 1)
    sky.setColorAt(0, colors[4])
    sky.setColorAt(0.62, colors[3])
    painter.fillRect(_UNIT, sky)
    disc = QLinearGradient(0, 0.25, 0, 0.65)
    disc.setColorAt(0, colors[2])
    disc.setColorAt(1, colors[1])
    painter.setBrush(disc)
    painter.drawEllipse(QPointF(0.5, 0.45), 0.26, 0.26)
    painter.fillRect(QRectF(0, 0.62, 1, 0.38), colors[4])
    painter.setPen(QPen(colors[1], 0.006))
    for step in range(7):
        y = 0.62 + 0.38 * (step / 6) ** 2
        painter.drawLine(QPointF(0, y), QPointF(1, y))
    for step in range(-6, 7):
        painter.drawLine(QPointF(0.5 + step * 0.04, 0.62), QPointF(0.5 + step * 0.22, 1))


def _rings(painter: QPainter, colors: Colors, _chance: random.Random) -> None:
    painter.fillRect(_UNIT, colors[0])
    for number in range(9, 0, -1):
        radius = 0.048 * number
        painter.setBrush(colors[1 + number % 3])
        petals = 10 + 2 * (number % 3)
        path = QPainterPath()
        for step in range(petals * 2 + 1):
            angle = math.pi * step / petals
            reach = radius * (1 if step % 2 else 0.84)
            point = QPointF(0.5 + reach * math.cos(angle), 0.5 + reach * math.sin(angle))
            path.lineTo(point) if step else path.moveTo(point)
        painter.drawPath(path)


def _hills(painter: QPainter, colors: Colors, chance: random.Random) -> None:
    painter.fillRect(_UNIT, colors[0])
    painter.setBrush(colors[1])
    painter.drawEllipse(QPointF(0.66, 0.3), 0.12, 0.12)
    for layer, color in enumerate((colors[4], colors[3], colors[2])):
        base, phase = 0.52 + 0.15 * layer, chance.random() * 6
        points = [QPointF(0, 1)]
        for step in range(41):
            x = step / 40
            wave = math.sin(x * 5 + phase) + 0.5 * math.sin(x * 11 + phase * 2)
            points.append(QPointF(x, base + 0.06 * wave))
        points.append(QPointF(1, 1))
        painter.setBrush(color)
        painter.drawPolygon(QPolygonF(points))


def _night(painter: QPainter, colors: Colors, chance: random.Random) -> None:
    sky = QLinearGradient(0, 0, 0, 1)
    sky.setColorAt(0, colors[4])
    sky.setColorAt(1, colors[2])
    painter.fillRect(_UNIT, sky)
    painter.setBrush(colors[3])
    for _ in range(60):
        size = 0.002 + 0.004 * chance.random()
        painter.drawEllipse(QPointF(chance.random(), chance.random() * 0.7), size, size)
    painter.setBrush(colors[1])
    painter.drawPath(_crescent().translated(0.66, 0.3))
    painter.setBrush(colors[0])
    painter.drawEllipse(QPointF(0.4, 1.15), 0.8, 0.42)


def _crescent() -> QPainterPath:
    path = QPainterPath(QPointF(0.05, -0.12))
    path.arcTo(QRectF(-0.13, -0.13, 0.26, 0.26), 67, -222)
    path.arcTo(QRectF(-0.19, -0.17, 0.26, 0.26), 240, 118)
    path.closeSubpath()
    return path


def _flower(painter: QPainter, colors: Colors, _chance: random.Random) -> None:
    painter.fillRect(_UNIT, colors[0])
    for layer, color in enumerate((colors[4], colors[1], colors[2])):
        count, reach = 14 - 3 * layer, 0.24 - 0.06 * layer
        painter.setBrush(color)
        for step in range(count):
            painter.save()
            painter.translate(0.5, 0.5)
            painter.rotate(360 * step / count + 9 * layer)
            painter.drawEllipse(QPointF(reach, 0), reach * 0.72, 0.055 - 0.008 * layer)
            painter.restore()
    painter.setBrush(colors[3])
    painter.drawEllipse(QPointF(0.5, 0.5), 0.05, 0.05)


def _eclipse(painter: QPainter, colors: Colors, _chance: random.Random) -> None:
    painter.fillRect(_UNIT, colors[0])
    glow = QRadialGradient(QPointF(0.5, 0.5), 0.46)
    for at, color in ((0.5, colors[2]), (0.58, colors[1]), (0.75, colors[3]), (1, colors[0])):
        glow.setColorAt(at, color)
    painter.setBrush(glow)
    painter.drawEllipse(QPointF(0.5, 0.5), 0.46, 0.46)
    painter.setBrush(colors[0])
    painter.drawEllipse(QPointF(0.5, 0.5), 0.25, 0.25)
    painter.setBrush(colors[2])
    painter.drawEllipse(QPointF(0.66, 0.32), 0.022, 0.022)


def _bends(painter: QPainter, colors: Colors, _chance: random.Random) -> None:
    painter.fillRect(_UNIT, colors[0])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for step, color in enumerate((colors[1], colors[2], colors[3], colors[4])):
        inset = 0.12 * step
        path = QPainterPath(QPointF(-0.1, 0.42 + inset))
        path.lineTo(0.42, 0.42 + inset)
        path.arcTo(QRectF(0.22 - inset, -0.02 - inset, 0.44 + 2 * inset, 0.44 + 2 * inset), 270, 90)
        path.lineTo(0.66 + inset, -0.1)
        painter.setPen(QPen(color, 0.1))
        painter.drawPath(path)


def _aurora(painter: QPainter, colors: Colors, chance: random.Random) -> None:
    painter.fillRect(_UNIT, colors[0])
    for band, color in enumerate((colors[2], colors[1], colors[3])):
        phase = chance.random() * 3
        soft = QColor(color)
        soft.setAlphaF(0.1)
        painter.setPen(QPen(soft, 0.09))
        for veil in range(5):
            path = QPainterPath(QPointF(-0.1, 0.4))
            for step in range(25):
                x = step / 22
                bend = 0.13 * math.sin(3 * x + phase) + 0.032 * veil
                path.lineTo(x, 0.22 + 0.1 * band + bend)
            painter.drawPath(path)
    painter.setPen(_NONE)
    painter.setBrush(colors[4])
    peaks = [(0, 1), (0, 0.78), (0.2, 0.6), (0.36, 0.74), (0.6, 0.52), (0.82, 0.72), (1, 0.64)]
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in (*peaks, (1, 1))]))


def _city(painter: QPainter, colors: Colors, chance: random.Random) -> None:
    painter.fillRect(_UNIT, colors[0])
    painter.setBrush(colors[3])
    painter.drawEllipse(QPointF(0.72, 0.24), 0.1, 0.1)
    for number in range(6):
        high = 0.3 + 0.36 * chance.random()
        left = number / 6
        painter.fillRect(QRectF(left, 1 - high, 1 / 6, high), colors[(1, 2, 4)[number % 3]])
        for row in range(int(high / 0.1)):
            for column in range(2):
                if chance.random() < LIT:
                    x, y = left + 0.035 + 0.06 * column, 1 - high + 0.04 + 0.1 * row
                    painter.fillRect(QRectF(x, y, 0.035, 0.045), colors[3])


def _door(painter: QPainter, colors: Colors, _chance: random.Random) -> None:
    painter.fillRect(_UNIT, colors[0])
    for inset, color in ((0, colors[1]), (0.06, colors[4]), (0.12, colors[2])):
        path = QPainterPath(QPointF(0.24 + inset, 1))
        path.lineTo(0.24 + inset, 0.42)
        arch = QRectF(0.24 + inset, 0.16 + inset, 0.52 - 2 * inset, 0.52 - 2 * inset)
        path.arcTo(arch, 180, -180)
        path.lineTo(0.76 - inset, 1)
        painter.setBrush(color)
        painter.drawPath(path)
    painter.setBrush(colors[3])
    floor = [(0.36, 1), (0.64, 0.72), (0.64, 1)]
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in floor]))


def _forest(painter: QPainter, colors: Colors, chance: random.Random) -> None:
    painter.fillRect(_UNIT, colors[4])
    painter.setBrush(colors[2])
    painter.drawEllipse(QPointF(0.68, 0.26), 0.08, 0.08)
    for row, color in enumerate((colors[3], colors[0], colors[1])):
        painter.setBrush(color)
        for number in range(9):
            x = number / 8 + 0.05 * chance.random() - 0.03 + 0.06 * (row % 2)
            foot, wide = 0.68 + 0.17 * row, 0.07 + 0.01 * row
            high = 0.3 + 0.08 * chance.random()
            tree = [(x - wide, foot), (x, foot - high), (x + wide, foot)]
            painter.drawPolygon(QPolygonF([QPointF(*point) for point in tree]))
    painter.fillRect(QRectF(0, 0.98, 1, 0.02), colors[1])


def _moth(painter: QPainter, colors: Colors, _chance: random.Random) -> None:
    glow = QRadialGradient(QPointF(0.5, 0.5), 0.75)
    for at, color in ((0, colors[2]), (0.45, colors[1]), (0.8, colors[3]), (1, colors[4])):
        glow.setColorAt(at, color)
    painter.fillRect(_UNIT, glow)
    painter.setBrush(colors[2])
    for side in (-1, 1):
        painter.save()
        painter.translate(0.5, 0.5)
        painter.scale(side, 1)
        painter.rotate(-32)
        painter.drawEllipse(QPointF(0.17, 0), 0.17, 0.08)
        painter.rotate(62)
        painter.drawEllipse(QPointF(0.11, 0), 0.11, 0.055)
        painter.restore()
    painter.setBrush(colors[4])
    painter.drawEllipse(QPointF(0.5, 0.5), 0.022, 0.13)


MOTIFS: tuple[Motif, ...] = (
    _sun,
    _rings,
    _hills,
    _night,
    _flower,
    _eclipse,
    _bends,
    _aurora,
    _city,
    _door,
    _forest,
    _moth,
)


def motif(number: int, palettes: Sequence[Sequence[str]], pixels: int) -> QImage:
    """Paint one cover; the same number is the same picture. About 1 ms at 160 pixels."""
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(pixels, pixels)
    painter.setPen(_NONE)
    # The second dozen wears the colours of others.
    wears = number + 5 * (number // len(MOTIFS))
    colors = [QColor(name) for name in palettes[wears % len(palettes)]]
    MOTIFS[number % len(MOTIFS)](painter, colors, random.Random(number))  # noqa: S311 - a picture
    painter.end()
    return image
