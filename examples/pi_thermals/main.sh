#!/usr/bin/env bash
# The host hands over what its sensors say (facts:sensors); nothing of the machine is to be seen from in here.
set -euo pipefail

jq '
  .input.hot as $hot
  | .facts.sensors as $facts
  | [$facts.temperatures[]? | {name} + (
      if .unavailable then {degrees: null, why: .unavailable.says} else {degrees: (.milliCelsius / 1000)} end
    )] as $sensors
  | ($sensors | length) as $all
  | "\($all) thermometer\(if $all == 1 then "" else "s" end)" as $thermometers
  | ([$sensors[] | select(.degrees == null)] | length) as $unread
  | ([$sensors[] | select(.degrees != null and .degrees >= $hot)] | length) as $too_hot
  | ($facts.undervoltage.now // false) as $weak
  | [
      if $too_hot > 0 then "\($too_hot) of \($thermometers) at \($hot) degrees or more" else empty end,
      if $unread > 0 then "\($unread) of \($thermometers) could not be read" else empty end,
      if $facts.unavailable then "the thermometers could not be read: \($facts.unavailable.says)" else empty end,
      if $weak then "the power supply is too weak" else empty end
    ] as $bad
  | (if $all == 0 then "no thermometer on this machine" else "\($thermometers), all below \($hot) degrees" end) as $good
  | ($too_hot + $unread == 0 and ($facts.unavailable | not)) as $cool
  | {
      sensors: $sensors,
      findings: ($bad | length > 0),
      line: ([if $cool then $good else empty end] + $bad | join("; "))
    }'
