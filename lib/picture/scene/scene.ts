/**
 * A picture is drawn as a scene: a small closed set of shapes, in order, with colours by name. One scene becomes an SVG
 * file here and React elements on the page, so that what is exported is what was seen; the page gives the colours of its
 * theme to the same names. All text is already printable, and already short enough for its place; a `title` has it whole.
 */
export type Scene = {
  readonly width: number;
  readonly height: number;
  /** What the picture shows, for who cannot see it. */
  readonly title: string;
  readonly shapes: readonly Shape[];
};

export type Shape = RectShape | PathShape | TextShape | GroupShape;

export type Paint =
  | 'surface'
  | 'surface-sunk'
  | 'line'
  | 'line-strong'
  | 'guide'
  | 'text'
  | 'text-soft'
  | 'text-quiet'
  | 'bad'
  | 'warn'
  | 'ok'
  | 'accent'
  | 'layer-disk'
  | 'layer-md'
  | 'layer-lvm'
  | 'layer-snapshot'
  | 'layer-thin'
  | 'layer-crypt'
  | 'layer-multipath'
  | 'layer-file';

export type Stroke = {
  readonly paint: Paint;
  readonly width: number;
  readonly dash?: 'dashed' | 'dotted';
};

export type RectShape = {
  readonly kind: 'rect';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius?: number;
  readonly fill?: Paint;
  /** Of the fill, 0 to 1. */
  readonly opacity?: number;
  readonly stroke?: Stroke;
};

export type PathShape = {
  readonly kind: 'path';
  /** Commands of an SVG path, coordinates rounded by `pathNumber`. */
  readonly d: string;
  readonly fill?: Paint;
  readonly stroke?: Stroke;
};

export type TextShape = {
  readonly kind: 'text';
  readonly x: number;
  /** Of the base line. */
  readonly y: number;
  readonly text: string;
  readonly face: Face;
  readonly size: number;
  readonly paint: Paint;
  readonly isBold?: true;
  readonly anchor?: 'middle' | 'end';
};

export type Face = 'text' | 'mono';

/** Shapes that belong together, such as all of a device. */
export type GroupShape = {
  readonly kind: 'group';
  /** What is told when it is pointed at; null for nothing. */
  readonly title: string | null;
  /** How far its shapes are moved. */
  readonly at?: { readonly x: number; readonly y: number };
  /** Of the device it stands for, as a URL names it (lib/stack/device-key.ts): what a click selects. */
  readonly identity: string | null;
  readonly shapes: readonly Shape[];
};
