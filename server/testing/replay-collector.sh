#!/bin/sh
# Stands in for server/collector.sh where there is no device-mapper: streams what a test puts into the folder that this
# script was copied to. 1.capture, 2.capture … are printed once each, in order, as they appear; `die` (its content goes to
# standard error) ends it with status 4; while `silent` exists it prints no ticks. Each start adds a line to `starts`.
dir=$(dirname "$0")
echo $$ >>"$dir/starts"
trap 'echo $$ >>"$dir/ends"' EXIT
trap 'exit 0' TERM
next=1
while :; do
  while [ -e "$dir/$next.capture" ]; do cat "$dir/$next.capture" || exit 0; next=$((next + 1)); done
  if [ -e "$dir/die" ]; then cat "$dir/die" >&2; rm "$dir/die"; exit 4; fi
  [ -e "$dir/silent" ] || echo '%% tick seq=1 uptime=1.00 busy=' || exit 0
  sleep 0.05
done
