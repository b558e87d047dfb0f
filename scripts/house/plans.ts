import path from 'node:path';
import type { EnvSource } from '@/lib/platform/env-fields';
import type { ChildPlan } from './child';
import { type Server, serverFile } from './servers';
import type { HouseSettings } from './settings';

export type Mode = 'production-build' | 'hot-reload';

export const root = path.resolve(import.meta.dirname, '../..');
const guard = path.join(root, 'scripts/house/leave-with-parent.mjs');
const tsx = path.join(root, 'node_modules/tsx/dist/cli.mjs');
const next = path.join(root, 'node_modules/next/dist/bin/next');

/** `production-build` runs what `bundleServers` made. */
function script(server: Server, mode: Mode): string[] {
  if (mode === 'hot-reload') return ['--import', guard, tsx, 'watch', '--clear-screen=false', `${server}.ts`];
  return ['--import', guard, '--enable-source-maps', serverFile(root, server)];
}

export type Making = { house: HouseSettings; env: EnvSource; mode: Mode };

export function apiPlan({ house, env }: Making, databaseUrl: string): ChildPlan {
  return {
    name: 'database',
    title: 'the database API',
    args: script('supabase/local/main', 'production-build'),
    env: { ...env, SUPABASE_DB_URL: databaseUrl },
    cwd: root,
    readyUrl: `http://127.0.0.1:${house.ports.supabase}/health`,
    stopMs: 8_000,
  };
}

export function practicePlan({ house, env, mode }: Making): ChildPlan {
  return {
    name: 'practice',
    title: 'the practice process',
    args: script('realtime-server/practice/main', mode),
    env,
    cwd: root,
    readyUrl: `http://127.0.0.1:${house.ports.practice}/health`,
    stopMs: 8_000,
  };
}

/** Under `npm start` calls in progress get a moment, unless more was asked for; then they are handed on. */
const usualDrainSeconds = 10;
const afterDrainSeconds = 10;

/**
 * For the call server, under `npm start` and in the bench alike. Helper threads sweep a nursery of this size at a higher
 * price than it has: on one core they were an eighth of the work. It has its size from the start, and lasting memory is
 * swept when it has grown by a sixth, not when it has doubled: a call then holds half as much at the same work.
 */
export const realtimeFlags = [
  '--min-semi-space-size=16',
  '--max-semi-space-size=16',
  '--no-parallel-scavenge',
  '--heap-growing-percent=15',
];

export function realtimePlan({ house, env, mode }: Making): ChildPlan {
  const drainSeconds = Number(env.DRAIN_SECONDS || usualDrainSeconds);
  return {
    name: 'realtime',
    title: 'the realtime server',
    args: [...realtimeFlags, ...script('realtime-server/main', mode)],
    env: { ...env, DRAIN_SECONDS: String(drainSeconds) },
    cwd: root,
    readyUrl: `http://127.0.0.1:${house.ports.realtime}/livez`,
    stopMs: (drainSeconds + afterDrainSeconds) * 1000,
  };
}

export function portalPlan({ house, env, mode }: Making): ChildPlan {
  const command = mode === 'hot-reload' ? 'dev' : 'start';
  return {
    name: 'portal',
    title: 'the portal',
    args: ['--import', guard, next, command, '-H', house.host, '-p', String(house.ports.portal)],
    env,
    cwd: root,
    readyUrl: `http://127.0.0.1:${house.ports.portal}/sign-in`,
    stopMs: 8_000,
  };
}
