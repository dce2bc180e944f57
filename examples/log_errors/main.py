#!/usr/bin/env python3
"""Reads every log below /var/log line by line, rotated and compressed ones too; what it cannot read is named."""

import bz2
import gzip
import json
import lzma
import os
import re
import sys
import time
import zlib

call = json.load(sys.stdin)["input"]
try:
    wanted = re.compile(call["words"])
except re.error as error:
    sys.exit(f"error: {call['words']} is not a regular expression: {error}")
since = time.time() - call["hours"] * 3600
opens = {".gz": gzip.open, ".xz": lzma.open, ".bz2": bz2.open}
not_text = re.compile(r"\.journal~?$|^(wtmp|btmp|lastlog|faillog)")
files, unread = [], []


def count(path):
    """Also what was found before a file turned out to be broken counts."""
    found = {"file": path, "errors": 0, "last": ""}
    try:
        with opens.get(os.path.splitext(path)[1], open)(path, "rb") as lines:
            # A line without an end must not fill the memory.
            while line := lines.readline(65536):
                text = line.decode("utf-8", "replace").strip()
                if wanted.search(text):
                    found["errors"] += 1
                    found["last"] = text[:200]
    finally:
        if found["errors"]:
            files.append(found)


def look(path, name):
    if os.path.islink(path) or not os.path.isfile(path) or os.path.getmtime(path) < since or not_text.search(name):
        return
    if name.endswith(".zst"):
        unread.append(f"{path}: a kind that is not read here")
        return
    try:
        count(path)
    except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        unread.append(f"{path}: {getattr(error, 'strerror', None) or error}")


for folder, _, names in os.walk("/var/log", onerror=lambda error: unread.append(f"{error.filename}: {error.strerror}")):
    for each in sorted(names):
        try:
            look(os.path.join(folder, each), each)
        except OSError:
            # Rotated away since the folder was listed.
            continue

files.sort(key=lambda each: -each["errors"])
total = sum(each["errors"] for each in files)
line = f"{total} lines in {len(files)} files" + (f"; {len(unread)} could not be read" if unread else "")
print(json.dumps({"line": line, "files": files[:50], "unread": unread[:50], "findings": total >= call["most"]}))
