/**
 * A capture is what the collector (server/collector.sh) printed on a host: one section per command, each exactly as
 * the host's own tool printed it. It is the one format that joins host, page, command line, tests and reports.
 *
 *     dmscope-capture 1
 *     %% begin seq=1 time=1763689858 uptime=1234.56 reason=start host=host1.example.com
 *     %% section name=dmsetup-table tier=core state=done status=0 ms=10 bytes=54 command=dmsetup --manglename none table
 *     docker--volumes-docker--data: 0 409600 linear 254:3 2048
 *     %% end seq=1 ms=80
 *     %% tick seq=1 uptime=1236.58 busy=
 *
 * A body is `bytes` bytes, then one newline that is not part of it, so that nothing in it can pass for a header.
 * `command` is the last field and runs to the end of the line. A file is a stream that has ended: sections of the same name
 * replace each other, and what belongs to one moment stands between `begin` and `end`. Sections outside of that
 * (tier=extra: lsblk, `dmsetup status`) arrive when they arrive.
 */

export const CAPTURE_MAGIC = 'dmscope-capture 1';

/** `core` never hangs and makes the tree; `extra` runs apart, with a deadline, and enriches it. */
export type Tier = 'core' | 'extra';

/** `done`: it ended. `late`: it is still running and was abandoned. `absent`: no such tool. `skipped`: would have hung. */
export type SectionState = 'done' | 'late' | 'absent' | 'skipped';

export type Section = {
  readonly name: string;
  readonly tier: Tier;
  readonly state: SectionState;
  /** The core capture it belongs to or came after. */
  readonly sequence: number;
  /** Exit status; null unless `done`. */
  readonly exitStatus: number | null;
  readonly durationMs: number;
  readonly command: string;
  /** Why it is late, absent or skipped; otherwise standard error, if any. */
  readonly note: string;
  /** Standard output, decoded by `decodeHostText`. */
  readonly text: string;
};

export type Capture = {
  /** Counts the core captures of one stream, from 1. */
  readonly sequence: number;
  /** When the core capture began, seconds since 1970, by the host's clock. */
  readonly timeSeconds: number;
  /** Why it was taken: `start`, `changed`, `event`, `asked`; `imported` for what no collector took (lib/import). */
  readonly reason: string;
  /** What the host calls itself (`uname -n`). */
  readonly host: string;
  /** How long the core capture took. */
  readonly durationMs: number;
  readonly sections: ReadonlyMap<string, Section>;
};
