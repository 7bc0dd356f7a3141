import type { Layer } from '../../stack/layer.ts';
import type { Paint } from './scene.ts';

/** The light theme's colours, as in the page's tokens: a picture in a report is printed on white. */
export const PAINT_VALUES: Readonly<Record<Paint, string>> = {
  surface: '#ffffff',
  'surface-sunk': '#f5f6f7',
  line: '#e3e6e9',
  'line-strong': '#c5cbd1',
  guide: '#a3abb3',
  text: '#16191d',
  'text-soft': '#4d565f',
  'text-quiet': '#626b74',
  bad: '#b3261e',
  warn: '#8a4b00',
  ok: '#006b4f',
  accent: '#0a5cad',
  'layer-disk': '#7d858c',
  'layer-md': '#e69f00',
  'layer-lvm': '#0072b2',
  'layer-snapshot': '#d55e00',
  'layer-thin': '#009e73',
  'layer-crypt': '#d6c500',
  'layer-multipath': '#cc79a7',
  'layer-file': '#8c5a2b',
};

/** As the marks in the tree have them. */
export const LAYER_PAINTS: Readonly<Record<Layer, Paint>> = {
  disk: 'layer-disk',
  partition: 'layer-disk',
  md: 'layer-md',
  lvm: 'layer-lvm',
  snapshot: 'layer-snapshot',
  cow: 'layer-snapshot',
  thin: 'layer-thin',
  crypt: 'layer-crypt',
  multipath: 'layer-multipath',
  loop: 'layer-file',
  nbd: 'layer-file',
  mapped: 'layer-disk',
  missing: 'bad',
  other: 'layer-disk',
};
