#!/usr/bin/env bash
# The host hands over what its sensors say (facts:sensors); nothing of the machine is to be seen from in here.
set -euo pipefail

jq '
  .input.hot as $hot
  | (.facts.sensors.temperatures // []) as $all
  | [$all[] | {name, degrees: (if .milliCelsius then .milliCelsius / 1000 else null end)}] as $sensors
  | ([$sensors[] | select(.degrees != null and .degrees >= $hot)] | length) as $too_hot
  | (.facts.sensors.undervoltage.now // false) as $weak
  | {
      sensors: $sensors,
      findings: ($too_hot > 0 or $weak),
      line: (
        if ($sensors | length) == 0 then "no thermometer on this machine"
        elif $too_hot > 0 then "\($too_hot) at \($hot) degrees or more"
        else "all below \($hot) degrees" end
        + if $weak then "; the power supply is too weak" else "" end
      )
    }'
