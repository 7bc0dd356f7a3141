import { crc32, deflateSync } from 'node:zlib';

/** Pixels in rows from the top, four bytes each; alpha is not looked at. */
export type Pixels = { readonly width: number; readonly height: number; readonly rgba: Uint8Array };

const COLOURS = 256;

/**
 * A PNG with a palette (https://www.w3.org/TR/png-3/), a third of what a browser's own takes. The palette has the
 * colours that occur most; the others, edges of letters, get the nearest of them.
 */
export function indexedPng({ width, height, rgba }: Pixels): Buffer {
  const counts = new Map<number, number>();
  for (let at = 0; at < rgba.length; at += 4) {
    const colour = colourAt(rgba, at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const byCount = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
  const palette = byCount.slice(0, COLOURS);
  const indexes = new Map(byCount.map((colour, i) => [colour, i < COLOURS ? i : nearest(palette, colour)]));
  const lines = Buffer.alloc((width + 1) * height);
  for (let i = 0; i < width * height; i++) {
    // Each line begins with its filter: 0, none.
    lines[i + Math.floor(i / width) + 1] = indexes.get(colourAt(rgba, i * 4)) ?? 0;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8); // bits a sample, indexed colour
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function colourAt(rgba: Uint8Array, at: number): number {
  return ((rgba[at] ?? 0) << 16) | ((rgba[at + 1] ?? 0) << 8) | (rgba[at + 2] ?? 0);
}

function nearest(palette: readonly number[], colour: number): number {
  const distances = palette.map((other) => {
    const [r, g, b] = [16, 8, 0].map((shift) => ((other >> shift) & 255) - ((colour >> shift) & 255));
    return (r ?? 0) ** 2 + (g ?? 0) ** 2 + (b ?? 0) ** 2;
  });
  return distances.indexOf(Math.min(...distances));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
