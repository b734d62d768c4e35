"""The chart: how fast each program reads, on a logarithmic scale, and how many of the phrases it reads right. SVG written
as text, so that the same figures give the same bytes; its colours follow the reader's, light or dark."""

import re
from html import escape
from math import log10

WIDTH, TOP, LINE, LEFT, BARS, MARKS = 900, 78, 30, 260, 400, 745
LOW, HIGH = -4, 3  # powers of ten, MB/s
STYLE = """
  text { font: 13px system-ui, "Segoe UI", "DejaVu Sans", Arial, sans-serif; fill: #1f2328 }
  .title { font-size: 16px; font-weight: 600 } .small { font-size: 11.5px; fill: #59636e } .end { text-anchor: end }
  .middle { text-anchor: middle } .ours { font-weight: 600 }
  .page { fill: #ffffff } .grid { stroke: #d1d9e0 } .bar { fill: #8c959f } .bar.mine { fill: #0969da }
  .right { fill: #1a7f37 } .part { fill: #bf8700 } .none { fill: #d1d9e0 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc } .small { fill: #9198a1 } .page { fill: #0d1117 } .grid { stroke: #3d444d }
    .bar { fill: #656c76 } .bar.mine { fill: #4493f8 } .right { fill: #3fb950 } .part { fill: #d29922 } .none { fill: #3d444d }
  }
"""


def scale(power):
    return BARS * (power - LOW) / (HIGH - LOW)


def draw(peers, results, marks, phrases):
    """The chart of what was measured, fastest first."""
    shown = [p for p in peers if p.id in results and not results[p.id]["skipped"]]
    shown.sort(key=lambda p: -float(results[p.id]["mb_per_s"]))
    height = TOP + LINE * len(shown) + 44
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}"',
        f' viewBox="0 0 {WIDTH} {height}" role="img">',
        "<title>Speed of extract and of other programs, and how many of a dozen phrases each reads</title>",
        f"<style>{STYLE}</style>",
        f'<rect class="page" width="{WIDTH}" height="{height}" rx="6"/>',
        '<text class="title" x="20" y="30">Italian news read on one core, megabytes a second</text>',
        '<text class="small" x="20" y="50">Logarithmic: each line is ten times the one before.</text>',
        f'<text class="small" x="{MARKS}" y="50">of {phrases} phrases</text>',
    ]
    bottom = TOP + LINE * len(shown)
    for power in range(LOW, HIGH + 1):
        x = LEFT + scale(power)
        out.append(f'<line class="grid" x1="{x:.1f}" y1="{TOP - 8}" x2="{x:.1f}" y2="{bottom}"/>')
        out.append(f'<text class="small middle" x="{x:.1f}" y="{bottom + 16}">{10.0**power:g}</text>')
    for at, peer in enumerate(shown):
        y, speed = TOP + LINE * at, float(results[peer.id]["mb_per_s"])
        mine = peer.registry == "here"
        name = escape(label(peer, results[peer.id]["version"]))
        out.append(f'<text class="end{" ours" if mine else ""}" x="{LEFT - 10}" y="{y + 11}">{name}</text>')
        out.append(f'<text class="small end" x="{LEFT - 10}" y="{y + 23}">{escape(peer.reads)}</text>')
        wide = max(2.0, scale(log10(speed)))
        kind = "bar mine" if mine else "bar"
        out.append(f'<rect class="{kind}" x="{LEFT}" y="{y + 2}" width="{wide:.1f}" height="16" rx="2"/>')
        out.append(f'<text x="{LEFT + wide + 6:.1f}" y="{y + 15}">{speed:g}</text>')
        said = [mark for (of, _), mark in marks.items() if of == peer.id]
        if not said:
            continue
        for box in range(phrases):
            right = said.count("✓")
            kind = "right" if box < right else "part" if box < right + said.count("~") else "none"
            half = 7 if kind == "part" else 0  # told by its shape, too
            out.append(
                f'<rect class="{kind}" x="{MARKS + 9 * box}" y="{y + 3 + half}" width="7" height="{14 - half}"/>'
            )
        out.append(f'<text class="small" x="{MARKS + 9 * phrases + 6}" y="{y + 15}">{said.count("✓")}</text>')
    y = bottom + 34
    machine = "; ".join(sorted({f"{results[p.id]['machine']}, {results[p.id]['measured']}" for p in shown}))
    for kind, high, x, text in (("right", 12, MARKS, "right"), ("part", 6, MARKS + 50, "in part")):
        out.append(f'<rect class="{kind}" x="{x}" y="{y - high + 1}" width="7" height="{high}"/>')
        out.append(f'<text class="small" x="{x + 11}" y="{y}">{text}</text>')
    out.append(f'<text class="small" x="20" y="{y}">{escape(machine)}</text>')
    return "\n".join([*out, "</svg>"]) + "\n"


def label(peer, version):
    """Its name, with its version unless the name has that of what is inside."""
    name = peer.name.replace("`", "")
    if peer.registry == "here" or re.search(r"\d\.\d", name):
        return name
    return f"{name.split(',')[0].split(' search')[0]} {version}"
