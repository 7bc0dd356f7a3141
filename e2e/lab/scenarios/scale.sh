#!/bin/bash
# Many devices: N flat ones (1000), a chain DEPTH deep (200), a lattice of LAYERS of two devices (12)
. /mnt/dmscope/e2e/lab/guest/scenario.sh
N=${N:-1000} DEPTH=${DEPTH:-200} LAYERS=${LAYERS:-12}
DM=$(awk '$2 == "device-mapper" { print $1 }' /proc/devices)

start_udev() { /lib/systemd/systemd-udevd --daemon --resolve-names=never 2>/dev/null; }
stop_udev() {
  udevadm control --exit
  while pgrep udevd >/dev/null; do sleep 0.05; done
  rm -f /run/udev/control
}
# Standard input: a line a device as `dmsetup create --concise` has it, of which it takes at most 64 KiB at a time.
# Without udev, whose rules cost tens of milliseconds a device; what it would have written is written here.
create_all() {
  split -C 60000 - /lab/part.
  stop_udev
  local part
  for part in /lab/part.*; do
    tr '\n' ';' <"$part" | sed 's/;$//' | DM_DISABLE_UDEV=1 dmsetup create --concise
  done
  rm -f /lab/part.*
  mkdir -p /run/udev/data
  dmsetup info -c --noheadings --separator ' ' -o minor,name | while read -r minor name; do
    printf 'I:1000\nE:DM_UDEV_PRIMARY_SOURCE_FLAG=1\nE:DM_NAME=%s\nE:DM_SUSPENDED=0\nG:systemd\nQ:systemd\nV:1\n' "$name" >"/run/udev/data/b$DM:$minor"
  done
  start_udev
}
remove_all() {
  stop_udev
  DM_DISABLE_UDEV=1 dmsetup remove_all -f
  rm -f /run/udev/data/b"$DM":*
  start_udev
}

echo "### flat: $N linear devices on one disk"
awk -v n="$N" 'BEGIN { for (i = 0; i < n; i++) printf "d%05d,SCALE-%05d,%d,,0 8 linear 98:0 %d\n", i, i, i, i * 8 }' | create_all
state flat
remove_all

echo "### chain: $DEPTH deep; do not read through it, the kernel's stack is not that deep"
awk -v n="$DEPTH" -v dm="$DM" 'BEGIN {
  printf "c0,,0,,0 8 linear 98:0 0\n"
  for (i = 1; i < n; i++) printf "c%d,,%d,,0 8 linear %d:%d 0\n", i, i, dm, i - 1
}' | create_all
state chain
remove_all

echo "### lattice: $LAYERS layers of two devices, each over both below: 2^$LAYERS paths"
awk -v n="$LAYERS" -v dm="$DM" 'BEGIN {
  printf "l0a,,0,,0 1024 linear 98:0 0\nl0b,,1,,0 1024 linear 98:0 1024\n"
  for (i = 1; i < n; i++) for (j = 0; j < 2; j++)
    printf "l%d%s,,%d,,0 1024 striped 2 16 %d:%d 0 %d:%d 0\n", i, j ? "b" : "a", 2 * i + j, dm, 2 * i - 2, dm, 2 * i - 1
}' | create_all
state lattice
