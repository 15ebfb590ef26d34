#!/usr/bin/env python3
"""Random and adversarial documents in every format, with faults injected; every document must be accounted for once.

    python scripts/soak.py                      # ten minutes
    python scripts/soak.py --seconds 10         # the short form
    python scripts/soak.py --seed 7 --rounds 1  # one round again, as a failure names it

A round makes a directory of inputs, runs `cleaner clean` on it with random options, while something goes wrong, and
reads the results with other programs than cleaner's own readers. A document is cleaned (it is in an output once, and
is what cleaning it alone gives), failed (it is in the file of errors once, or its file is, with a reason), or untouched
(its output was never written, and a message says why). Nothing else may be left behind, and no input may be changed,
unless it is in place (`-i`): then a file is what it was, byte by byte, or has each of its documents at its place, the
cleaned ones cleaned and all else as it was.
"""

import argparse
import csv
import ctypes
import gzip
import io
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from cleaner import Cleaner, parse

CLEAN = Cleaner("text")

WORDS = (
    "the ferry left harbour noon café “council” minister said &amp; plan naÃ¯ve 東京 новости שלום  \u200bwould".split(
        " "
    )
)

#: Texts that programs stumble over.
ODD: list[Callable[[random.Random], str]] = [
    lambda _: "",
    lambda r: " \n\t\r\n " * r.randint(1, 50),
    lambda r: "x" * r.choice([1, 4096, 50_000]),
    lambda r: "Read more: the same line.\n" * r.choice([2, 500]),
    lambda r: "\r".join(words(r, 5) for _ in range(20)),
    lambda r: "&amp;" * r.randint(1, 500),
    lambda r: "Ã©Ã¨â€™" * r.randint(1, 200),
    lambda r: "\ufeff" + words(r, 5) + "\u2028\u2029\x0b\x0c\x85" + words(r, 5),
    lambda r: "\u202e\u200f" * r.randint(1, 50) + "a\u0300" * r.randint(1, 500),
    lambda r: "\"'\\,;\t|{}[]" * r.randint(1, 50),
    lambda r: "".join(chr(r.choice([*range(1, 0xD800), *range(0xE000, 0x110000, 97)])) for _ in range(60)),
    lambda r: "\U0001f600" * r.randint(1, 200),
]


def words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(count))


def text_of(chance: random.Random) -> str:
    if chance.random() < 0.2:
        return chance.choice(ODD)(chance)
    return (
        "\n\n".join(words(chance, chance.randint(3, 60)).capitalize() + "." for _ in range(chance.randint(1, 12)))
        + "\n"
    )


class Inputs:
    """A directory of inputs.

    Attributes:
        texts: what each document says.
        files: the documents of each file, by its path in the directory.
        bad: documents that cannot be read.
        damaged: files that cannot be read to their ends.
    """

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder = folder
        self._chance = chance
        self.texts: dict[str, str] = {}
        self.files: dict[str, list[str]] = {}
        self.bad: set[str] = set()
        self.damaged: set[str] = set()
        folder.mkdir()
        for number in range(chance.randint(1, 10)):
            suffix = chance.choice([".txt", ".txt.gz", ".jsonl", ".jsonl.gz", ".jsonl.zst", ".csv", ".tsv", ".parquet"])
            name = f"{chance.choice(['', 'a/', 'a/b/'])}{number}{suffix}"
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            self.files[name] = []
            kind = suffix.split(".")[1]
            data = getattr(self, f"_{kind}")(name)
            if chance.random() < 0.1 and kind != "txt":
                data = self._damage(name, data)
            elif suffix.endswith(".gz"):
                data = gzip.compress(data)
            elif suffix.endswith(".zst"):
                data = zstandard.ZstdCompressor().compress(data)
            (folder / name).write_bytes(data)

    def _document(self, name: str, identity: str, text: str | None = None) -> str:
        text = text_of(self._chance) if text is None else text
        self.texts[identity] = text
        self.files[name].append(identity)
        return text

    def _txt(self, name: str) -> bytes:
        if self._chance.random() < 0.1:
            self.bad.add(name)
            self._document(name, name, "not valid")
            return self._chance.choice([b"caf\xe9 noon", b"no\0on"])
        return self._document(name, name).encode()

    def _records(self, name: str) -> Iterator[dict[str, Any]]:
        for number in range(self._chance.choice([0, 1, 30, 200])):
            identity = f"{name}#{number}"
            yield {"id": identity, "text": self._document(name, identity), "n": number, "x": 'é, "\n'}

    def _jsonl(self, name: str) -> bytes:
        lines = []
        for record in self._records(name):
            fate = self._chance.random()
            if fate < 0.02:
                self.bad.add(record["id"])
                lines.append(f'{{"id": "{record["id"]}", "text": "half')
            elif fate < 0.04:
                self.bad.add(record["id"])
                lines.append(json.dumps({"id": record["id"], "text": self._chance.choice([5, ["x"], {}])}))
            else:
                lines.append(json.dumps(record, ensure_ascii=self._chance.random() < 0.5))
            if self._chance.random() < 0.02:
                lines.append("  ")
        return "\n".join(lines).encode() + b"\n" * self._chance.randint(0, 1)

    def _csv(self, name: str, delimiter: str = ",") -> bytes:
        out = io.StringIO(newline="")
        table = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
        table.writerow(["id", "text", "n", "x"])
        for record in self._records(name):
            if self._chance.random() < 0.02:
                self.bad.add(record["id"])
                table.writerow([record["id"], "one cell too few", "1"])
            else:
                table.writerow(record.values())
        return out.getvalue().encode()

    def _tsv(self, name: str) -> bytes:
        return self._csv(name, "\t")

    def _parquet(self, name: str) -> bytes:
        out = io.BytesIO()
        schema = pa.schema([("id", pa.string()), ("text", pa.string()), ("n", pa.int64()), ("x", pa.string())])
        rows = pa.Table.from_pylist(list(self._records(name)), schema)
        pq.write_table(rows, out, row_group_size=64, compression="snappy", write_page_checksum=True)
        return out.getvalue()

    def _damage(self, name: str, data: bytes) -> bytes:
        """Cut a file off, or bend a page of it."""
        self.damaged.add(name)
        if name.endswith((".gz", ".zst")):
            packed = gzip.compress(data) if name.endswith(".gz") else zstandard.ZstdCompressor().compress(data)
            return packed[: self._chance.randint(len(packed) // 2, max(1, len(packed) - 4))]
        if name.endswith(".parquet"):
            start = self._chance.randint(4, max(4, len(data) // 3))
            return data[:start] + bytes(byte ^ 0xFF for byte in data[start : start + 200]) + data[start + 200 :]
        self.damaged.discard(name)
        return data


class Case(NamedTuple):
    """How a round goes.

    Attributes:
        options: of the command.
        output: the name of what is written; "" in place.
        fault: what goes wrong from outside.
    """

    options: list[str]
    output: str
    fault: str


FAULTS = ("nothing", "nothing", "full disk", "no permission", "killed worker", "killed", "interrupt")


def case_of(chance: random.Random) -> Case:
    output, more = chance.choice(
        [
            ("out/", []),
            ("out/", ["--format", "jsonl"]),
            ("out.jsonl", []),
            ("out.jsonl.gz", []),
            ("out.jsonl.zst", []),
            ("out.csv", []),
            ("out.parquet", []),
            ("out/", ["--shard-size", chance.choice(["50", "100KB"])]),
            ("", []),
            ("", []),
        ]
    )
    where = ["-o", output] if output else ["-i"]
    options = [*where, *more, "--errors-to", "errors.jsonl", "-j", chance.choice(["1", "2"]), "--preset", "text"]
    if chance.random() < 0.3:
        options += ["--timeout", "30"]
    fault = chance.choice(FAULTS)
    if output and (fault == "killed" or chance.random() < 0.3):
        options.append("--resume")
    if chance.random() < 0.5:
        options += ["--report", "ledger.jsonl.gz"]
    return Case([*options, "--isolated", "-q"], output, fault)


def run(folder: Path, case: Case, chance: random.Random) -> tuple[int, str]:
    """Run the command while something goes wrong; its status and its messages."""
    limit = chance.choice([2_000, 60_000, 400_000])
    messages = ""
    for _ in range(5):
        command = command_of(folder, case)
        before = (lambda: prepare(case.fault, limit)) if case.fault in ("full disk", "no permission") else None
        with (folder / "messages").open("w+") as stderr:
            process = subprocess.Popen(command, cwd=folder, stderr=stderr, preexec_fn=before, start_new_session=True)
            disturb(process, case.fault, chance)
            status = process.wait(120)
            stderr.seek(0)
            messages += stderr.read()
        (folder / "messages").unlink()
        if status == -signal.SIGINT:
            # Before the program has begun and after it has ended, an interrupt ends the interpreter.
            status = 130
        if status != -signal.SIGKILL:
            break
    else:
        command = command_of(folder, case)
        status = subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=False).returncode
    return status, messages


def command_of(folder: Path, case: Case) -> list[str]:
    """The command, with another ledger if one is there: in place, no run writes over what restores the one before."""
    options = case.options
    if not case.output:
        ledgers = len(list(folder.glob("ledger*")))
        options = [f"ledger{ledgers}.jsonl.gz" if o == "ledger.jsonl.gz" and ledgers else o for o in options]
    return [sys.executable, "-m", "cleaner", "clean", "raw", *options]


def prepare(fault: str, limit: int) -> None:
    if fault == "full disk":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    elif os.geteuid() == 0:
        # File modes count for root too, without these capabilities.
        for capability in (1, 2):
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)


def disturb(process: "subprocess.Popen[bytes]", fault: str, chance: random.Random) -> None:
    if fault not in ("killed worker", "killed", "interrupt"):
        return
    time.sleep(chance.uniform(0.1, 0.9))
    if process.poll() is not None:
        return
    if fault == "killed":
        process.kill()
    elif fault == "interrupt":
        os.killpg(process.pid, signal.SIGINT)
    else:
        for _ in range(3):
            try:
                children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
                os.kill(int(chance.choice(children)), signal.SIGKILL)
            except (OSError, IndexError):
                return
            time.sleep(0.05)


def packed(path: Path, data: bytes) -> bytes:
    """What is in the bytes of a file of this name."""
    if path.name.endswith(".gz"):
        return gzip.decompress(data)
    if path.name.endswith(".zst"):
        with zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True) as stream:
            return stream.read()
    return data


def documents(path: Path, name: str) -> Iterator[tuple[str, str]]:
    """Names and texts of the documents of an output, read by other programs."""
    if ".txt" in name:
        yield name, packed(path, path.read_bytes()).decode()
    elif name.endswith(".parquet"):
        yield from ((row["id"], row["text"]) for row in pq.read_table(path).to_pylist())
    elif ".jsonl" in name:
        for line in packed(path, path.read_bytes()).decode().split("\n"):
            if line.strip():
                record = json.loads(line)
                yield record["id"], record["text"]
    else:
        delimiter = "\t" if ".tsv" in name else ","
        csv.field_size_limit(2**30)
        table = csv.DictReader(io.StringIO(packed(path, path.read_bytes()).decode(), newline=""), delimiter=delimiter)
        yield from ((row["id"], row["text"]) for row in table)


def hidden(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in folder.rglob("*") if path.name.startswith(".")]


class Told(NamedTuple):
    """What a run says.

    Attributes:
        status: its exit status.
        text: its messages, and what the file of errors says of files.
        failed: how often each document is in the file of errors.
    """

    status: int
    text: str
    failed: Counter[str]

    def lost(self, inputs: Inputs, name: str, identity: str) -> str:
        """What became of a document that is neither cleaned nor failed: that must have been said."""
        explained = name in inputs.damaged and f"raw/{name}" in self.text
        said = explained or self.status == 130 or unwritten(self.text)
        assert said, f"{identity}: lost without a word\n{self.text}"
        return "failed with its file" if explained else "untouched"


def told(folder: Path, inputs: Inputs, status: int, messages: str) -> Told:
    assert "Traceback" not in messages, messages
    assert status in (0, 2, 130), f"status {status}"
    failed, reasons = failures(folder, inputs)
    return Told(status, "\n".join([messages, *reasons]), failed)


def alone(text: str, identity: str) -> str:
    """A document cleaned by itself; one with a number is the field of a record, which ends as it came."""
    return CLEAN(parse(text, field="#" in identity)).text


def check(folder: Path, inputs: Inputs, said: Told) -> Counter[str]:
    """Account for every document; how many there are of each kind."""
    cleaned: Counter[str] = Counter()
    for path in sorted(folder.rglob("*")):
        relative = str(path.relative_to(folder))
        if path.is_file() and relative.startswith("out") and "/." not in f"/{relative}":
            for identity, text in documents(path, relative.removeprefix("out/")):
                cleaned[identity] += 1
                assert text == alone(inputs.texts[identity], identity), f"{identity}: not what cleaning it alone gives"
    counts: Counter[str] = Counter()
    for name, identities in inputs.files.items():
        for identity in identities:
            kinds = (cleaned[identity], said.failed[identity])
            if kinds in ((1, 0), (0, 1)):
                counts["cleaned" if kinds[0] else "failed"] += 1
                continue
            assert kinds == (0, 0), f"{identity}: {kinds[0]} times cleaned, {kinds[1]} times failed"
            counts[said.lost(inputs, name, identity)] += 1
    return counts


def check_in_place(folder: Path, inputs: Inputs, before: dict[Path, bytes], said: Told) -> Counter[str]:
    """The same where every file takes the place of its source."""
    counts: Counter[str] = Counter()
    there = {path for path in (folder / "raw").rglob("*") if path.is_file() and not unfinished(path)}
    assert before.keys() == there, f"other files than before: {there ^ before.keys()}"
    for name, identities in inputs.files.items():
        path = folder / "raw" / name
        kept = path.read_bytes() == before[path]
        if not kept:
            check_replaced(path, before[path], inputs.files[name], said)
        for identity in identities:
            text = inputs.texts[identity]
            assert said.failed[identity] <= 1, f"{identity}: {said.failed[identity]} times failed"
            if said.failed[identity]:
                counts["failed"] += 1
            elif not kept or (identity not in inputs.bad and alone(text, identity) == text):
                counts["cleaned in place"] += 1
            else:
                counts[said.lost(inputs, name, identity)] += 1
    return counts


def check_replaced(path: Path, before: bytes, identities: list[str], said: Told) -> None:
    """A file that was replaced has every part that it had, the texts of those that did not fail cleaned."""
    old, new = parts(packed(path, before), path.name), parts(packed(path, path.read_bytes()), path.name)
    assert len(old) == len(new), f"{path.name}: {len(new)} parts, and it had {len(old)}"
    names = iter(identities)
    for was, part in zip(old, new, strict=True):
        identity = next(names) if was else ""
        text = was.get("text") if isinstance(was, dict) else None
        if isinstance(text, str) and not said.failed[identity]:
            was = {**was, "text": alone(text, identity)}
        assert part == was, f"{identity}: is {part!r}, not {was!r}"


def parts(data: bytes, name: str) -> list[Any]:
    """What a file consists of: records, and lines or rows that are none as they are; "" is a blank line."""
    if ".txt" in name:
        return [{"text": data.decode()}]
    if name.endswith(".parquet"):
        return list(pq.read_table(io.BytesIO(data)).to_pylist())
    if ".jsonl" in name:
        return [record_of(line) for line in data.decode().split("\n")]
    rows = list(csv.reader(io.StringIO(data.decode(), newline=""), delimiter="\t" if ".tsv" in name else ","))
    head = ["", *(rows[1:] if rows else [])]
    return [dict(zip(rows[0], row, strict=True)) if len(row) == len(rows[0]) else row for row in head]


def record_of(line: str) -> Any:
    """The record in a line; the line itself if there is none."""
    try:
        return json.loads(line)
    except ValueError:
        return line.strip()


def unfinished(path: Path) -> bool:
    """Whether a file is one of those that become others when they are whole."""
    return path.name.startswith(".cleaner-") and path.name.endswith(".tmp")


def check_rest(folder: Path, case: Case, said: Told, counts: Counter[str]) -> None:
    """Nothing is left behind, and a status of 0 means that all is cleaned.

    What is killed cannot remove what it has begun to write. Only a run that can be resumed knows of it later.
    """
    if case.fault == "killed" and not case.output:
        for path in folder.rglob(".cleaner-*"):
            assert unfinished(path), f"left behind: {path}"
            path.unlink()
    if said.status == 0:
        assert set(counts) <= {"cleaned", "cleaned in place"}, f"status 0, but {counts}"
    left = [name for name in hidden(folder) if "cleaner-resume" not in name]
    assert not left, f"left behind: {left}"
    if hidden(folder):
        assert said.status != 0, "a run that is done leaves nothing to go on with"


def failures(folder: Path, inputs: Inputs) -> tuple[Counter[str], list[str]]:
    """The documents in the file of errors, and what is said of files there."""
    found: Counter[str] = Counter()
    reasons: list[str] = []
    path = folder / "errors.jsonl"
    if not path.exists():
        return found, reasons
    for line in path.read_text(encoding="utf-8").split("\n")[:-1]:
        entry = json.loads(line)
        assert entry["message"], entry
        original = entry.get("record") or {}
        raw = entry.get("raw", "")
        identity = original.get("id") or (
            json.loads(raw[: raw.index(",")].partition(": ")[2]) if raw[:1] == "{" else None
        )
        identity = identity or (raw.replace("\t", ",").partition(",")[0] if raw else entry["id"])
        if identity in inputs.texts:
            found[identity] += 1
        else:
            reasons.append(f"{entry['place']}: {entry['message']}")
    return found, reasons


def unwritten(told: str) -> bool:
    """Whether a message says that an output could not be written, or that something is to be done first."""
    return any(part in told for part in ("File too large", "Permission denied", "cannot go on", "No space left"))


def one_round(seed: int, folder: Path) -> Counter[str]:
    chance = random.Random(seed)
    inputs = Inputs(folder / "raw", chance)
    case = case_of(chance)
    before = {path: path.read_bytes() for path in (folder / "raw").rglob("*") if path.is_file()}
    if case.fault == "no permission":
        lock(folder, case, inputs, chance)
    try:
        status, messages = run(folder, case, chance)
        unlock(folder)
        said = told(folder, inputs, status, messages)
        if case.output:
            counts = check(folder, inputs, said)
            assert before == {path: path.read_bytes() for path in (folder / "raw").rglob("*") if path.is_file()}
        else:
            counts = check_in_place(folder, inputs, before, said)
        check_rest(folder, case, said, counts)
    except (AssertionError, subprocess.TimeoutExpired) as error:
        print(
            f"seed {seed}: {case.fault}: cleaner clean raw {' '.join(case.options)}\n{error}\nin {folder}", flush=True
        )
        raise SystemExit(1) from None
    return counts + Counter({f"rounds with {case.fault}": 1})


def lock(folder: Path, case: Case, inputs: Inputs, chance: random.Random) -> None:
    """Take the permission to read an input away, or the one to write an output."""
    if chance.random() < 0.5:
        name = chance.choice(list(inputs.files))
        (folder / "raw" / name).chmod(0)
        inputs.damaged.add(name)
    elif not case.output:
        (folder / "raw" / chance.choice(list(inputs.files))).parent.chmod(0o500)
    elif case.output == "out/" and "--shard-size" not in case.options:
        (folder / "out" / "a").mkdir(parents=True)
        (folder / "out" / "a").chmod(0o500)


def unlock(folder: Path) -> None:
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() else 0o644)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--rounds", type=int, default=sys.maxsize)
    parser.add_argument("--seed", type=int, default=None)
    arguments = parser.parse_args()
    seconds = arguments.seconds if arguments.seconds is not None else 60 * arguments.minutes
    seed = arguments.seed if arguments.seed is not None else random.SystemRandom().randrange(10**9)
    end = time.monotonic() + seconds
    totals: Counter[str] = Counter()
    rounds = 0
    while rounds < arguments.rounds and time.monotonic() < end:
        folder = Path(tempfile.mkdtemp(prefix="cleaner-soak-"))
        totals += one_round(seed + rounds, folder)
        shutil.rmtree(folder)
        rounds += 1
    print(f"{rounds} rounds from seed {seed}")
    for name, count in sorted(totals.items()):
        print(f"{count:8} {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
