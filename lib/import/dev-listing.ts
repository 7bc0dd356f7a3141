import type { DevNo } from '../block/dev-no.ts';
import { forEachLine } from '../text/lines.ts';

/** Names below /dev, without `/dev/`, by device: what `ls -lanR /dev` shows of block devices and links to them. */
export type DevNames = {
  readonly nodes: ReadonlyMap<string, DevNo>;
  readonly links: readonly { readonly path: string; readonly devNo: DevNo }[];
};

const WHEN = '[A-Z][a-z]{2} [ \\d]\\d +(?:\\d{2}:\\d{2}|\\d{4})';
const NODE = new RegExp(`^b\\S* .* (\\d{1,10}), +(\\d{1,10}) ${WHEN} (.+)$`);
const LINK = new RegExp(`^l\\S* .* ${WHEN} (.+?) -> (.+)$`);
/** udev's own index by number, of which its database does not tell. */
const UNTOLD = /^(block|char|fd|root)(\/|$)/;

/** Reads a recursive listing of /dev, GNU ls in the C locale, as sosreport has it made. */
export function readDevListing(text: string): DevNames {
  const nodes = new Map<string, DevNo>();
  const links: { path: string; devNo: DevNo }[] = [];
  const pointers: { path: string; target: string }[] = [];
  let folder = '';
  forEachLine(text, (line) => {
    const [, entered] = /^\/dev(?:\/+(.*?))?\/?:$/.exec(line) ?? [line];
    if (/^\/dev(\/.*)?:$/.test(line)) {
      folder = entered === undefined || entered === '' ? '' : `${entered}/`;
      return;
    }
    const node = NODE.exec(line);
    if (node) {
      const [, major, minor, name = ''] = node;
      const devNo: DevNo = `${Number(major)}:${Number(minor)}`;
      if (folder === '') nodes.set(name, devNo);
      else if (!UNTOLD.test(folder)) links.push({ path: folder + name, devNo });
      return;
    }
    const [, name, target] = LINK.exec(line) ?? [];
    if (name !== undefined && target !== undefined && !UNTOLD.test(folder + name))
      pointers.push({ path: folder + name, target: resolved(folder, target) });
  });
  for (const { path, target } of pointers) {
    const devNo = nodes.get(target);
    if (devNo !== undefined) links.push({ path, devNo });
  }
  return { nodes, links };
}

function resolved(folder: string, target: string): string {
  if (target.startsWith('/')) return target.replace(/^\/dev\//, '');
  const parts = folder.split('/').filter((part) => part !== '');
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
