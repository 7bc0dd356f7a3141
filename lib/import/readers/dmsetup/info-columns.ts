/**
 * The columns of `dmsetup info -c` (lvm2, dmsetup.c `_report_fields`). `--nameprefixes` writes their ids in capitals behind
 * `DM_`, and `--headings full` the ids themselves.
 */
export type Column = {
  readonly id: string;
  readonly heading: string;
  readonly form: ColumnForm;
};

export type ColumnForm = 'name' | 'text' | 'number' | 'attr' | 'word' | 'devno' | 'devnos';

const column = (id: string, heading: string, form: ColumnForm = 'text'): Column => ({ id, heading, form });

const COLUMNS: readonly Column[] = [
  column('name', 'Name', 'name'),
  column('mangled_name', 'MangledName', 'name'),
  column('unmangled_name', 'UnmangledName', 'name'),
  column('uuid', 'UUID'),
  column('mangled_uuid', 'MangledUUID'),
  column('unmangled_uuid', 'UnmangledUUID'),
  column('read_ahead', 'RAhead', 'number'),
  column('blkdevname', 'BlkDevName'),
  column('attr', 'Stat', 'attr'),
  column('tables_loaded', 'Tables', 'word'),
  column('suspended', 'Suspended', 'word'),
  column('readonly', 'Read-only', 'word'),
  column('devno', 'DevNo', 'devno'),
  column('major', 'Maj', 'number'),
  column('minor', 'Min', 'number'),
  column('open', 'Open', 'number'),
  column('segments', 'Targ', 'number'),
  column('events', 'Event', 'number'),
  column('device_count', '#Devs', 'number'),
  column('devs_used', 'DevNamesUsed'),
  column('devnos_used', 'DevNosUsed', 'devnos'),
  column('blkdevs_used', 'BlkDevNamesUsed'),
  column('device_ref_count', '#Refs', 'number'),
  column('names_using_dev', 'RefNames'),
  column('devnos_using_dev', 'RefDevNos', 'devnos'),
  column('subsystem', 'Subsys'),
  column('vg_name', 'VG'),
  column('lv_name', 'LV'),
  column('lv_layer', 'LVLayer'),
  // What older versions called some of them.
  column('devs_used', 'DevNames'),
  column('devnos_used', 'DevNos', 'devnos'),
];

const byTitle = new Map(
  COLUMNS.flatMap((known) => [[known.id, known] as const, [known.heading, known] as const]),
);

export function columnOfTitle(title: string): Column | null {
  return byTitle.get(title) ?? null;
}

const DEFAULT = 'name,major,minor,attr,open,segments,events,uuid';

export const DEFAULT_COLUMNS: readonly Column[] = columnsOfOption('');

/** What `-o` asks for; empty where it asks for a column that is not known, or for groups of them. */
export function columnsOfOption(option: string): readonly Column[] {
  const asked = option === '' ? DEFAULT : option.startsWith('+') ? `${DEFAULT},${option.slice(1)}` : option;
  const columns = asked
    .split(',')
    .filter((id) => id !== '')
    .map((id) => columnOfTitle(id.trim()));
  return columns.every((known) => known !== null) ? columns : [];
}

/** A pattern without groups; `outside` are the characters that cannot be in a text, for a class. */
export function patternOf({ form }: Column, outside: string): string {
  switch (form) {
    case 'name':
    case 'text':
      return `[^${outside}]*`;
    case 'number':
      return '-?\\d{1,15}';
    case 'attr':
      return '[L-][I-][s-][rw]';
    case 'word':
      return '(?:Live|Inactive|Both|None|Suspended|Active|Read-only|Writeable)';
    case 'devno':
      return '\\d{1,10}:\\d{1,10}';
    case 'devnos':
      return '(?:\\d{1,10}:\\d{1,10}(?:,\\d{1,10}:\\d{1,10})*)?';
    default:
      return form satisfies never;
  }
}

const UUIDS = new Set(['uuid', 'mangled_uuid']);

const CHECKS = new Map(
  (['number', 'attr', 'word', 'devno', 'devnos'] as const).map((form) => [
    form as ColumnForm,
    new RegExp(`^${patternOf(column('', '', form), '')}$`),
  ]),
);

export function isCellOf({ id, form }: Column, cell: string): boolean {
  // dmsetup writes `\x20` for a blank, so that a UUID with one is what was left of two lines.
  if (UUIDS.has(id) && cell.includes(' ')) return false;
  return form === 'name' ? cell !== '' : (CHECKS.get(form)?.test(cell) ?? true);
}
