// Runs on any Node from 20 up and before anything is known to be installed, so it imports node: alone.
import { runTypeScript } from './run-typescript.mjs';

process.exitCode = await runTypeScript('scripts/start.ts', process.argv.slice(2));
