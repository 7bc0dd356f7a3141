# A guard over a device that dmscope suspends: sh -c TEXT dmscope-guard PLACE SECONDS MARK COUNT SUSPEND... RESUME...
# COUNT words are the command that suspends, the rest the one that resumes. It says `ready PID`, waits for `go`, suspends, says
# `suspended STATUS`, and waits for `done`. If standard input ends instead, or SECONDS have passed since `go`, it resumes, and
# says `resumed STATUS late|gone`. MARK is a file in memory that says that a device may be suspended; it goes when none is.
# The suspend is the guard's own child: a resume that came before its end would do nothing, and leave the device suspended for
# good. dmscope may be killed and its terminal gone, so no signal of theirs ends it, nor that nobody reads what it says. What
# kills dmscope's control group as a whole must miss it: with PLACE `leave` it moves to the root of each hierarchy.
trap '' HUP INT TERM PIPE
place=$1 limit=$2 mark=$3 count=$4
shift 4

# The first COUNT words as a command, in place of this shell.
first() {
  all=$# n=0
  while [ "$n" -lt "$count" ]; do set -- "$@" "$1"; shift; n=$((n + 1)); done
  shift $((all - count))
  exec "$@"
}
rest() { shift "$count"; "$@"; }
leave() { rm -f -- "$mark"; exit 0; }

# Where the root takes no process, as in a container, one beside dmscope's has to do.
move() { { echo "$$" >"$1/cgroup.procs"; } 2>/dev/null; }
if [ "$place" = leave ] && [ -r /proc/self/mounts ]; then
  while read -r _ folder kind _; do
    case $kind in cgroup | cgroup2) ;; *) continue ;; esac
    move "$folder" || { mkdir "$folder/dmscope-guard" 2>/dev/null; move "$folder/dmscope-guard"; }
  done </proc/self/mounts
fi
{ echo -1000 >/proc/self/oom_score_adj; } 2>/dev/null

# In memory before it is needed.
"$1" version >/dev/null 2>&1 </dev/null
rm -f -- "$mark.new"
sleep 0
echo "ready $$"
read -r word && [ "$word" = go ] || {
  # It may be about another guard, which took the place of one that was late.
  { read -r text <"$mark"; } 2>/dev/null
  case $text in *"\"pid\":$$,"*) leave ;; esac
  exit 0
}

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
      done) leave ;;
    esac
    # It has failed by itself: nothing is suspended.
    [ -z "$status" ] || [ "$status" = 0 ] || [ -n "$killed" ] || leave
    [ -n "$why" ] || continue
    if [ -n "$status" ]; then
      rest "$@" >&2 </dev/null
      resumed=$?
      echo "resumed $resumed $why"
      [ "$resumed" = 0 ] && leave
      exit 0
    fi
    # A suspend that waits for I/O gives up when it is killed, and is waited for in any case.
    [ -z "$pid" ] || [ -n "$killed" ] || { killed=yes; kill -KILL "$pid"; }
  done
}
