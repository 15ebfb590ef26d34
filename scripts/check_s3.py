#!/usr/bin/env python3
"""Clean files of an S3 bucket, on a server of its own on this machine: what `tests/test_files_remote.py` cannot show.

    python -m venv s3 && s3/bin/pip install -e '.[fast,parquet,remote,zstd]' 'moto[s3,server]' s3fs
    s3/bin/python scripts/check_s3.py

The server (moto) and the client (s3fs) bring seventy packages along, so that they are not among those of the tests.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

RAW = "The  ferry left at noon. \n\n\n\nForty people were aboard.\n"
CLEAN = "The ferry left at noon.\n\nForty people were aboard.\n"


def cleaned(*arguments: str, status: int = 0) -> str:
    """Run the command; what it says."""
    command = [sys.executable, "-m", "cleaner", "clean", "--preset", "text", "--isolated", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == status, done
    return done.stderr


def check(records: Sequence[dict[str, object]], address: str) -> None:
    import s3fs

    store = s3fs.S3FileSystem(endpoint_url=address, use_listings_cache=False)
    store.mkdir("news")
    store.pipe("news/raw/a.txt", RAW.encode())
    store.pipe("news/raw/deep/b.txt", RAW.encode())
    lines = "".join(json.dumps(record) + "\n" for record in records)
    store.pipe("news/raw/r.jsonl", lines.encode())

    assert cleaned("s3://news/raw", "-o", "s3://news/out/") == ""
    assert store.cat("news/out/a.txt").decode() == store.cat("news/out/deep/b.txt").decode() == CLEAN
    assert store.cat("news/out/r.jsonl").count(b"\n") == len(records)
    print("a tree in a bucket, mirrored into the bucket")

    assert cleaned("s3://news/raw/r.jsonl", "-o", "s3://news/r.parquet", "-j", "2") == ""
    assert cleaned("s3://news/r.parquet", "-o", "s3://news/back.jsonl.zst") == ""
    with tempfile.TemporaryDirectory() as folder:
        assert cleaned("s3://news/back.jsonl.zst", "-o", f"{folder}/back.jsonl") == ""
        found = [json.loads(line) for line in Path(folder, "back.jsonl").read_text().split("\n")[:-1]]
    assert found == [{**record, "text": CLEAN} for record in records]
    print("records to Parquet, to compressed records, to this machine")

    assert cleaned("s3://news/raw/r.jsonl", "-o", "s3://news/shards", "--shard-size", "2MB") == ""
    shards = sorted(store.ls("news/shards", detail=False))
    assert len(shards) > 1, shards
    assert sum(store.cat(shard).count(b"\n") for shard in shards) == len(records)
    print(f"{len(shards)} shards")

    assert cleaned("s3://news/raw/a.txt", "-i") == ""
    assert store.cat("news/raw/a.txt").decode() == CLEAN
    message = cleaned("s3://news/none.txt", "s3://nowhere/b.txt", "s3://news/raw/a.txt", "-o", "s3://news/x/", status=2)
    assert message.startswith("cleaner: s3://news/none.txt: No such file or directory\n"), message
    assert message.count("\n") == 2, message
    assert "Traceback" not in message
    print("in place, and files that are not there")


def main() -> int:
    import logging

    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    os.environ |= {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "any",
        "AWS_SECRET_ACCESS_KEY": "any",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    try:
        check(
            [{"id": f"d{number}", "text": RAW, "n": number * 1.5, "pad": "x" * 500} for number in range(12_000)],
            address,
        )
    finally:
        server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
