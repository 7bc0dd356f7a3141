#!/bin/bash
# Device names that break parsers: as dmsetup mangles them, and put into the kernel as they are
. /mnt/dmscope/e2e/lab/guest/scenario.sh
named() { run dmsetup create "$@" --table '0 8 zero'; }
raw() { run dmsetup --manglename none create "$@" --table '0 8 zero'; }
modprobe dm-zero

for name in 'with space' 'ünïcödé' '日本語' 'a:b' 'a|b' "quo'te" 'dq"x' 'back\slash' 'per%cent' 'hash#' 'semi;colon' \
  'comma,name' 'par(en)' 'dollar$HOME' 'star*' 'amp&' 'lt<b>' '=eq' '~tilde' '`tick`' '[br]' '{c}' '!bang' \
  '?q' $'tab\tname' $'new\nline' $'esc\e[31mred' '@at' '+plus' 'trailing ' ' leading' 'UPPER' 'ctl' '1' \
  'docker-253:4-1234-pool' 'a: 0 8 zero' 'x (254:1)' 'vg-lv-with--dashes' 'luks-abc' $'\xff\xfe' "$(printf 'n%.0s' {1..127})"; do
  named "$name"
done
echo '### refused'
may_fail dmsetup create '..' --table '0 8 zero'
may_fail dmsetup create 'sl/ash' --table '0 8 zero'
may_fail dmsetup create "$(printf 'm%.0s' {1..128})" --table '0 8 zero'
named uuid-blank -u 'CRYPT-PLAIN-with space:colon'
named uuid-not-lvm -u 'LVM-notreallylvm'
named uuid-unicode -u 'ünï"q'
named uuid-long -u "$(printf 'u%.0s' {1..128})"
state mangled

for name in 'raw space' 'raw:colon' 'raw: 0 8 zero' 'raw"dq' "raw'q" 'raw;semi' 'raw,comma' 'raw|pipe' 'raw\x20hex' \
  $'raw\ttab' 'raw日本' $'raw\e[31mred' $'raw\xff' $'raw\x1funit' 'raw%s'; do
  raw "$name"
done
raw raw-uuid -u 'CRYPT-a b'
state raw

raw $'raw\nnewline'
raw $'raw\n0 9 linear 98:0 0'
raw raw-uuid-newline -u $'CRYPT-a b\nc'
state raw-newlines

echo '### names that pass for records of their own in the report of `dmsetup info -c`, cut short and complete'
raw $'raw\n254\x1f999\x1fLIVE'
state raw-forged-record
raw $'raw\n254\x1f998\x1fL--w\x1f0\x1f1\x1f0\x1f\x1fevil'
state raw-forged-record-complete
