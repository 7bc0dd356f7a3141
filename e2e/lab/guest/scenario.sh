# Sourced by scenarios. A scenario prints its transcript; any command that fails ends it, unless run with `may_fail`.
set -eu
shopt -s inherit_errexit
trap 'status=$?; [ $status = 0 ] || echo "scenario failed with status $status at ${BASH_SOURCE[-1]##*/} line $LINENO: $BASH_COMMAND"' EXIT

# NAME: the wanted state is reached. Says so to whoever drives the scenario, and stays here until a line comes in.
state() {
  settle
  printf '\n== state %s\n' "$1"
  local go_on
  read -r go_on || sleep infinity
}
settle() { udevadm settle --timeout=20 </dev/null; }

# COMMAND…: as `# COMMAND…` in the transcript, then run. `may_fail` is for the refusals that a scenario wants to show.
run() { show "$@"; "$@" </dev/null; }
may_fail() { local status=0; show "$@"; "$@" </dev/null || status=$?; [ $status = 0 ] || echo "[exit $status]"; }
# HOST COMMAND…: as a guest of that name would run it: with its name in what LVM writes to the disk. What this host's LVM
# keeps in /etc/lvm must not know of it either, so the command needs $INSIDE as its --config.
in_guest() { show "${@:2}"; unshare --uts sh -c 'hostname "$1"; shift; exec "$@"' sh "$@" </dev/null; }
INSIDE='devices{scan_lvs=1} backup{backup=0 archive=0}'
show() { printf '\n# %s\n' "${*@Q}" | sed "s/'\([A-Za-z0-9_./:=,+@%-]*\)'/\1/g"; }

# DEVICE NAME: a process called NAME keeps DEVICE open; its pid is in $HELD.
hold() {
  (exec -a "$2" sleep infinity <"$1" >/dev/null 2>&1) &
  HELD=$!
  for _ in {1..100}; do
    [ "$(readlink "/proc/$HELD/fd/0")" = "$(readlink -f "$1")" ] && return
    sleep 0.05
  done
  return 1
}
release() { kill "$1"; wait "$1" 2>/dev/null || :; }

# NAME [SIZE]: a loop device over a new sparse file; its path is in $LOOP.
image() {
  truncate -s "${2:-64M}" "/lab/$1.img"
  LOOP=$(losetup -f --show "/lab/$1.img")
}

# LUKS as cheap as it gets; the passphrase is fixed and worthless.
PASSPHRASE=lab-passphrase
luks_format() { # DEVICE --type luks1|luks2 [OPTION…]
  local pbkdf=()
  [ "$3" = luks1 ] || pbkdf=(--pbkdf pbkdf2)
  show cryptsetup luksFormat "$@"
  printf %s $PASSPHRASE | cryptsetup luksFormat -q "${pbkdf[@]}" --pbkdf-force-iterations 1000 --key-file - "$@"
}
luks_open() { # DEVICE NAME [OPTION…]
  show cryptsetup open "$@"
  printf %s $PASSPHRASE | cryptsetup open --key-file - "$@"
}
gpt() { # DEVICE LINE…: a GPT with these lines of sfdisk
  show sfdisk "$1"
  { echo 'label: gpt'; printf '%s\n' "${@:2}"; } | sfdisk -q --no-tell-kernel --no-reread "$1"
}
