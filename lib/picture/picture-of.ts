import type { Finding } from '../findings/finding.ts';
import type { Device, Stack } from '../stack/stack.ts';
import { layOutDiagram } from './diagram/diagram.ts';
import { diagramOfDevice, diagramOfFinding, diagramOfHost } from './diagram/diagram-of.ts';
import { diagramScene } from './diagram/diagram-scene.ts';
import { extentsOf } from './extents/extents.ts';
import { extentsScene } from './extents/extents-scene.ts';
import { overviewOf } from './overview/overview.ts';
import { overviewScene } from './overview/overview-scene.ts';
import type { Scene } from './scene/scene.ts';

export type PictureKind = 'diagram' | 'extents' | 'overview';

/** What a picture is asked about. */
export type About =
  | { readonly kind: 'host' }
  | { readonly kind: 'device'; readonly device: Device }
  | { readonly kind: 'finding'; readonly finding: Finding };

/** The kinds of picture there are of something, the one that is meant without a word first. */
export function picturesOf({ kind }: About): readonly PictureKind[] {
  switch (kind) {
    case 'host':
      return ['overview', 'diagram'];
    case 'device':
      return ['diagram', 'extents'];
    case 'finding':
      return ['diagram'];
    default:
      return kind satisfies never;
  }
}

/** `found`: the findings of the host. Null where there is no such picture of that. */
export function pictureOf(
  { stack, found }: { readonly stack: Stack; readonly found: readonly Finding[] },
  about: About,
  kind: PictureKind,
): Scene | null {
  if (!picturesOf(about).includes(kind)) return null;
  if (kind === 'overview') return overviewScene(overviewOf(stack, found), found, stack.host);
  if (kind === 'extents')
    return about.kind === 'device' ? extentsScene(extentsOf(stack, about.device), stack.host) : null;
  const { input, heading } = questionAbout({ stack, found }, about);
  return diagramScene(layOutDiagram(input), heading, stack.host);
}

function questionAbout(
  { stack, found }: { readonly stack: Stack; readonly found: readonly Finding[] },
  about: About,
) {
  switch (about.kind) {
    case 'host':
      return diagramOfHost(stack, found);
    case 'device':
      return diagramOfDevice(stack, about.device);
    case 'finding':
      return diagramOfFinding(stack, about.finding);
    default:
      return about satisfies never;
  }
}
