#!/usr/bin/env python3
"""Inputs are PARROT_INPUT_<NAME>, settings have their own names; the whole call is one JSON document on stdin."""

import os
import sys

who = os.environ["PARROT_INPUT_WHO"]
print(f"info: greeting {who}", file=sys.stderr)
print(f"{os.environ['GREETING']}, {who}")
