import { runTypeScript } from './run-typescript.mjs';

process.exitCode = await runTypeScript('scripts/test.ts', process.argv.slice(2));
