import type { Run } from '../../run/run.ts';
import type { Stack } from '../../stack/stack.ts';
import { textRedactor } from './redact-text.ts';
import { secretsOf } from './secrets.ts';
import { createStandIns } from './stand-ins.ts';

/**
 * Redaction takes out of plain data – a report, or what a picture is made from – what tells whose host it is: host names,
 * UUIDs, serial numbers and WWNs, names and labels that an owner or a guest chose, their paths and addresses. The same
 * text is always the same stand-in, in sentences, in trees and within names that LVM or kpartx put together, so that
 * who reads it still sees what is the same. It comes after everything is found and planned, since filters and UUIDs have to
 * be compared as they are. Sizes, numbers of devices and versions stay: without them there would be nothing to read.
 */
export function redactor(stacks: readonly Stack[], run: Run | null): <T>(value: T) => T {
  const standIns = createStandIns();
  const known = secretsOf(stacks, run, standIns);
  const text = textRedactor(
    known,
    standIns,
    domainsOf([...stacks.map(({ host }) => host.name), run?.host ?? '']),
  );
  return (value) => redacted(value, text);
}

/** Of a host with a whole name; `example.com` of `host1.example.com`. */
function domainsOf(hosts: readonly string[]): readonly string[] {
  const domains = hosts.map((host) => host.split('.').slice(1).join('.'));
  return [...new Set(domains)].filter((domain) => /^[\w-]+(?:\.[\w-]+)+$/.test(domain));
}

/** Words of our own, by which data is told apart: a guest that calls its volume `dm` must not change them. */
const OWN_WORDS: ReadonlySet<string> = new Set([
  'schema',
  'kind',
  'devNo',
  'base',
  'target',
  'roles',
  'layer',
  'section',
  'severity',
  'rule',
  'state',
  'claim',
  'format',
  'moment',
  'fingerprint',
  'id',
  'tools',
  'madeBy',
  'kernel',
  'dmVersion',
  'dmLibraryVersion',
  'version',
]);

function redacted<T>(value: T, text: (original: string) => string): T {
  return copied(value, text) as T;
}

function copied(value: unknown, text: (original: string) => string): unknown {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((each) => copied(each, text));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => {
    const isOwn = OWN_WORDS.has(key) && !(typeof each === 'object' && key !== 'roles' && key !== 'tools');
    return [key, isOwn ? each : copied(each, text)];
  });
  return Object.fromEntries(entries);
}
