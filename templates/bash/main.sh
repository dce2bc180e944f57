#!/usr/bin/env bash
# Inputs are PARROT_INPUT_<NAME>, settings have their own names; the whole call is one JSON document on stdin.
set -euo pipefail

echo "info: greeting $PARROT_INPUT_WHO" >&2
echo "$GREETING, $PARROT_INPUT_WHO"
