/** How a benchmark launches its browser. */
export const CHROMIUM = {
  executablePath: process.env.DMSCOPE_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
};
