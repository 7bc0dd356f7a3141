/** Columns of the tree, from left to right; narrow windows leave some out (tree.css). */
export const COLUMNS = [
  { id: 'name', title: 'Name', hint: 'What the device is called; what stands below it is indented under it' },
  { id: 'number', title: 'Number', hint: 'Device number, major:minor' },
  { id: 'maker', title: 'Made by', hint: 'What created the device, by its UUID and kind' },
  { id: 'targets', title: 'Targets', hint: 'Device-mapper targets of its live table' },
  { id: 'size', title: 'Size', hint: 'Size of the device' },
  { id: 'open', title: 'Open', hint: 'How often it is open: by holders, mounts and processes' },
  { id: 'state', title: 'State', hint: 'What is not ordinary about it; nothing for an active device' },
  { id: 'use', title: 'Used as', hint: 'Mount point, swap, or what is on it' },
] as const;
