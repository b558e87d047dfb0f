import path from 'node:path';
import type { EnvSource } from '@/lib/platform/env-fields';
import type { PortPlan } from './ports';
import type { Secrets } from './secrets';

export type Ports = { portal: number; realtime: number; supabase: number; practice: number; mail: number };

export type Parts = {
  /** False when SUPABASE_URL names a database of the user's own. */
  embeddedDatabase: boolean;
  practiceVoice: boolean;
  practiceCarrier: boolean;
  practiceMail: boolean;
};

export type HouseSettings = {
  dataDir: string;
  isProduction: boolean;
  host: string;
  ports: Ports;
  parts: Parts;
  needsPractice: boolean;
};

const loopback = '127.0.0.1';

function portFrom(source: EnvSource, setting: string, fallback: number): number {
  const text = source[setting] || String(fallback);
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535)
    throw new Error(`${setting} must be a port from 1 to 65535, not "${text}".`);
  return port;
}

export function readHouseSettings(source: EnvSource): HouseSettings {
  const isProduction = source.ENVIRONMENT === 'production';
  const parts: Parts = {
    embeddedDatabase: !isProduction && !source.SUPABASE_URL,
    practiceVoice: !isProduction && !source.OPENAI_API_KEY && !source.OPENAI_BASE_URL,
    practiceCarrier:
      !isProduction && !source.TWILIO_ACCOUNT_SID && !source.TWILIO_AUTH_TOKEN && !source.TWILIO_API_BASE_URL,
    practiceMail: !isProduction && !source.SMTP_URL,
  };
  return {
    dataDir: path.resolve(source.DATA_DIR || '.data'),
    isProduction,
    host: source.HOST || loopback,
    ports: {
      portal: portFrom(source, 'PORT', 3000),
      realtime: portFrom(source, 'REALTIME_PORT', 5050),
      supabase: portFrom(source, 'SUPABASE_PORT', 54_321),
      practice: portFrom(source, 'PRACTICE_PORT', 5070),
      mail: portFrom(source, 'PRACTICE_SMTP_PORT', 5065),
    },
    parts,
    needsPractice: parts.practiceVoice || parts.practiceCarrier || parts.practiceMail,
  };
}

export function plannedPorts({ ports, parts, needsPractice }: HouseSettings): PortPlan[] {
  return [
    { port: ports.portal, setting: 'PORT', purpose: 'portal' },
    { port: ports.realtime, setting: 'REALTIME_PORT', purpose: 'realtime server' },
    ...(parts.embeddedDatabase ? [{ port: ports.supabase, setting: 'SUPABASE_PORT', purpose: 'database API' }] : []),
    ...(needsPractice
      ? [
          { port: ports.practice, setting: 'PRACTICE_PORT', purpose: 'practice' },
          { port: ports.mail, setting: 'PRACTICE_SMTP_PORT', purpose: 'practice mail' },
        ]
      : []),
  ];
}

/** No tool reports to its maker. */
const silent = { NEXT_TELEMETRY_DISABLED: '1', LITE_TELEMETRY: '0', DO_NOT_TRACK: '1' };

function whenAbsent(source: EnvSource, values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !source[name]));
}

/** What every child is given beside what the user gave. Nothing of the user's is overridden. */
export function childEnvironment(source: EnvSource, house: HouseSettings, secrets: Secrets): Record<string, string> {
  const { ports, parts } = house;
  const practice = `http://${loopback}:${ports.practice}`;
  const portal = source.PUBLIC_URL || `http://${loopback}:${ports.portal}`;

  return {
    ...whenAbsent(source, {
      PUBLIC_URL: portal,
      NEXTAUTH_URL: portal,
      REALTIME_PUBLIC_URL: `http://${loopback}:${ports.realtime}`,
      NEXTAUTH_SECRET: secrets.NEXTAUTH_SECRET,
      INTERNAL_API_SECRET: secrets.INTERNAL_API_SECRET,
      ENCRYPTION_KEY: secrets.ENCRYPTION_KEY,
      OPENAI_API_KEY: secrets.OPENAI_API_KEY,
      ...(parts.embeddedDatabase && {
        SUPABASE_URL: `http://${loopback}:${ports.supabase}`,
        SUPABASE_PUBLISHABLE_KEY: secrets.SUPABASE_PUBLISHABLE_KEY,
        SUPABASE_SECRET_KEY: secrets.SUPABASE_SECRET_KEY,
        SUPABASE_JWT_SECRET: secrets.SUPABASE_JWT_SECRET,
      }),
      ...(parts.practiceVoice && { OPENAI_BASE_URL: `${practice}/v1` }),
      ...(parts.practiceCarrier && {
        TWILIO_ACCOUNT_SID: secrets.TWILIO_ACCOUNT_SID,
        TWILIO_AUTH_TOKEN: secrets.TWILIO_AUTH_TOKEN,
        TWILIO_API_BASE_URL: `${practice}/twilio`,
      }),
      ...(parts.practiceMail && { SMTP_URL: `smtp://${loopback}:${ports.mail}` }),
      ...(house.needsPractice && { PRACTICE_URL: practice }),
    }),
    ...silent,
    DATA_DIR: house.dataDir,
    HOST: house.host,
    PORT: String(ports.portal),
    REALTIME_PORT: String(ports.realtime),
    SUPABASE_PORT: String(ports.supabase),
    PRACTICE_PORT: String(ports.practice),
    PRACTICE_SMTP_PORT: String(ports.mail),
  };
}
