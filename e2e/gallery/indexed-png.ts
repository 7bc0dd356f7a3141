import { crc32, deflateSync } from 'node:zlib';

/** Pixels in rows from the top, four bytes each; alpha is not looked at. */
export type Pixels = { readonly width: number; readonly height: number; readonly rgba: Uint8Array };

const COLOURS = 56;

/** A PNG with a palette (https://www.w3.org/TR/png-3/), a fifth of what a browser's own takes. */
export function indexedPng({ width, height, rgba }: Pixels): Buffer {
  const counts = new Map<number, number>();
  for (let at = 0; at < rgba.length; at += 4) {
    const colour = colourAt(rgba, at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const { palette, indexes } = paletteOf(counts);
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

/**
 * Most colours of a page are edges of letters, shades between a few others. So each next colour of the palette is the one
 * that so far is drawn worst: the farther it is from what is there and the more often it occurs.
 */
function paletteOf(counts: ReadonlyMap<number, number>) {
  const colours = [...counts.keys()];
  const weights = [...counts.values()].map(Math.sqrt);
  const distances = colours.map(() => Number.POSITIVE_INFINITY);
  const indexes = new Map<number, number>();
  const palette: number[] = [];
  let next = weights.indexOf(Math.max(...weights));
  while (palette.length < COLOURS && (distances[next] ?? 0) > 0) {
    const added = colours[next] ?? 0;
    let worst = -1;
    for (const [at, colour] of colours.entries()) {
      const distance = distanceOf(colour, added);
      if (distance < (distances[at] ?? 0)) {
        distances[at] = distance;
        indexes.set(colour, palette.length);
      }
      const drawn = (distances[at] ?? 0) * (weights[at] ?? 0);
      if (drawn <= worst) continue;
      worst = drawn;
      next = at;
    }
    palette.push(added);
  }
  return { palette, indexes };
}

function distanceOf(one: number, other: number): number {
  const apart = (shift: number) => (((one >> shift) & 255) - ((other >> shift) & 255)) ** 2;
  return apart(16) + apart(8) + apart(0);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
