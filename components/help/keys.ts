/** What the keys do, by where they do it. Signs are as they stand on a keyboard. */
export type KeyGroup = {
  readonly title: string;
  readonly keys: readonly { readonly signs: readonly string[]; readonly does: string }[];
};

export const KEY_GROUPS: readonly KeyGroup[] = [
  {
    title: 'Anywhere',
    keys: [
      { signs: ['/'], does: 'Search' },
      { signs: ['d'], does: 'The diagram, or the tree again' },
      { signs: ['f'], does: 'The next finding, worst first' },
      { signs: ['Esc'], does: 'Close what was opened last' },
      { signs: ['?'], does: 'This help' },
    ],
  },
  {
    title: 'In the tree',
    keys: [
      { signs: ['↑', '↓'], does: 'Row by row; also Page Up, Page Down, Home, End' },
      { signs: ['→', '←'], does: 'Open and go in; close and go out' },
      { signs: ['*'], does: 'Open all beside this one' },
      { signs: ['Enter'], does: 'Select: all about a device is shown on the right' },
      {
        signs: ['a–z'],
        does: 'Type the beginning of a name to go there; begin with a capital where a letter has a use',
      },
    ],
  },
  {
    title: 'In the search',
    keys: [
      { signs: ['Enter'], does: 'The next match; with Shift the one before' },
      { signs: ['Esc'], does: 'Clear it' },
    ],
  },
  {
    title: 'In a picture',
    keys: [
      { signs: ['+', '−'], does: 'Larger, smaller; also the wheel with Ctrl' },
      { signs: ['0'], does: 'All that fits' },
      { signs: ['↑', '↓', '←', '→'], does: 'Move it; from a device that has the focus, go to the next' },
    ],
  },
];
