"""The peers, from peers.csv: what they are called, what they read, where they come from, and how their worker is started."""

import csv, pathlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Peer:
    id: str
    name: str  # as the tables show it
    reads: str
    registry: str  # PyPI, npm, crate, or here
    package: str
    version: str
    column: str  # its name over the phrases; empty for what reads neither figures nor dates
    judge: str  # the function of judge.py that understands its answers
    worker: str  # the function of workers/python.py, or the word to workers/crates
    more: str  # other packages it needs, pinned
    needs: str  # programs of the machine
    pip: str  # options of its own for pip
    left_out: str  # why it is not tried


with open(pathlib.Path(__file__).with_name("peers.csv"), encoding="utf-8", newline="") as rows:
    ALL = [Peer(**row) for row in csv.DictReader(rows)]
PEERS = [peer for peer in ALL if not peer.left_out]
LEFT_OUT = [peer for peer in ALL if peer.left_out]
