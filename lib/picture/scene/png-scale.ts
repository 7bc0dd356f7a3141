/** Beyond this a picture is drawn smaller: 16,000 points a side are 1 GB of memory. */
const LARGEST_SIDE = 12_000;

/** How much larger than itself an SVG of ours is drawn as PNG: twice, for sharp print, or what can still be drawn. */
export function pngScale(svg: string): number {
  const { width, height } = svgSize(svg);
  return Math.min(2, LARGEST_SIDE / Math.max(1, width, height));
}

export function svgSize(svg: string): { readonly width: number; readonly height: number } {
  const [, width = '0', height = '0'] = /^<svg [^>]*?\bwidth="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  return { width: Number(width), height: Number(height) };
}
