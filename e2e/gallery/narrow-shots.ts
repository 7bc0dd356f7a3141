import { open, openDiagramOfFinding, openExtents, openFinding, openPicture } from './reach.ts';
import { type Chapter, LEAKED, MIXED, type Shot } from './shot.ts';

const phone: readonly Shot[] = [
  {
    name: 'phone-tree',
    words: 'The tree.',
    capture: LEAKED,
    size: 'phone',
    show: (page, served) => open(page, served, '?scope=dm'),
  },
  {
    name: 'phone-finding',
    words: 'The finding.',
    capture: LEAKED,
    size: 'phone',
    show: (page, served) => openFinding(page, served, '?scope=dm'),
  },
  {
    name: 'phone-diagram',
    words: 'Its diagram.',
    capture: LEAKED,
    size: 'phone',
    show: openDiagramOfFinding,
  },
  {
    name: 'phone-extents',
    words: 'Extents of a disk.',
    capture: MIXED,
    size: 'phone',
    isLightOnly: true,
    show: (page, served) => openExtents(page, served, 'ubdd'),
  },
];

export const PHONE: Chapter = { title: 'On a phone', words: 'In portrait, 390 points wide.', shots: phone };

export const PAPER: Chapter = {
  title: 'On paper',
  words: 'The first page of what the browser prints.',
  shots: [
    {
      name: 'print-tree',
      words: 'The tree.',
      capture: LEAKED,
      size: 'paper',
      show: (page, served) => open(page, served, '?scope=dm'),
    },
    {
      name: 'print-finding',
      words: 'The tree with its finding.',
      capture: LEAKED,
      size: 'paper',
      show: (page, served) => openFinding(page, served, '?scope=dm'),
    },
    {
      name: 'print-diagram',
      words: 'The diagram of the finding.',
      capture: LEAKED,
      size: 'paper',
      show: openDiagramOfFinding,
    },
    {
      name: 'print-extents',
      words: 'Extents of a disk.',
      capture: MIXED,
      size: 'paper',
      show: (page, served) => openExtents(page, served, 'ubdd'),
    },
    {
      name: 'print-overview',
      words: 'The overview.',
      capture: LEAKED,
      size: 'paper',
      show: (page, served) => openPicture(page, served, 'overview'),
    },
  ],
};
