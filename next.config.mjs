const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), payment=(), usb=(), microphone=(self)' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
];

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  productionBrowserSourceMaps: false,
  serverExternalPackages: ['@node-rs/argon2', 'pino'],
  // `npm test` checks the types of the whole house at once; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
  // In development Next prints what actions are called with, passwords and keys among it.
  logging: { serverFunctions: false },
  turbopack: { root: import.meta.dirname },
  headers: async () => [{ source: '/:path*', headers }],
};

export default config;
