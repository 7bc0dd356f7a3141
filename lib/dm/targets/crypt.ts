import { formatBytes } from '../../text/size.ts';
import type { TargetTable, TargetType, Understood } from '../target-type.ts';
import {
  cursorOver,
  finishTable,
  type Option,
  optionNumber,
  takeDevice,
  takeGroupIfAny,
  takeNumber,
  takeWord,
  wholeNumber,
} from './argument-cursor.ts';
import { emptyStatus, factIf, placeOf } from './wording.ts';

/**
 * Where the key is, never the key. `keyring`: `:<size>:<type>:<description>` names one in the kernel's keyring.
 * `hidden`: digits, which dmsetup prints as zeros unless it is told otherwise; only their count is kept.
 */
export type CryptKey =
  | {
      readonly kind: 'keyring';
      readonly sizeBytes: number;
      readonly type: string;
      readonly description: string;
    }
  | { readonly kind: 'hidden'; readonly sizeBytes: number }
  | { readonly kind: 'none' };

export type CryptTable = TargetTable & {
  readonly cipher: string;
  readonly key: CryptKey;
  readonly ivOffsetSectors: number;
  readonly device: string;
  readonly startSector: number;
  readonly allowsDiscards: boolean;
  readonly sectorSizeBytes: number;
  /** Bytes of integrity tag a sector and `aead` or `none`; null without `integrity:`. */
  readonly integrity: { readonly tagBytes: number; readonly profile: string } | null;
  /** Every optional parameter as printed: `same_cpu_crypt`, `iv_large_sectors` … */
  readonly flags: readonly string[];
};

/** `<cipher> <key> <iv_offset> <device> <offset> [<#opt_params> <opt_params>]`: dm-crypt.rst. */
function parseTable(args: readonly string[]): Understood<CryptTable> {
  const cursor = cursorOver(args);
  const cipher = takeWord(cursor, 'the cipher');
  const key = keyOf(takeWord(cursor, 'the key'));
  const ivOffsetSectors = takeNumber(cursor, 'the IV offset');
  const device = takeDevice(cursor, 'the device');
  const startSector = takeNumber(cursor, 'the start sector');
  const flags = takeGroupIfAny(cursor, 'optional parameters');
  const options = flags.map(optionOf);
  const sectorSizeBytes = optionNumber(cursor, options, 'sector_size') ?? 512;
  const integrity = integrityOf(options);
  const allowsDiscards = flags.includes('allow_discards');
  return finishTable(cursor, () => ({
    cipher,
    key,
    ivOffsetSectors,
    device,
    startSector,
    allowsDiscards,
    sectorSizeBytes,
    integrity,
    flags,
    devices: [{ device, role: 'data', startSector }],
    summary: summaryOf(cipher, key, startSector),
    facts: [
      { label: 'Cipher', value: cipher },
      { label: 'Key', value: keyInWords(key) },
      { label: 'Starts at', value: placeOf(startSector) },
      { label: 'Discards', value: allowsDiscards ? 'passed down' : 'not passed down' },
      ...(sectorSizeBytes === 512
        ? []
        : [{ label: 'Encryption sector', value: formatBytes(sectorSizeBytes) }]),
      ...(integrity === null
        ? []
        : [{ label: 'Integrity', value: `${integrity.tagBytes} bytes a sector, ${integrity.profile}` }]),
      ...factIf('Options', flags.join(', ')),
    ],
  }));
}

function keyOf(text: string): CryptKey {
  if (text === '-') return { kind: 'none' };
  if (!text.startsWith(':')) return { kind: 'hidden', sizeBytes: Math.floor(text.length / 2) };
  const [, size = '', type = '', ...description] = text.split(':');
  return { kind: 'keyring', sizeBytes: wholeNumber(size) ?? 0, type, description: description.join(':') };
}

/** crypt's options carry their value behind a colon: `sector_size:4096`. */
function optionOf(flag: string): Option {
  const [name = '', ...values] = flag.split(':');
  return { name, values };
}

function integrityOf(options: readonly Option[]): CryptTable['integrity'] {
  const option = options.find(({ name }) => name === 'integrity');
  if (option === undefined) return null;
  const [size = '', profile = ''] = option.values;
  return { tagBytes: wholeNumber(size) ?? 0, profile };
}

function summaryOf(cipher: string, key: CryptKey, startSector: number): string {
  const data = `data from ${placeOf(startSector)}`;
  if (/cipher_null/.test(cipher))
    return `Not encrypted, although it looks so: the cipher is ${cipher}; ${data}.`;
  return `Encrypted with ${cipher}, ${keyInWords(key)}; ${data}.`;
}

function keyInWords(key: CryptKey): string {
  switch (key.kind) {
    case 'keyring':
      return `${key.sizeBytes * 8}-bit key in the kernel keyring`;
    case 'hidden':
      return `${key.sizeBytes * 8}-bit key in the table`;
    case 'none':
      return 'no key';
    default:
      return key satisfies never;
  }
}

export const crypt: TargetType<CryptTable> = {
  name: 'crypt',
  purpose: 'Encrypts what is written to a device and decrypts what is read; LUKS volumes are opened with it.',
  parseTable,
  parseStatus: emptyStatus,
};
