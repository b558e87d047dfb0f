import pino from 'pino';
import { scrub } from './scrub';

export type Log = pino.Logger;

/** Messages are static sentences; whatever varies goes into the fields, which are scrubbed. */
export function makeLog(name: string, destination?: pino.DestinationStream): Log {
  const options: pino.LoggerOptions = {
    name,
    level: process.env.LOG_LEVEL ?? 'info',
    base: { name },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label) => ({ level: label }),
      log: (fields) => Object.fromEntries(Object.entries(fields).map(scrubField)),
    },
    serializers: { err: scrub, error: scrub },
  };
  return destination ? pino(options, destination) : pino(options);
}

function scrubField([name, value]: [string, unknown]): [string, unknown] {
  const holder = scrub({ [name]: value });
  return Object.entries(holder ?? {})[0] ?? [name, undefined];
}
