/** A host of a few disks, partitions and mapped devices, and lsblk's forms of it. */
export type Model = readonly ModelDevice[];

export type ModelDevice = {
  readonly name: string;
  readonly kname: string;
  readonly devNo: string;
  readonly type: string;
  readonly label: string;
  readonly mountPoint: string;
  /** Indices of devices before it. */
  readonly bases: readonly number[];
};

type Row = {
  readonly device: ModelDevice;
  readonly parent: string;
  readonly art: string;
  readonly below: Row[];
};

const TITLES = ['NAME', 'KNAME', 'MAJ:MIN', 'TYPE', 'LABEL', 'PKNAME', 'MOUNTPOINT'];

function rowsOf(model: Model): readonly Row[] {
  const below = (at: number, parent: string, art: string, isLast: boolean): Row => {
    const device = model[at] as ModelDevice;
    const children = model.flatMap(({ bases }, i) => (bases.includes(at) ? [i] : []));
    const inner = parent === '' ? '' : art.slice(0, -2) + (isLast ? '  ' : '│ ');
    return {
      device,
      parent,
      art,
      below: children.map((child, i) => {
        const isLastChild = i === children.length - 1;
        return below(child, device.kname, inner + (isLastChild ? '└─' : '├─'), isLastChild);
      }),
    };
  };
  return model.flatMap(({ bases }, i) => (bases.length === 0 ? [below(i, '', '', true)] : []));
}

function flat(rows: readonly Row[]): readonly Row[] {
  return rows.flatMap((row) => [row, ...flat(row.below)]);
}

function cellsOf({ device, parent }: Row): readonly string[] {
  const { name, kname, devNo, type, label, mountPoint } = device;
  return [name, kname, devNo, type, label, parent, mountPoint];
}

export function printTree(model: Model): string {
  const rows = flat(rowsOf(model)).map((row) => {
    const [name = '', ...cells] = cellsOf(row);
    return [row.art + name, ...cells];
  });
  return aligned([TITLES, ...rows]);
}

/** Each device once for each base, as before util-linux 2.34. */
export function printList(model: Model): string {
  return aligned([TITLES, ...flat(rowsOf(model)).map((row) => cellsOf(row))]);
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = TITLES.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  return rows.map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' ')).join('\n');
}

export function printRaw(model: Model): string {
  const escaped = (cell: string) => cell.replace(/[\\ ]/g, (sign) => (sign === ' ' ? '\\x20' : '\\x5c'));
  const rows = flat(rowsOf(model)).map((row) => cellsOf(row).map(escaped).join(' '));
  return [TITLES.join(' '), ...rows].join('\n');
}

export function printPairs(model: Model): string {
  const escaped = (cell: string) => cell.replaceAll('\\', '\\x5c').replaceAll('"', '\\x22');
  return flat(rowsOf(model))
    .map((row) =>
      cellsOf(row)
        .map((cell, i) => `${TITLES[i]}="${escaped(cell)}"`)
        .join(' '),
    )
    .join('\n');
}

export function printJson(model: Model): string {
  const object = (row: Row): unknown => ({
    ...Object.fromEntries(cellsOf(row).map((cell, i) => [(TITLES[i] ?? '').toLowerCase(), cell || null])),
    ...(row.below.length > 0 && { children: row.below.map(object) }),
  });
  return JSON.stringify({ blockdevices: rowsOf(model).map(object) }, null, 3);
}
