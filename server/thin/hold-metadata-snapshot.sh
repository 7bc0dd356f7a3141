#!/bin/sh
# Holds a metadata snapshot of a thin pool for as long as its standard input is open, and no longer than SECONDS: so it is
# released however dmscope ends, also by kill -9. It takes the snapshot itself, so that there is no moment in which there is one
# and nobody to release it.
#
#   hold-metadata-snapshot.sh SECONDS FILE WORD...
#
# WORD...: the words of dmsetup up to the device. FILE remembers the snapshot; it goes when that is released.
# Prints `held` and `released`. Ends with 1 when there is no snapshot, with 2 when it could not be released.
export LC_ALL=C
# Whatever ends the session or the service: it has to release first.
trap '' HUP INT TERM PIPE
seconds=$1 file=$2
shift 2
dmsetup "$@" 0 reserve_metadata_snap || exit 1
echo held
# What ignores a signal hands that on: only KILL ends it.
timeout -s KILL "$seconds" cat >/dev/null
tries=5
until dmsetup "$@" 0 release_metadata_snap; do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || exit 2
  sleep 1
done
rm -f -- "$file"
echo released
