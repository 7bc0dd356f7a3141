import type { Evidence, EvidenceKind } from './evidence.ts';

/** Which host it was and when, from the outputs of `hostname`, `uname -a` and `date`. */
export type HostFacts = {
  /** Empty where nothing tells. */
  readonly name: string;
  /** Seconds since 1970; 0 where nothing tells. */
  readonly timeSeconds: number;
  readonly missing: readonly string[];
};

type Pile = ReadonlyMap<EvidenceKind, readonly Evidence[]>;

export function hostFacts(pile: Pile, paths: readonly string[]): HostFacts {
  const uname = pile.get('uname')?.[0]?.text ?? '';
  const said = pile.get('hostname')?.[0]?.text.split('\n', 1)[0]?.trim() ?? '';
  const report = reportOf(paths);
  const name = oneWord(/^Linux (\S+) \d/.exec(uname)?.[1] ?? '') || oneWord(said) || (report?.host ?? '');
  const times = (pile.get('date') ?? []).flatMap(({ text }) => timeOf(text) ?? []);
  const timeSeconds = times[0] ?? report?.timeSeconds ?? 0;
  return {
    name,
    timeSeconds,
    missing: [
      ...(name === '' ? ['the name of the host'] : []),
      ...(times.length > 0 ? [] : report === null ? ['the time'] : ['the time of day']),
      ...(uname === '' ? ['the kernel’s version'] : []),
      ...(pile.has('dmsetup-version') ? [] : ['device-mapper’s version']),
    ],
  };
}

/** Host names come from anyone, and stand in the header of a capture. */
function oneWord(text: string): string {
  return /^[A-Za-z0-9._-]{1,253}$/.test(text) ? text : '';
}

/** `sosreport-host1-2026-11-21-imprdok/…`, or with a case number after the host. */
function reportOf(paths: readonly string[]): { readonly host: string; readonly timeSeconds: number } | null {
  for (const path of paths) {
    const [, host = '', date = ''] =
      /^sosreport-([A-Za-z0-9._-]+?)(?:-\d{3,})?-(\d{4}-\d{2}-\d{2})-/.exec(path) ?? [];
    if (date !== '') return { host, timeSeconds: Date.parse(`${date}T00:00:00Z`) / 1000 || 0 };
  }
  return null;
}

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
/** Zones whose names everybody means the same by; of others the number of hours is not known here. */
const OFFSET_HOURS: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  Z: 0,
  CET: 1,
  CEST: 2,
  EST: -5,
  EDT: -4,
  PST: -8,
  PDT: -7,
  JST: 9,
};

/** `date` in the C locale: `Sat Nov 21 13:02:53 UTC 2026`. */
function timeOf(text: string): number | null {
  const match =
    /\b([A-Z][a-z]{2}) +(\d{1,2}) (\d{2}):(\d{2}):(\d{2}) (?:([AP])M )?([A-Z]{1,5}|[+-]\d{2,4}) (\d{4})\b/.exec(
      text,
    );
  if (!match) return null;
  const [, month = '', day, hour, minute, second, half, zone = '', year] = match;
  const monthIndex = MONTHS.indexOf(month) / 3;
  const offset = OFFSET_HOURS[zone] ?? (/^[+-]\d/.test(zone) ? Number(zone.slice(0, 3)) : null);
  if (!Number.isInteger(monthIndex) || monthIndex < 0 || offset === null) return null;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === 'P' ? 12 : 0);
  return (
    Date.UTC(Number(year), monthIndex, Number(day), hours - offset, Number(minute), Number(second)) / 1000
  );
}
