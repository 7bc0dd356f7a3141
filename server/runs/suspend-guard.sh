# A guard over a device that dmscope suspends: sh -c TEXT dmscope-guard SECONDS COUNT SUSPEND... RESUME...
# COUNT words are the command that suspends, the rest the one that resumes. It says `ready`, waits for `go`, suspends, says
# `suspended STATUS`, and waits for `done`. If standard input ends instead, or SECONDS have passed since `go`, it resumes, and
# says `resumed STATUS late|gone`. The suspend is the guard's own child: a resume that came before its end would do nothing, and
# leave the device suspended for good. dmscope may be killed and its terminal gone, so no signal of theirs ends it, nor that
# nobody reads what it says. It has no files: what it was read from may lie on the device.
trap '' HUP INT TERM PIPE
limit=$1 count=$2
shift 2

first() { # the first COUNT words as a command, in place of this shell
  all=$# n=0
  while [ "$n" -lt "$count" ]; do set -- "$@" "$1"; shift; n=$((n + 1)); done
  shift $((all - count))
  exec "$@"
}
rest() { shift "$count"; "$@"; }

# In memory before it is needed.
"$1" version >/dev/null 2>&1 </dev/null
sleep 0
echo ready
read -r word && [ "$word" = go ] || exit 0

# Whatever happens comes as a line, the first ones first.
{
  { sleep "$limit"; echo late; } 2>/dev/null &
  { first "$@" >&2 & echo "began $!"; wait "$!"; echo "ended $?"; } &
  read -r word || word=gone
  echo "$word" 2>/dev/null
} | {
  pid='' status='' why='' killed=''
  while read -r event value; do
    case $event in
      began) pid=$value ;;
      ended) status=$value; echo "suspended $status" ;;
      late | gone) : "${why:=$event}" ;;
      done) exit 0 ;;
    esac
    # It has failed by itself: nothing is suspended.
    [ -z "$status" ] || [ "$status" = 0 ] || [ -n "$killed" ] || exit 0
    [ -n "$why" ] || continue
    if [ -n "$status" ]; then
      rest "$@" >&2 </dev/null
      echo "resumed $? $why"
      exit 0
    fi
    # A suspend that waits for I/O gives up when it is killed, and is waited for in any case.
    [ -z "$pid" ] || [ -n "$killed" ] || { killed=yes; kill -KILL "$pid"; }
  done
}
