"""A bar chart as SVG, on a logarithmic scale, readable on a light and on a dark page."""

import math
from collections.abc import Mapping
from xml.sax.saxutils import escape

_WIDTH, _LABEL, _ROW, _BAR, _TOP, _FOOT = 800, 270, 34, 20, 56, 40
_AXIS = _WIDTH - _LABEL - 90

#: Colours come from the page's scheme; each is readable on the card that is drawn behind it.
_STYLE = """
  .card { fill: #ffffff; stroke: #d0d7de } text { fill: #1f2328; font: 14px system-ui, sans-serif }
  .title { font-weight: 600; font-size: 15px } .tick { fill: #59636e; font-size: 12px } .grid { stroke: #d8dee4 }
  .bar { fill: #8c959f } .own { fill: #0969da }
  @media (prefers-color-scheme: dark) {
    .card { fill: #0d1117; stroke: #3d444d } text { fill: #f0f6fc } .tick { fill: #9198a1 } .grid { stroke: #30363d }
    .bar { fill: #656c76 } .own { fill: #4493f8 }
  }
"""


def bars(title: str, unit: str, figures: Mapping[str, float], own: str) -> str:
    """A chart of one bar a figure, the longest first.

    Args:
        title: what it shows.
        unit: of the figures, which are above 0.
        figures: by label.
        own: the label of the bar that stands out.
    """
    ordered = sorted(figures.items(), key=lambda item: -item[1])
    low = 10.0 ** math.floor(math.log10(min(figures.values()) / 1.5))
    high = 10.0 ** math.ceil(math.log10(max(figures.values())))
    height = _TOP + _ROW * len(ordered) + _FOOT
    told = "; ".join(f"{name} {_short(figure)} {unit}" for name, figure in ordered)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
        ' role="img" aria-labelledby="title told">',
        f'<title id="title">{escape(title)}</title><desc id="told">{escape(told)}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect class="card" x="0.5" y="0.5" width="{_WIDTH - 1}" height="{height - 1}" rx="8"/>',
        f'<text class="title" x="20" y="32">{escape(title)}</text>',
    ]
    bottom = height - _FOOT
    for power in range(round(math.log10(low)), round(math.log10(high)) + 1):
        x = _LABEL + _place(10.0**power, low, high)
        lines += [
            f'<line class="grid" x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{bottom}"/>',
            f'<text class="tick" x="{x:.1f}" y="{bottom + 20}" text-anchor="middle">{_short(10.0**power)}</text>',
        ]
    lines.append(f'<text class="tick" x="{_WIDTH - 20}" y="{bottom + 20}" text-anchor="end">{escape(unit)}</text>')
    for row, (name, figure) in enumerate(ordered):
        y = _TOP + _ROW * row + (_ROW - _BAR) / 2
        width = max(_place(figure, low, high), 1.0)
        kind = "bar own" if name == own else "bar"
        lines += [
            f'<text x="{_LABEL - 12}" y="{y + 15:.1f}" text-anchor="end">{escape(name)}</text>',
            f'<rect class="{kind}" x="{_LABEL}" y="{y:.1f}" width="{width:.1f}" height="{_BAR}" rx="3"/>',
            f'<text x="{_LABEL + width + 8:.1f}" y="{y + 15:.1f}">{_short(figure)}</text>',
        ]
    return "\n".join([*lines, "</svg>", ""])


def _place(figure: float, low: float, high: float) -> float:
    """Where a figure stands on the axis, in pixels from its beginning."""
    return _AXIS * math.log(figure / low) / math.log(high / low)


def _short(figure: float) -> str:
    """A figure with three digits at most."""
    return f"{figure:.0f}" if figure >= 100 else f"{figure:.3g}"
