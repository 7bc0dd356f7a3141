type Entry = { readonly path: string; readonly content: string; readonly dialect?: 'gnu' | 'pax' };

const encoder = new TextEncoder();

/** A tar with these files. A long path takes a header of its own, in the dialect's way. */
export function tarOf(entries: readonly Entry[]): Uint8Array {
  const blocks = entries.flatMap(({ path, content, dialect }) => {
    const body = encoder.encode(content);
    const name = dialect === undefined ? path : 'cut';
    return [...longName(path, dialect), ...file(name, body, '0')];
  });
  return Uint8Array.from(Buffer.concat([...blocks, new Uint8Array(1024)]));
}

function longName(path: string, dialect: Entry['dialect']): readonly Uint8Array[] {
  if (dialect === 'gnu') return file('././@LongLink', encoder.encode(`${path}\0`), 'L');
  return dialect === 'pax' ? file('PaxHeaders/x', encoder.encode(record('path', path)), 'x') : [];
}

/** `LENGTH KEY=VALUE\n`, where the length counts itself. */
function record(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const length = encoder.encode(rest).length;
  const digits = `${length + `${length}`.length}`.length;
  return `${length + digits}${rest}`;
}

function file(name: string, body: Uint8Array, type: string): readonly Uint8Array[] {
  const header = new Uint8Array(512);
  const put = (at: number, text: string) => header.set(encoder.encode(text), at);
  put(0, name);
  put(100, '0000644\0');
  put(124, `${body.length.toString(8).padStart(11, '0')}\0`);
  put(136, '00000000000\0');
  put(148, '        ');
  put(156, type);
  put(257, 'ustar\0');
  put(263, '00');
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  return [header, body, new Uint8Array((512 - (body.length % 512)) % 512)];
}
