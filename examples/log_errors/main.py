#!/usr/bin/env python3
"""Reads every log below /var/log line by line, rotated and compressed ones too; what it cannot read is named."""

import gzip
import json
import os
import re
import sys
import time

call = json.load(sys.stdin)["input"]
try:
    wanted = re.compile(call["words"])
except re.error as error:
    sys.exit(f"error: {call['words']} is not a regular expression: {error}")
since = time.time() - call["hours"] * 3600


def errors_in(path):
    opened = gzip.open if path.endswith(".gz") else open
    count, last = 0, ""
    with opened(path, "rb") as lines:
        # A line without an end must not fill the memory.
        while line := lines.readline(65536):
            text = line.decode("utf-8", "replace").strip()
            if wanted.search(text):
                count, last = count + 1, text[:200]
    return count, last


files, unread = [], []
for folder, _, names in os.walk("/var/log", onerror=lambda error: unread.append(str(error.filename))):
    for name in sorted(names):
        path = os.path.join(folder, name)
        try:
            if not os.path.isfile(path) or os.path.islink(path) or os.path.getmtime(path) < since:
                continue
            if re.search(r"\.(journal|xz|zst)$|^(wtmp|btmp|lastlog|faillog)", name):
                continue
            count, last = errors_in(path)
            if count:
                files.append({"file": path, "errors": count, "last": last})
        except (OSError, EOFError) as error:
            unread.append(f"{path}: {error.__class__.__name__}")

files.sort(key=lambda each: -each["errors"])
total = sum(each["errors"] for each in files)
line = f"{total} lines in {len(files)} files" + (f"; {len(unread)} could not be read" if unread else "")
print(json.dumps({"line": line, "files": files[:50], "unread": unread[:50], "findings": total >= call["most"]}))
