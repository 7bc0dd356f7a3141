import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  // `npm run types` checks everything, the tests included; a build on a fresh machine need not do it again.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
};

export default config;
