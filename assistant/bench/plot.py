"""Recall, retention and drift over nights with all arms, as one SVG that any browser shows. No library needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log10
from typing import Any
from xml.sax.saxutils import escape

Row = Mapping[str, Any]

ORDER = ("product", "expert", "forced", "unrouted", "notes", "context", "finetune", "base")
COLOURS = {
    "product": "#0072b2",
    "expert": "#009e73",
    "forced": "#56b4e9",
    "unrouted": "#999933",
    "notes": "#cc79a7",
    "context": "#e69f00",
    "finetune": "#d55e00",
    "base": "#7f7f7f",
}
"""Okabe and Ito's palette: told apart by colour-blind readers too."""
OURS = frozenset({"product", "expert"})
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 450, 300, 46, 116, 46, 40
LABEL_HEIGHT = 13
STYLE = """
svg{font:12px system-ui,-apple-system,"Segoe UI",sans-serif;background:#fff;color:#222}
text{fill:currentColor}.quiet{fill:#777}.title{font-size:14px;font-weight:600}
.grid{stroke:#8884;stroke-width:1}.line{fill:none;stroke-width:2;stroke-linejoin:round}.ours{stroke-width:3}
.band{opacity:.13;stroke:none}
@media(prefers-color-scheme:dark){svg{background:#16181d;color:#e6e6e6}.quiet{fill:#9a9a9a}}
"""


@dataclass(frozen=True, slots=True)
class Point:
    """One night of one arm; `low` and `high` are the 95 % interval where there is one."""

    night: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Panel:
    """One measure over nights: a curve an arm, values from 0 to `top`."""

    title: str
    subtitle: str
    curves: dict[str, list[Point]]
    top: float
    places: int


def picture(rows: Sequence[Row]) -> str:
    """The SVG of a recall table. One night is drawn as points with their intervals, several as curves."""
    panels = [
        _panel("Recall", "share of questions answered right", rows, "recall", 1.0, 1),
        _panel("Retention", "what was told before the first night, asked again", rows, "retention", 1.0, 1),
        _panel("Drift", "nats per token on neutral prompts; lower is better", rows, "drift", None, 0),
    ]
    shown = [panel for panel in panels if panel.curves]
    nights = sorted({int(row["night"]) for row in rows})
    body = "".join(
        f'<g transform="translate({index * WIDTH} 0)">{_drawn(panel, nights)}</g>' for index, panel in enumerate(shown)
    )
    width = WIDTH * max(len(shown), 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}" '
        f'role="img" aria-label="Recall, retention and drift over nights by arm"><style>{STYLE}</style>{body}</svg>\n'
    )


def _panel(title: str, subtitle: str, rows: Sequence[Row], key: str, top: float | None, places: int) -> Panel:
    curves: dict[str, list[Point]] = {}
    for arm in sorted({str(row["arm"]) for row in rows}, key=_place):
        points = [_point(row, row[key]) for row in rows if row["arm"] == arm and row.get(key) is not None]
        if points:
            curves[arm] = sorted(points, key=lambda point: point.night)
    highest = max((point.high for points in curves.values() for point in points), default=0.0)
    limit = top or _round_up(highest)
    return Panel(title, subtitle, curves, limit, places or max(0, 1 - int(log10(limit) // 1)))


def _place(arm: str) -> tuple[int, str]:
    return (ORDER.index(arm) if arm in ORDER else len(ORDER), arm)


def _point(row: Row, value: Any) -> Point:
    if isinstance(value, Mapping):
        return Point(row["night"], value["value"], value["ci95"][0], value["ci95"][1])
    return Point(row["night"], value, value, value)


def _round_up(value: float) -> float:
    """The next of 1, 2, 5, 10 times a power of ten; 0.01 for nothing at all."""
    if value <= 0:
        return 0.01
    unit = 10.0 ** (ceil(log10(value)) - 1)
    return next(step * unit for step in (1, 2, 5, 10) if step * unit >= value * 0.999)


def _drawn(panel: Panel, nights: Sequence[int]) -> str:
    first, last = nights[0], nights[-1]
    span = max(last - first, 1)
    right, floor = WIDTH - RIGHT, HEIGHT - BOTTOM
    # Arms of a single night stand side by side, so that their intervals can be told apart.
    alone = {arm: (index + 0.5) / len(panel.curves) for index, arm in enumerate(panel.curves)}

    def x(night: int, arm: str) -> float:
        share = alone[arm] if first == last else (night - first) / span
        return LEFT + share * (right - LEFT)

    def y(value: float) -> float:
        return floor - min(value / panel.top, 1.0) * (floor - TOP)

    parts = [f'<text class="title" x="{LEFT}" y="18">{escape(panel.title)}</text>']
    parts.append(f'<text class="quiet" x="{LEFT}" y="34">{escape(panel.subtitle)}</text>')
    for tick in range(6):
        value = panel.top * tick / 5
        parts.append(f'<path class="grid" d="M{LEFT} {y(value):.1f}H{right}"/>')
        parts.append(
            f'<text class="quiet" text-anchor="end" x="{LEFT - 6}" y="{y(value) + 4:.1f}">'
            f"{value:.{panel.places}f}</text>"
        )
    for night in nights if first != last else ():
        where = LEFT + (night - first) / span * (right - LEFT)
        parts.append(f'<text class="quiet" text-anchor="middle" x="{where:.1f}" y="{floor + 16}">{night}</text>')
    under = "night" if first != last else f"night {first}"
    parts.append(
        f'<text class="quiet" text-anchor="middle" x="{(LEFT + right) / 2:.1f}" y="{floor + 31}">{under}</text>'
    )
    for arm in reversed(panel.curves):
        parts.append(_curve(arm, [(x(p.night, arm), y(p.value), y(p.low), y(p.high)) for p in panel.curves[arm]]))
    ends = {arm: y(points[-1].value) for arm, points in panel.curves.items()}
    for arm, height in _spread(ends, TOP, floor).items():
        weight = ' font-weight="600"' if arm in OURS else ""
        value = panel.curves[arm][-1].value
        shown = f"{value:.2f}" if panel.top == 1.0 else f"{value:.3g}"
        parts.append(
            f'<text x="{right + 8}" y="{height + 4:.1f}" style="fill:{_colour(arm)}"{weight}>'
            f"{escape(arm)} {shown}</text>"
        )
    return "".join(parts)


def _curve(arm: str, points: Sequence[tuple[float, float, float, float]]) -> str:
    colour, ours = _colour(arm), " ours" if arm in OURS else ""
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y, _, _ in points)
    if len(points) == 1:
        x, _, low, high = points[0]
        return f'<path class="line{ours}" stroke="{colour}" d="M{x:.1f} {low:.1f}V{high:.1f}"/>{dots}'
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _, _ in points)
    edge = [f"{x:.1f},{low:.1f}" for x, _, low, _ in points] + [f"{x:.1f},{high:.1f}" for x, _, _, high in points[::-1]]
    band = f'<polygon class="band" fill="{colour}" points="{" ".join(edge)}"/>' if ours else ""
    return f'{band}<polyline class="line{ours}" stroke="{colour}" points="{line}"/>{dots}'


def _colour(arm: str) -> str:
    return COLOURS.get(arm, "#7f7f7f")


def _spread(ends: Mapping[str, float], top: float, floor: float) -> dict[str, float]:
    """Heights of the labels: as near to the ends of their curves as they can be without touching."""
    placed: dict[str, float] = {}
    height = top - LABEL_HEIGHT
    for arm, end in sorted(ends.items(), key=lambda item: item[1]):
        height = max(end, height + LABEL_HEIGHT)
        placed[arm] = height
    over = max(0.0, height - floor)
    limit = floor
    for arm in reversed(list(placed)):
        if over:
            placed[arm] = min(placed[arm], limit)
            limit = placed[arm] - LABEL_HEIGHT
    return placed
