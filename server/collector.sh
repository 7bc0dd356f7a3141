#!/bin/sh
# dmscope collector: what sits on what below this host's file systems, as this host's own tools say it.
#
#   sh collector.sh                        one capture on standard output:  ssh host sh < collector.sh > host.capture
#   sh collector.sh core                   the same without what takes longer: what the tree needs, and no more
#   sh collector.sh users                  that, and who uses what: all that a run has to know before and after a step
#   sh collector.sh status                 that, and how each target is: what a run in a thin pool has to know
#   sh collector.sh watch [--interval S]   a stream: a sign of life every S seconds (2), a capture when something changed
#
# It only reads. It needs a POSIX shell, dmsetup, awk, grep, sed, ls, stat, xargs and mkfifo; root, or `sudo -n dmsetup`.
# lib/capture/capture.ts describes what it prints.
#
# A host is most worth looking at when its I/O is stuck, so nothing here may hang with it:
#   - the core capture uses only what never reads a block device: dmsetup info, table, deps, a few files of /proc and
#     /sys. It runs in a worker of its own, so that even if it did hang, the stream would go on and say where;
#   - what is dear or could hang (`dmsetup status`, lsblk, every process's mounts and open files, udev's database) runs
#     apart, each at most once at a time, and is abandoned, never killed, when late: a killed reader of a stuck device
#     makes things worse;
#   - no blkid, nothing of its own that opens a device, and of LVM only `lvm version` and `lvmconfig`, which read its configuration.
#     Where DMSCOPE_PEEK names a program (server/peek/peek.ts; dmscope itself does, as root), that one looks into devices, when
#     they changed: it has a process of its own open those that are safe to read, one at a time, and leaves that one if it is caught;
#   - its own files are on a tmpfs.
# Keys are never printed: no --showkeys, and what an old dmsetup leaks is masked here.

LC_ALL=C; export LC_ALL
# What would change what the tools print, or where they look.
unset LSBLK_COLUMNS LIBSMARTCOLS_JSON LOSETUP_COLUMNS POSIXLY_CORRECT GREP_OPTIONS GREP_COLOR GREP_COLORS QUOTING_STYLE TIME_STYLE \
  BLOCK_SIZE LS_BLOCK_SIZE DM_DEFAULT_NAME_MANGLING_MODE DM_DEV_DIR LVM_SYSTEM_DIR LVM_SUPPRESS_FD_WARNINGS AWKPATH AWKLIBPATH CDPATH
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin; export PATH
set -u

interval=2
us=$(printf '\037')
deadline_s=2     # for what runs apart, beyond the time the core capture took
patient=10       # the same where a plan waits for it, and for so many times as long as the core capture took
patience=20      # lsblk is not repeated before this many times as long as it took
patience_files=5 # open files, which tell who is in the way, somewhat sooner
every_capture='dmsetup-status dmsetup-info-long udev-db mountinfo-other loop-backing'
now_and_then='lsblk open-files mapped-files'
after_open_files='processes'  # of what was found there
when_changed='lvm-config lvm-devices-file lvm-backup'
peek=${DMSCOPE_PEEK:-}
peek_s=30        # it gives up by itself long before that
# Its exit status says when to ask it again: 75 at once, since there was not time enough for all devices; 76 soon, 77 late

fail() { printf 'dmscope collector: %s\n' "$1" >&2; exit 3; }

# ---- the clock: hundredths of a second since boot, without a process
now() { read -r uptime _ </proc/uptime; now=$((${uptime%.*} * 100 + 1${uptime#*.} - 100)); }

# ---- commands -------------------------------------------------------------------------------------------------------

dm() { $sudo dmsetup --manglename none "$@"; }

# Keys of crypt and integrity tables, should this dmsetup print them. Zeros and references to the kernel's keyring are none.
mask_keys() {
  sed -e 's/^\(.*: [0-9]* [0-9]* crypt [^ ]* \)[0-9A-Fa-f]*[1-9A-Fa-f][0-9A-Fa-f]*\( [0-9]* \)/\1masked\2/' \
    -e '/: [0-9]* [0-9]* integrity /s/\(\(internal_hash\|journal_crypt\|journal_mac\):[^: ]*\):[0-9A-Fa-f][0-9A-Fa-f]*/\1:masked/g'
}
dm_info() { dm info -c --noheadings --separator "$us" -o major,minor,attr,open,segments,events,uuid,name; }
dm_table() {
  lines=$(dm table "$@"; printf '_%s' $?); code=${lines##*_}; lines=${lines%_*}
  case $lines in *' crypt '* | *' integrity '*) lines=$(printf '%s_' "$lines" | mask_keys); lines=${lines%_} ;; esac
  printf '%s' "$lines"
  return "$code"
}

# Files of /proc and of sysfs as sections, by one process for all: on a sick host processes are dear, and on a healthy one too.
# Of every block device that is not device-mapper's: sysfs costs per file, so only what nothing else tells.
proc_and_sysfs() { sysfs_files | awk "$framing"'
  function read_lines(path, prefix,   line, any) {
    while ((getline line < path) > 0) { any = 1; add(prefix line) }
    close(path); return any
  }
  function file(name, path) { begin(); if (read_lines(path, "")) end(name, "cat " path) }
  BEGIN {
    file("proc-partitions", "/proc/partitions"); file("proc-mdstat", "/proc/mdstat")
    file("proc-swaps", "/proc/swaps"); file("mountinfo", "/proc/self/mountinfo")
    begin(); sem = "/proc/sysvipc/sem"
    if ((getline line < sem) > 0) {
      # Keys of device-mapper begin with 0x0D4D.
      while ((getline line < sem) > 0) { split(line, f, " "); if (f[1] >= 223150080 && f[1] <= 223215615) add(line) }
      close(sem); end("udev-cookies", "grep 0x0D4D.… " sem)
    }
    begin()
    while ((getline path) > 0) read_lines("/sys/class/block/" path, path ":")
    end("sysfs", "cd /sys/class/block; grep -Hs . */{dev,size,ro,…}")
  }'; }
# A section in awk: begin(), add(line) for each, end(name, command).
framing='
  function clock(   t) { getline t < "/proc/uptime"; close("/proc/uptime"); split(t, up, " "); return up[1] }
  function begin() { began = clock(); count = 0; bytes = 0 }
  function add(line) { body[count++] = line; bytes += length(line) + 1 }
  function end(name, command,   i) {
    printf "%%%% section name=%s tier=core state=done status=0 ms=%d bytes=%d command=%s\n", name, (clock() - began) * 1000, bytes, command
    for (i = 0; i < count; i++) print body[i]
    print ""
  }'
sysfs_files() {
  cd /sys/class/block || return
  for k in *; do
    case $k in
      dm-* | ram*) continue ;;
      loop*p*) ;;
      loop*) [ -e "$k/loop/backing_file" ] || continue
        printf '%s\n' "$k/loop/backing_file" "$k/loop/offset" "$k/loop/sizelimit" "$k/loop/autoclear" ;;
      nbd*p*) ;;
      nbd*) [ -e "$k/pid" ] || is_in_use "$k" || continue; printf '%s\n' "$k/pid" ;;
    esac
    printf '%s\n' "$k/dev" "$k/size" "$k/ro"
    if [ -e "$k/partition" ]; then printf '%s\n' "$k/partition" "$k/start"
    elif [ -e "$k/device" ]; then printf '%s\n' "$k/removable" "$k/queue/rotational" "$k/wwid" "$k/device/model" "$k/device/vendor" "$k/device/serial" "$k/device/wwid"; fi
  done
}
# An nbd whose connection ended under what stands on it.
is_in_use() {
  read -r size <"$1/size" && [ "$size" = 0 ] || return 0
  for holder in "$1"/holders/*; do [ -e "$holder" ]; return; done
}
sysfs_links() {
  cd /sys/class/block || return
  for k in *; do
    case $k in dm-*) printf '%s\n' "$k"; continue ;; ram*) continue ;; esac
    for path in "$k/$k"*/partition "$k"/slaves/*; do
      [ -e "$path" ] && printf '%s\n' "${path%/partition}"
    done
  done
  :
}
# Only the long form tells of a deferred remove, and nothing else that is not known already.
deferred() { dm info | awk 'BEGIN { RS = ""; ORS = "\n\n" } /DEFERRED REMOVE/'; }
udev_db() {
  [ -d /run/udev/data ] && cd /run/udev/data || return 0
  ls | grep '^b' | xargs grep -HsE '^(S:|E:(ID_FS_(TYPE|LABEL_ENC|UUID_ENC)|ID_PART_ENTRY_(NAME|TYPE)|ID_MODEL|ID_SERIAL(_SHORT)?|ID_WWN|MD_UUID)=)'
  :
}
# File systems of the kernel that are live, mounted where it can be seen or not, by the kernel name of their device; members of
# btrfs, what bcache has registered, external journals; and what kernel targets (iSCSI, NVMe) have open, by its path.
live_file_systems() {
  cd /sys/fs || return
  for path in */* btrfs/*/devices/*; do
    [ ! -e "/sys/class/block/${path##*/}" ] || printf '%s\n' "$path"
  done
  for path in /proc/fs/*/*; do
    [ ! -e "/sys/class/block/${path##*/}" ] || printf '%s\n' "${path#/proc/fs/}"
  done
  for path in /sys/class/block/*/bcache; do
    [ ! -e "$path" ] || { path=${path%/bcache}; printf 'bcache/%s\n' "${path##*/}"; }
  done
  for path in /sys/kernel/config/target/core/*/*/udev_path /sys/kernel/config/nvmet/subsystems/*/namespaces/*/device_path; do
    [ -e "$path" ] && IFS= read -r line <"$path" && [ -n "$line" ] && printf 'target %s\n' "$line"
  done
  # Of what is exported as a device: `iBlock device: nbd0  UDEV PATH: …` and `Major: 43 Minor: 0  CLAIMED: IBLOCK`.
  for path in /sys/kernel/config/target/core/iblock_*/*/info; do
    [ ! -e "$path" ] || sed -n 's/^.*Major: \([0-9][0-9]*\) Minor: \([0-9][0-9]*\) .*$/target \1:\2/p' "$path" 2>/dev/null
  done
  # Of what is exported as a file: `TCM FILEIO ID: 0        File: /dev/nbd0  Size: 167772160  Mode: …`.
  for path in /sys/kernel/config/target/core/fileio_*/*/info; do
    [ ! -e "$path" ] || while IFS= read -r line; do
      case $line in *' File: '*'  Size: '*) line=${line#* File: }; printf 'target %s\n' "${line%%  Size: *}" ;; esac
    done <"$path"
  done
  :
}
# What is told of processes is told by numbers: a path is text of somebody's mount namespace, and may hold newlines.
# Whether all processes are seen: root of the first user and process namespaces, whose numbers are fixed in the kernel.
scope_of_proc() {
  scope=own
  [ "$(id -u)" = 0 ] && read -r first real count </proc/self/uid_map && [ "$first $real $count" = '0 0 4294967295' ] || return 0
  case $(ls -l /proc/self/ns/pid) in *'[4026531836]'*) scope=all ;; esac
}
# COMMAND: once more where it fails: a process that ends while it is looked at ends some awks, too.
again() {
  for _ in 1 2 3; do
    list=$("$@"; printf '_%s' $?); code=${list##*_}; list=${list%_*}
    [ "$code" != 0 ] || break
  done
  printf '%s' "$list"
  return "$code"
}
# stat, without a word to a server of a network file system that may be gone.
stat_all() { $nice xargs stat -L $stat_cached -c "$1" 2>/dev/null; }
# Numbers of devices as stat prints them; whether a file system is mounted where the collector, or a process, sees it.
awk_devices='
  function hex(text,   n, i) { n = 0; for (i = 1; i <= length(text); i++) n = n * 16 + index("123456789abcdef", tolower(substr(text, i, 1))); return n }
  function number_of(pair,   f) { split(pair, f, ":"); return hex(f[1]) ":" hex(f[2]) }
  function device_of(dev) { return int(dev / 256) % 4096 ":" dev % 256 + int(dev / 1048576) * 256 }
  function read_mounts(pid,   file, line, f) {
    if (pid in has_read) return
    has_read[pid] = 1; file = "/proc/" pid "/mountinfo"
    while ((getline line < file) > 0) { split(line, f, " "); mounted[pid, f[3]] = 1 }
    close(file)
  }
  function is_detached(pid, dev) {
    read_mounts("self"); if (("self", dev) in mounted) return 0
    read_mounts(pid); return !((pid, dev) in mounted)
  }
  function tell(line) { if (!(line in told)) { told[line] = 1; print line } }'
# One process of each other mount namespace, and of each root directory in it, and the block devices mounted there.
mountinfo_other() {
  echo "scope $scope"
  printf '%s\n' /proc/[0-9]*/ns/mnt /proc/[0-9]*/root /proc/self/ns/mnt | stat_all '%n %d %i' | awk '
    { split($1, path, "/"); pid = path[3] }
    pid == "self" { own = $3; next }
    path[4] == "ns" { ns[pid] = $3; next }
    { root[pid] = $2 ":" $3; order[++n] = pid }
    END {
      if (own == "") exit 1
      for (i = 1; i <= n; i++) {
        pid = order[i]; if (!(pid in ns) || ns[pid] == own) continue
        view = ns[pid] " " root[pid]; if (view in has_read) continue
        wanted[view] = 1; file = "/proc/" pid "/mountinfo"; lines = 0; text = ""
        while ((getline line < file) > 0) {
          lines++; split(line, f, " ")
          if (f[3] !~ /^0:/ || line ~ / - [^ ]* \/dev\//) text = text line "\n"
        }
        close(file); if (lines == 0) continue
        has_read[view] = 1; printf "pid=%s ns=%s\n%s", pid, ns[pid], text
      }
      for (view in wanted) if (!(view in has_read)) exit 1
    }'
}
# PID fd N DEVICE FLAGS: a descriptor of a block device. PID on DEVICE: a file, or its root, working directory or program, on a file
# system that is mounted nowhere any more. PID uring NAME: a file of that name that root gave to io_uring. PID scm N: descriptors on
# their way to root in a socket, which nobody has open meanwhile.
open_files() {
  echo "scope $scope"
  printf '%s\n' /proc/[0-9]*/cwd /proc/[0-9]*/root /proc/[0-9]*/exe /proc/[0-9]*/fd/[0-9]* | stat_all '%n %f %t:%T %d' | awk -v scope="$scope" -v self="/proc/$$/cwd" "$awk_devices"'
    function fdinfo(pid, fd,   file, line, f, flags, is_list) {
      file = "/proc/" pid "/fdinfo/" fd; flags = ""
      while ((getline line < file) > 0) {
        if (line ~ /^flags:/) { split(line, f, /[ \t]+/); flags = f[2] }
        if (line ~ /^[A-Z]/) is_list = line ~ /^UserFiles:/
        else if (line ~ /^scm_fds:[ \t]*[1-9]/ && is_root(pid)) { split(line, f, /[ \t]+/); tell(pid " scm " f[2]) }
        else if (is_list && match(line, /^ *[0-9]+: /) && is_root(pid)) tell(pid " uring " substr(line, RLENGTH + 1))
      }
      close(file); return flags
    }
    function is_root(pid,   file, line, found) {
      file = "/proc/" pid "/status"
      while ((getline line < file) > 0) if (line ~ /^Uid:[ \t]+0[ \t]/) found = 1
      close(file); return found
    }
    NF != 4 { next }
    $1 == self { saw_self = 1 }
    $1 == "/proc/1/cwd" { saw_first = 1 }
    { split($1, path, "/"); pid = path[3] }
    length($2) == 4 && $2 ~ /^6/ && path[4] == "fd" {
      flags = fdinfo(pid, path[5])
      # O_PATH: no more than the name.
      if (flags !~ /1[0-7][0-7][0-7][0-7][0-7][0-7][0-7]$/) tell(pid " fd " path[5] " " number_of($3) " " flags)
      next
    }
    (length($2) < 4 || $2 ~ /^c/) && path[4] == "fd" { fdinfo(pid, path[5]); next }
    { dev = device_of($4); if (dev !~ /^0:/ && is_detached(pid, dev)) tell(pid " on " dev) }
    END { if (!saw_self || scope == "all" && !saw_first) exit 1 }'
}
# PID map DEVICE: a block device in memory, its descriptor may be closed; PID on DEVICE as above. Of each file one mapping is looked at.
mapped_files() {
  echo "scope $scope"
  rm -f "$dir/maps.on"
  printf '%s\n' /proc/[0-9]*/maps | $nice awk -v keys="$dir/maps.keys" -v found="$dir/maps.on" "$awk_devices"'
    { file = $1; split(file, path, "/"); pid = path[3]; split("", seen)
      while ((getline line < file) > 0) {
        split(line, f, " "); key = f[4] " " f[5]
        if (f[5] == 0 || f[5] == "" || key in seen) continue
        seen[key] = 1; dev = number_of(f[4])
        if (dev !~ /^0:/ && is_detached(pid, dev)) print pid " on " dev >found
        if (!(key in first)) { split(f[1], range, "-"); sub(/^0+/, "", range[1]); sub(/^0+/, "", range[2]); first[key] = "/proc/" pid "/map_files/" range[1] "-" range[2] }
        pids[key] = pids[key] " " pid
      }
      close(file) }
    END { for (key in first) { print first[key]; print first[key] pids[key] >keys } }' >"$dir/maps.list"
  cat "$dir/maps.on" 2>/dev/null
  stat_all '%n %f %t:%T %d' <"$dir/maps.list" | awk -v scope="$scope" "$awk_devices"'
    FILENAME != "-" { line = $0; sub(/^[^ ]* /, "", line); pids[$1] = line; next }
    { count++ }
    length($2) == 4 && $2 ~ /^6/ { n = split(pids[$1], each, " "); for (i = 1; i <= n; i++) tell(each[i] " map " number_of($3)) }
    # Only root may follow these links.
    END { if (!count && scope == "all") exit 1 }' "$dir/maps.keys" -
}
# loop3 MODE NODE DEVICE INODE: what is where a loop says its file is; it is its file only if losetup tells the same inode.
loop_backing() {
  for path in /sys/class/block/loop*/loop/backing_file; do
    [ -e "$path" ] && IFS= read -r file <"$path" || continue
    k=${path#/sys/class/block/}
    what=$(stat -L $stat_cached -c '%f %t:%T %d %i' -- "$file" 2>/dev/null) && printf '%s %s\n' "${k%%/*}" "$what"
  done
  :
}
loops() {
  for l in /sys/class/block/loop*/loop/backing_file; do
    [ -e "$l" ] || return 0
    losetup --json -l -O NAME,MAJ:MIN,BACK-FILE,BACK-INO,BACK-MAJ:MIN,OFFSET,SIZELIMIT,AUTOCLEAR,RO
    return
  done
}
# Which file a qemu-nbd serves is only in its open files. Its command line stays unread: it may hold secrets.
nbd_files() {
  for pid_file in /sys/class/block/nbd*/pid; do
    [ -e "$pid_file" ] || return 0
    read -r pid <"$pid_file" || continue
    k=${pid_file#/sys/class/block/}; tgid=''
    # It is a thread's number.
    while read -r key value; do [ "$key" != Tgid: ] || { tgid=$value; break; }; done 2>/dev/null <"/proc/$pid/status"
    printf '%s pid=%s tgid=%s%s\n' "${k%/pid}" "$pid" "$tgid" "$raw_names"
    ls -l $ls_escape "/proc/$pid/fd" 2>/dev/null
  done
  :
}
# Of the processes that have a device open, that live in another mount namespace, or whose I/O is stuck: what they are. Of a
# command line nothing is read but the name of a virtual machine: the rest may hold secrets.
processes() {
  stuck=$($nice grep -ls '^State:.D' /proc/[0-9]*/status)
  found=$({ sed -n 's/^\([0-9][0-9]*\) [a-z]* .*/\1/p' "$dir/open-files.out" "$dir/mapped-files.out"; sed -n 's/^pid=\([0-9]*\) ns=.*/\1/p' "$dir/mountinfo-other.out"; } 2>/dev/null)
  pids=$(printf '%s\n' $found $stuck | sed -e 's/^\/proc\///' -e 's/\/status$//' | sort -nu)
  [ -n "$pids" ] || return 0
  printf '/proc/%s/status\n/proc/%s/cgroup\n' $(printf '%s\n' $pids | sed p) | xargs grep -HsE '^(Name:|State:|0::/|[0-9]+:(name=systemd|memory):/)'
  [ -z "$stuck" ] || printf '%s\n' $stuck | sed 's/status$/wchan/' | xargs grep -Hs '[a-z]'
  for pid in $pids; do
    read -r comm 2>/dev/null <"/proc/$pid/comm" || continue
    # Reading the command line of a process that is stuck may never end.
    case $comm in qemu-system* | qemu-kvm | qemu_kvm | kvm) ;; *) continue ;; esac
    case $stuck in *"/proc/$pid/status"*) continue ;; esac
    guest=$(tr '\000\n' '\n ' 2>/dev/null <"/proc/$pid/cmdline" | sed -n '/^-name$/{n;s/^guest=//;s/,.*//;p;q;}')
    [ -z "$guest" ] || printf '/proc/%s/cmdline:-name guest=%s\n' "$pid" "$guest"
  done
  :
}
# What decides about the volume groups of guests on this host: a dozen of LVM's settings, by what it has in force.
# LVM has no full configuration to print where lvm.conf is empty or missing: then its defaults hold, which it prints as comments.
lvm_settings() {
  lvm lvmconfig --typeconfig full || lvm dumpconfig --type full || {
    own=$(lvm dumpconfig)
    if [ -n "$own" ]; then printf '%s\n' "$own"; else lvm lvmconfig --typeconfig default || lvm dumpconfig --type default; fi
  }
}
lvm_config() {
  command -v lvm >/dev/null || return 0
  lvm version 2>/dev/null | grep 'LVM version:'
  lvm_settings 2>/dev/null | awk '
    { sub(/^\t# /, "\t") }
    /^[a-z]+ [{]$/ { group = $1 }
    /^\t(use_devicesfile|devicesfile|scan_lvs|filter|global_filter|auto_activation_volume_list|volume_list|event_activation)=/ {
      sub(/^\t/, ""); print group "/" $0 }'
}
lvm_devices_file() {
  [ ! -e /etc/lvm/devices/system.devices ] || dd if=/etc/lvm/devices/system.devices bs=1024 count=256 2>/dev/null
}
# Which command touched a group last, on which host and devices it was made, and which thin volumes are copies: of each
# backup of LVM's metadata, and of the first and last of its archive for each group.
lvm_backup() {
  cd /etc/lvm 2>/dev/null || return 0
  if [ -d backup ] && [ ! -r backup ]; then echo '/etc/lvm/backup is for root only' >&2; return 1; fi
  { ls -d backup/* 2>/dev/null
    ls -d archive/*.vg 2>/dev/null | awk '
      { group = $0; sub(/_[0-9]+-[0-9]+\.vg$/, "", group); if (!(group in first)) first[group] = $0; last[group] = $0 }
      END { for (group in first) { print first[group]; if (last[group] != first[group]) print last[group] } }' | sort
  } | grep '^[A-Za-z0-9+_./-]*$' | xargs grep -ls '^contents = "Text Format Volume Group"' | xargs awk '
    function keep(line) { bytes += length(line) + 1; if (bytes < 524288) print line; else if (!cut) { cut = 1; print "# cut" } }
    BEGIN { if (ARGC < 2) exit }
    FNR == 1 { depth = 0; split("", made_on); is_archive = FILENAME ~ /^archive/; keep("== /etc/lvm/" FILENAME) }
    { line = $0; sub(/^\t+/, "", line) }
    line ~ /[{]$/ {
      name[depth++] = line
      if (depth == 1 || depth == 3 && name[1] ~ /^physical/) keep($0)
      if (depth == 3) { volume = $0; is_news = is_thin = 0 }
      next
    }
    line == "}" {
      depth--
      if (depth == 0 || depth == 2 && name[1] ~ /^physical/) keep($0)
      if (depth == 2 && name[1] ~ /^logical/ && is_news && !is_archive) keep(volume "\n" $0)
      next
    }
    depth == 0 && /^(description|creation_host|creation_time) = / || depth == 1 && line ~ /^(id|seqno) = / { keep($0) }
    depth == 3 && name[1] ~ /^physical/ && line ~ /^(id|device) = / { keep($0) }
    depth == 3 && name[1] ~ /^logical/ && line ~ /^(id|creation_host) = / {
      volume = volume "\n" $0
      if ($1 == "creation_host" && !(line in made_on)) made_on[line] = is_news = 1
    }
    depth == 4 && line == "type = \"thin\"" { is_thin = 1 }
    depth == 4 && is_thin && line ~ /^(origin|external_origin) = / { volume = volume "\n" $0; is_news = 1 }'
  :
}
lsblk_list() {
  # What sysfs and udev's database do not tell, or tell as well; mount points come from mountinfo, with all namespaces.
  columns=NAME,KNAME,MAJ:MIN,TYPE,SIZE,FSTYPE,LABEL,UUID,MODEL,SERIAL,WWN
  $nice lsblk -J -b -l -o "$columns" 2>/dev/null || $nice lsblk -J -b -l -O
}
# `dmsetup status` of everything, or, while something is suspended, of what $dir/status-devices lists (see status_scope).
status() {
  [ -s "$dir/status-scope" ] || { dm status --noflush; return; }
  while IFS=' ' read -r major minor name; do
    dm status --noflush -j "$major" -m "$minor" | while IFS= read -r line; do printf '%s: %s\n' "$name" "$line"; done
  done <"$dir/status-devices"
}

# ---- sections -------------------------------------------------------------------------------------------------------

# A section's header and body on fd 5. `note` is standard error, on one line.
put() { # NAME TIER STATE STATUS MS COMMAND BODY
  printf '%%%% section name=%s tier=%s state=%s status=%s ms=%s bytes=%s command=%s\n%s\n' "$1" "$2" "$3" "$4" "$5" "${#7}" "$6" "$7" >&5
}
note() { # NAME FILE
  [ ! -s "$2" ] || printf '%%%% note name=%s text=%s\n' "$1" "$(head -n 3 "$2" | tr -c '[:print:]' ' ' | sed 's/ *$//')" >&5
}
section() { # NAME 'COMMAND AS A PERSON WOULD TYPE IT' COMMAND...
  name=$1; label=$2; shift 2
  printf '%s\n' "$name" >"$dir/at"
  now; began=$now
  body=$("$@" 2>"$dir/err" </dev/null; printf '_%s' $?)
  now
  put "$name" core done "${body##*_}" $(((now - began) * 10)) "$label" "${body%_*}"
  note "$name" "$dir/err"
}

# ---- the worker: looks, and captures when something changed ---------------------------------------------------------

# What a cheap look compares. Where block events are heard they tell of replaced tables; elsewhere the count of all events does.
fingerprint() {
  dm_info 2>&1
  (live_file_systems) 2>/dev/null
  sed -e '/\[[=>.]*\]/d' -e '/bitmap:/d' -e 's/\(partition\|file\)[[:space:]][[:space:]]*[0-9].*$/\1/' /proc/self/mountinfo /proc/swaps /proc/mdstat 2>/dev/null
  # Semaphores of udev (see proc_and_sysfs). What makes one of them a finding is its age, so while there are any, time is news.
  cookies=$(grep -sE '^ *223(1[5-9]|20|21)[0-9]{4} ' /proc/sysvipc/sem) && now && echo "$cookies" $((now / 3000))
  [ -n "$hears_events" ] || cat /sys/kernel/uevent_seqnum
}

# What status may ask while something is suspended: everything but thin pools whose metadata stands on a suspended device,
# and the thins in them: asking those never returns.
status_scope() { # uses $info, $deps, $table
  : >"$dir/status-scope"
  case $info in *"$us"??s?"$us"*) ;; *) return 0 ;; esac
  echo suspended >"$dir/status-scope"
  { printf '%s\n' "$info"; echo "$us"; printf '%s\n' "$deps"; echo "$us"; printf '%s\n' "$table"; } | awk -v us="$us" '
    $0 == us { part++; next }
    part == 0 { if (split($0, f, us) < 8) next; id = f[1] ":" f[2]; order[++n] = id; name[id] = f[8]; id_of[f[8]] = id; if (f[3] ~ /s/) stuck[id] = 1 }
    part == 1 { at = match($0, /: [0-9]+ dependenc/); if (!at) next; id = id_of[substr($0, 1, at - 1)]; if (id == "") next
      rest = substr($0, at); gsub(/[^0-9,]+/, " ", rest); c = split(rest, d, " "); pair = ""
      for (i = 2; i <= c; i++) { if (d[i] ~ /,$/) { pair = substr(d[i], 1, length(d[i]) - 1); continue } if (pair != "") { bases[id] = bases[id] " " pair ":" d[i]; pair = "" } } }
    part == 2 { at = match($0, /: [0-9]+ [0-9]+ thin(-pool)? /); if (!at) next; id = id_of[substr($0, 1, at - 1)]; split(substr($0, at + 2), t, " ")
      if (t[3] == "thin-pool") meta[id] = t[4]; else pool[id] = t[4] }
    END {
      do { grew = 0; for (id in bases) if (!(id in stuck)) { c = split(bases[id], b, " "); for (i = 1; i <= c; i++) if (b[i] in stuck) { stuck[id] = 1; grew = 1; break } } } while (grew)
      for (id in meta) if (meta[id] in stuck) barred[id] = 1
      for (id in pool) if (pool[id] in barred) barred[id] = 1
      for (i = 1; i <= n; i++) { id = order[i]; if (id in barred) print name[id] >barredfile; else { split(id, f, ":"); print f[1], f[2], name[id] } }
    }' barredfile="$dir/status-barred.new" >"$dir/status-devices"
}

capture() { # REASON
  tries=2
  while :; do
    read -r events_before </sys/kernel/uevent_seqnum || events_before=0
    exec 5>"$dir/core"
    now; capture_began=$now
    printf '%%%% begin seq=%s time=%s uptime=%s reason=%s host=%s\n' "$sequence" "$(date +%s)" "$uptime" "$1" "$host" >&5
    [ "$sequence" -gt 1 ] || static_sections
    section dmsetup-info 'dmsetup --manglename none info -c -o major,minor,attr,open,segments,events,uuid,name' dm_info
    info=${body%_*}
    section dmsetup-deps 'dmsetup --manglename none deps -o devno' dm deps -o devno; deps=${body%_*}
    section dmsetup-table 'dmsetup --manglename none table' dm_table; table=${body%_*}
    inactive='dmsetup --manglename none table --inactive'
    case $info in
      *"$us"?I??"$us"*) section dmsetup-table-inactive "$inactive" dm_table --inactive ;;
      *) put dmsetup-table-inactive core done 0 0 "$inactive" '' ;;
    esac
    section sysfs-links 'cd /sys/class/block; ls -d dm-* */slaves/* and partitions' sysfs_links
    echo proc-and-sysfs >"$dir/at"
    proc_and_sysfs >&5 2>/dev/null </dev/null
    section live-file-systems 'ls -d /sys/fs/*/DEVICE /proc/fs/*/DEVICE /sys/class/block/*/bcache, and paths of kernel targets' live_file_systems
    section losetup 'losetup --json -l' loops
    section nbd-files 'ls -l /proc/PID/fd of each nbd' nbd_files
    now
    printf '%%%% end seq=%s ms=%s\n' "$sequence" $(((now - capture_began) * 10)) >&5
    exec 5>&-
    tries=$((tries - 1))
    read -r events_after </sys/kernel/uevent_seqnum || events_after=0
    # What changed while it was looked at is looked at again: half a change makes a stack that never was.
    [ "$tries" -gt 0 ] && [ "$events_before" != "$events_after" ] || break
  done
  echo $((now - capture_began)) >"$dir/core-took"
  status_scope
  sequence=$((sequence + 1))
}
# What stays as it is while the host is up.
static_sections() {
  put dmsetup-version core done 0 0 'dmsetup version' "$dm_version"
  body=Linux
  for name in hostname osrelease version; do read -r line <"/proc/sys/kernel/$name" && body="$body $line"; done
  put uname core done 0 0 'uname -snrv' "$body
"
  # What a plan needs to take devices down, and what makes the initramfs.
  body=''
  for name in dmsetup cryptsetup multipath kpartx losetup qemu-nbd nbd-client mdadm lvremove update-initramfs dracut mkinitcpio; do
    path=$(command -v "$name") && body="$body$path
"
  done
  put tools core done 0 0 'command -v dmsetup cryptsetup multipath kpartx losetup qemu-nbd nbd-client mdadm lvremove update-initramfs dracut mkinitcpio' "$body"
}

worker() {
  sequence=1; last=''
  while read -r reason <&4; do
    rm -f "$dir/event"
    fresh=''
    echo dmsetup-info >"$dir/at"
    [ "$mode" != watch ] || fresh=$(fingerprint)
    if [ "$sequence" = 1 ] || [ "$reason" = event ] || [ "$fresh" != "$last" ]; then
      last=$fresh
      [ "$reason" != look ] || reason=changed
      capture "$reason"
      echo core >&3
    else
      echo same >&3
    fi
    echo >"$dir/at"
  done
}

# ---- what runs apart ------------------------------------------------------------------------------------------------

# What is in devices, of those that changed since it was last printed. Nothing of ours may stay open in what it leaves behind.
lvm_inside() { $nice "${DMSCOPE_NODE:-node}" --disable-warning=ExperimentalWarning "$peek" "$dir/core.printed" "$dir/lvm-inside.before" 3>&- 4>&- 5>&-; }

# Runs one command in the background. If the last one still lives, it is asked again when that has ended.
start_extra() { # NAME
  # Who looks for what processes have open must not find the one that looks into devices, which has them open for a moment.
  case $1 in open-files) apart_from=lvm-inside ;; lvm-inside) apart_from=open-files ;; *) apart_from=$1 ;; esac
  if [ -e "$dir/$1.running" ] || [ -e "$dir/$apart_from.running" ]; then : >"$dir/$1.wanted"; return; fi
  case $1 in
    dmsetup-status) set -- "$1" status; rm -f "$dir/status-barred"; [ ! -e "$dir/status-barred.new" ] || mv "$dir/status-barred.new" "$dir/status-barred" ;;
    dmsetup-info-long) set -- "$1" deferred ;;
    udev-db) set -- "$1" udev_db ;;
    mountinfo-other) set -- "$1" again mountinfo_other ;;
    loop-backing) set -- "$1" loop_backing ;;
    mapped-files) set -- "$1" again mapped_files ;;
    lsblk) set -- "$1" lsblk_list ;;
    open-files) set -- "$1" again open_files ;;
    processes) set -- "$1" processes ;;
    lvm-config) set -- "$1" lvm_config ;;
    lvm-devices-file) set -- "$1" lvm_devices_file ;;
    lvm-backup) set -- "$1" lvm_backup ;;
    lvm-inside) set -- "$1" lvm_inside; [ ! -e "$dir/lvm-inside.out" ] || mv "$dir/lvm-inside.out" "$dir/lvm-inside.before" ;;
  esac
  rm -f "$dir/$1.wanted" "$dir/$1.later"
  : >"$dir/$1.running"
  now; echo "$now" >"$dir/$1.began"
  (
    extra=$1; shift
    "$@" >"$dir/$extra.out" 2>"$dir/$extra.err" </dev/null
    code=$?
    # What ends too late finds the folder gone, and has nobody to tell.
    [ -d "$dir" ] || exit
    echo "$code" >"$dir/$extra.status"
    now; echo "$now" >"$dir/$extra.ended"
    echo "extra $extra" >&3
  ) 2>/dev/null &
}
label_of() { # NAME: as a person would type it
  case $1 in
    dmsetup-status) label='dmsetup --manglename none status --noflush' ;;
    dmsetup-info-long) label='dmsetup --manglename none info, of devices with DEFERRED REMOVE' ;;
    udev-db) label='grep -HE "^(S|E):" /run/udev/data/b*' ;;
    mountinfo-other) label='cat /proc/PID/mountinfo, block devices of one PID of each other mount namespace and root' ;;
    loop-backing) label='stat -L of the file of each loop' ;;
    mapped-files) label='cat /proc/PID/maps; stat -L /proc/PID/map_files/*, block devices' ;;
    lsblk) label='lsblk -J -b -l -o …' ;;
    open-files) label='stat -L /proc/PID/{fd/*,cwd,root,exe}, block devices' ;;
    processes) label='grep -H . /proc/PID/{status,cgroup,wchan,cmdline}, a few lines of each' ;;
    lvm-config) label='lvm version; lvmconfig --typeconfig full, a few settings' ;;
    lvm-devices-file) label='cat /etc/lvm/devices/system.devices' ;;
    lvm-inside) label='peek.ts: labels, metadata and partition tables, read from devices that changed' ;;
    lvm-backup) label='grep -H . /etc/lvm/backup/* /etc/lvm/archive/*, a few lines of each' ;;
  esac
}
emit_extra() { # NAME: it has ended
  [ -e "$dir/$1.running" ] || return 0
  read -r began <"$dir/$1.began"; read -r ended <"$dir/$1.ended"; read -r code <"$dir/$1.status"
  took=$((ended - began)); bytes=$(wc -c <"$dir/$1.out"); label_of "$1"
  printf '%%%% section name=%s tier=extra state=done status=%s ms=%s bytes=%s command=%s\n' "$1" "$code" $((took * 10)) $((bytes)) "$label"
  cat "$dir/$1.out"; echo
  exec 5>&1; note "$1" "$dir/$1.err"
  if [ "$1" = dmsetup-status ] && [ -s "$dir/status-barred" ]; then
    printf '%%%% note name=dmsetup-status text=not asked, since their metadata is suspended: %s\n' "$(tr '\n' ' ' <"$dir/status-barred" | tr -c '[:print:]' ' ')"
  fi
  rm -f "$dir/$1.running" "$dir/$1.late"
  times=$patience; [ "$1" != open-files ] || times=$patience_files
  echo $((ended + took * times)) >"$dir/$1.again"
  # What is not repeated at once waits for a tick.
  case " $now_and_then " in *" $1 "*) ;; *) [ ! -e "$dir/$1.wanted" ] || start_extra "$1" ;; esac
  # Once for both, unless one of them lets it wait.
  case $1 in open-files) other=mapped-files ;; mapped-files) other=open-files ;; *) other='' ;; esac
  [ -z "$other" ] || { [ -e "$dir/$other.running" ] && [ ! -e "$dir/$other.late" ]; } || start_extra processes
  [ "$1" != open-files ] || [ ! -e "$dir/lvm-inside.wanted" ] || start_extra lvm-inside
  case "$mode $1 $code" in
    'watch lvm-inside 75') start_extra lvm-inside ;;
    'watch lvm-inside 76') echo $((ended + 1500 + took * patience_files)) >"$dir/$1.again"; : >"$dir/$1.later" ;;
    'watch lvm-inside 77') echo $((ended + 30000)) >"$dir/$1.again"; : >"$dir/$1.later" ;;
  esac
}
check_late() { # say once that something is late; it is left alone
  read -r core_took <"$dir/core-took" || core_took=0
  now
  for extra in $every_capture $now_and_then $after_open_files $when_changed; do
    [ -e "$dir/$extra.running" ] && [ ! -e "$dir/$extra.late" ] || continue
    # lsblk takes twenty times as long as the core capture on a host in good health, LVM is slow to begin, and processes are many.
    limit=$((deadline_s * 100 + core_took))
    case $mode in users | status) limit=$((limit + core_took * patient)) ;; esac
    case $extra in
      lvm-inside) limit=$((limit + peek_s * 100)) ;;
      lsblk | lvm-*) limit=$((limit + core_took * patience)) ;;
      mountinfo-other | open-files | mapped-files) limit=$((limit + core_took * patience_files)) ;;
    esac
    read -r began <"$dir/$extra.began"
    [ $((now - began)) -ge "$limit" ] || continue
    : >"$dir/$extra.late"; label_of "$extra"
    printf '%%%% section name=%s tier=extra state=late status=- ms=%s bytes=0 command=%s\n\n' "$extra" $(((now - began) * 10)) "$label"
  done
}
due() { # NAME: is it time again? The longer it takes, the less often.
  now; again=0
  [ ! -e "$dir/$1.again" ] || read -r again <"$dir/$1.again"
  [ "$now" -ge "$again" ]
}
start_extras() {
  for extra in $every_capture; do start_extra "$extra"; done
  for extra in $now_and_then; do
    if [ "$extra" = lsblk ] && ! command -v lsblk >/dev/null; then
      printf '%%%% section name=lsblk tier=extra state=absent status=- ms=0 bytes=0 command=lsblk\n\n'
    elif due "$extra"; then start_extra "$extra"
    else : >"$dir/$extra.wanted"; fi
  done
}
# LVM's configuration and backups stay as they are for days. A file that is replaced changes its folder's time.
start_changed() {
  case $mode in users | status) return 0 ;; esac
  ! is_newer config /etc/lvm /etc/lvm/lvm.conf /etc/lvm/lvmlocal.conf /etc/lvm/devices /etc/lvm/devices/system.devices ||
    { start_extra lvm-config; start_extra lvm-devices-file; }
  ! is_newer backup /etc/lvm/backup /etc/lvm/archive || start_extra lvm-backup
}
is_newer() { # WHAT FILE...: is one of them newer than the last time this was so? At first it is.
  seen=$dir/lvm-$1-seen; shift
  for file; do
    [ ! -e "$seen" ] || [ "$file" -nt "$seen" ] || continue
    : >"$seen"
    return 0
  done
  return 1
}
# Devices are looked into when what they are has changed, or whether they are suspended; not when they are opened or mounted.
start_inside() {
  [ -n "$peek" ] && [ "$mode" != users ] || return 0
  mv "$dir/core" "$dir/core.printed"
  devices=$(devices_of "$dir/core.printed")
  [ "$devices" != "$peeked_devices" ] || return 0
  peeked_devices=$devices
  start_extra lvm-inside
}
devices_of() { # CORE
  awk -F "$us" '
    /^%% section name=/ { name = $0; sub(/^%% section name=/, "", name); sub(/ .*/, "", name); next }
    name == "dmsetup-info" && NF >= 8 { print $1, $2, $3, $6, $7, $8; next }
    name ~ /^(dmsetup-info|dmsetup-table|sysfs|proc-partitions)$/' "$1" | cksum
}
start_wanted() { # what something asked for before it was time again
  for extra in $now_and_then; do
    [ ! -e "$dir/$extra.wanted" ] || [ -e "$dir/$extra.running" ] || ! due "$extra" || start_extra "$extra"
  done
  [ ! -e "$dir/lvm-inside.later" ] || ! due lvm-inside || start_extra lvm-inside
}

# ---- the main loop: one event at a time, never blocked by what it watches -------------------------------------------

ticker() { while sleep "$1"; do kill -0 "$$" 2>/dev/null || break; echo tick >&3; done; kill $monitors 2>/dev/null; }

# A burst of block events makes one look: the first is reported a moment later, the others until that look are not.
start_monitor() {
  command -v udevadm >/dev/null && [ -d /run/udev ] || return 0
  mkfifo "$dir/udev"
  udevadm monitor --kernel --udev --subsystem-match=block >"$dir/udev" 2>/dev/null </dev/null &
  monitors=$!
  (
    while read -r line; do
      case $line in KERNEL* | UDEV*) ;; *) continue ;; esac
      [ ! -e "$dir/event" ] || continue
      : >"$dir/event" || exit
      kill -0 "$$" 2>/dev/null || exit
      sleep 0.1 2>/dev/null || :
      echo event >&3
    done <"$dir/udev"
    rm -f "$dir/hears"
  ) &
  monitors="$monitors $!"
  hears_events=yes
}

clean_up() {
  trap - EXIT HUP INT TERM PIPE
  # shellcheck disable=SC2086
  kill $helpers $monitors 2>/dev/null
  cd / && rm -rf "$dir"
}

prepare() {
  sudo=''
  command -v dmsetup >/dev/null || fail 'dmsetup is not installed (Debian: dmsetup, Fedora: device-mapper)'
  # Asking the version loads dm-mod where it is a module.
  if ! dm_version=$(dmsetup version 2>/dev/null); then
    if [ "$(id -u)" != 0 ]; then
      sudo='sudo -n'
      dm_version=$($sudo dmsetup version 2>/dev/null) || fail "device-mapper answers only root: run as root, or allow $(id -un) to run dmsetup by sudo without a password"
    else
      fail 'this kernel has no device-mapper (dmsetup version fails); try: modprobe dm-mod'
    fi
  fi
  dm_version="$dm_version
"
  nice=''; ! command -v nice >/dev/null || nice='nice -n 19'
  stat_cached='--cached=always'; stat $stat_cached / >/dev/null 2>&1 || stat_cached=''
  ls_escape=-b; raw_names=''; ls -db / >/dev/null 2>&1 || { ls_escape=''; raw_names=' raw'; }
  scope_of_proc
  dir=''
  for base in /run /dev/shm "${XDG_RUNTIME_DIR:-/run}" "${TMPDIR:-/tmp}"; do
    [ -d "$base" ] && [ -w "$base" ] && (umask 077; mkdir "$base/dmscope-collector.$$") 2>/dev/null && dir=$base/dmscope-collector.$$ && break
  done
  [ -n "$dir" ] || fail 'no place for its files: tried /run, /dev/shm and /tmp'
  helpers=''; monitors=''; hears_events=''; peeked_devices=''
  [ -z "$peek" ] || when_changed="$when_changed lvm-inside"
  trap clean_up EXIT; trap 'exit 0' HUP INT TERM PIPE
  read -r host </proc/sys/kernel/hostname
  echo 0 >"$dir/core-took"; echo >"$dir/at"
  mkfifo "$dir/events" "$dir/orders"
  exec 3<>"$dir/events" 4<>"$dir/orders"
}

print_core() { cat "$dir/core" || exit 0; }

once() {
  prepare
  echo dmscope-capture 1
  worker & helpers=$!
  ticker 1 & helpers="$helpers $!"
  echo start >&4
  waiting=core; waited=0
  case $mode in users | status) now_and_then='open-files mapped-files'; deadline_s=$patient; nice='' ;; esac
  [ "$mode" != users ] || every_capture='dmsetup-info-long udev-db mountinfo-other loop-backing'
  while read -r event name <&3; do
    case $event in
      core) print_core; [ "$mode" != core ] || break; waiting=extras; start_extras; start_changed; start_inside ;;
      extra) emit_extra "$name" ;;
      tick) waited=$((waited + 1))
        if [ "$waiting" = core ] && [ "$waited" -ge 60 ]; then read -r at <"$dir/at"; fail "no answer for $waited s while asking for: $at"; fi
        [ "$waiting" = core ] || check_late ;;
    esac
    [ "$waiting" = core ] || still_waiting || break
  done
}
still_waiting() {
  for extra in $every_capture $now_and_then $after_open_files $when_changed; do
    [ ! -e "$dir/$extra.running" ] || [ -e "$dir/$extra.late" ] || return 0
  done
  return 1
}

# While everything changes at once, half of the time is the host's own.
rest() {
  read -r took <"$dir/core-took"
  resting=yes
  ( sleep "$((took / 100)).$((took % 100 / 10))" 2>/dev/null || sleep 1; echo rested >&3 ) &
}
watch() {
  prepare
  echo dmscope-capture 1
  start_monitor
  worker & helpers=$!
  ticker "$interval" & helpers="$helpers $!"
  looking=yes; pending=''; resting=''; ticks=0; number=0
  echo start >&4
  while read -r event name <&3; do
    case $event in
      core) looking=''; number=$((number + 1)); print_core; start_extras; start_changed; start_inside; rest ;;
      same) looking='' ;;
      rested) resting='' ;;
      extra) emit_extra "$name" ;;
      event) pending=event ;;
      tick)
        ticks=$((ticks + 1)); now; read -r at <"$dir/at"
        printf '%%%% tick seq=%s uptime=%s busy=%s\n' "$number" "$uptime" "$at" || exit 0
        check_late
        start_wanted
        [ "$number" = 0 ] || start_changed
        # What changes without any event: how full a snapshot is, how far a resync.
        [ $((ticks % 5)) != 0 ] || [ "$number" = 0 ] || [ -e "$dir/dmsetup-status.running" ] || start_extra dmsetup-status
        : "${pending:=look}" ;;
    esac
    if [ -z "$looking$resting" ] && [ -n "$pending" ]; then echo "$pending" >&4; looking=yes; pending=''; fi
  done
}

main() {
  mode=once
  while [ $# -gt 0 ]; do
    case $1 in
      once | core | users | status | watch) mode=$1 ;;
      --interval) shift; interval=${1:-}; case $interval in '' | *[!0-9.]*) fail '--interval takes seconds, such as 2' ;; esac ;;
      *) printf 'dmscope collector: unknown word: %s (once | core | users | status | watch [--interval S])\n' "$1" >&2; exit 2 ;;
    esac
    shift
  done
  if [ "$mode" = watch ]; then watch; else once; fi
  exit 0
}
main "$@"
