#!/usr/bin/env bash
set -euo pipefail
printf '%s\n' "$HELLO_MESSAGE"
