import { z } from 'zod';
import { asDatabaseEnv, checkSigner, type DatabaseEnv, databaseShape } from './database-env';
import {
  type EnvCheck,
  type EnvSource,
  environment,
  httpUrl,
  port,
  readEnv,
  secret,
  secrets,
  text,
} from './env-fields';
import { refuseInProduction } from './env-production';
import { serviceKeyShape } from './service-database';

const everyProcess = {
  ENVIRONMENT: environment,
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  DATA_DIR: z.string().default('.data'),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: httpUrl('the address of the portal, as people type it'),
  REALTIME_PUBLIC_URL: httpUrl('the address of the realtime server, as the carrier reaches it'),
  INTERNAL_API_SECRET: secret('guards what our processes say to each other'),
  ENCRYPTION_KEY: secret('encrypts stored credentials'),
  ENCRYPTION_KEY_PREVIOUS: secrets('open what older keys sealed').optional(),
  PRACTICE_URL: httpUrl('the practice process').optional(),
  ALLOWED_ORIGINS: z.string().optional(),
  ...databaseShape,
  ...serviceKeyShape,
};

const openaiShape = {
  OPENAI_API_KEY: text('the key of the AI voice; npm start makes one for the practice model'),
  OPENAI_BASE_URL: httpUrl('the AI voice').default('https://api.openai.com/v1'),
  OPENAI_REALTIME_MODEL: z.string().default('gpt-realtime'),
  OPENAI_TEXT_MODEL: z.string().default('gpt-4.1-mini'),
};

const twilioShape = {
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/i, 'must be AC and 32 hexadecimal digits')
    .optional(),
  TWILIO_AUTH_TOKEN: text('checks the signature of every webhook'),
  TWILIO_API_BASE_URL: httpUrl('the REST API of the carrier').default('https://api.twilio.com'),
};

const mailShape = {
  SMTP_URL: z
    .string({ error: 'is required (where mail is handed over)' })
    .refine((url) => /^smtps?:\/\/./.test(url), 'must begin with smtp:// or smtps://'),
  MAIL_FROM: z.string().default('Foyer <no-reply@foyer.example>'),
};

const portalShape = {
  ...everyProcess,
  PORT: port(3000),
  // For samples of voices alone: the portal takes no part in a call.
  OPENAI_API_KEY: openaiShape.OPENAI_API_KEY.optional(),
  OPENAI_BASE_URL: openaiShape.OPENAI_BASE_URL,
  NEXTAUTH_SECRET: secret('signs the browser session'),
  ...mailShape,
  GOOGLE_CLIENT_ID: z.string().optional(),
  GOOGLE_CLIENT_SECRET: z.string().optional(),
};

const realtimeShape = {
  ...everyProcess,
  ...openaiShape,
  ...twilioShape,
  ...mailShape,
  REALTIME_PORT: port(5050),
  DRAIN_SECONDS: z
    .string()
    .default('3600')
    .refine((seconds) => /^\d{1,5}$/.test(seconds), 'must be a number of seconds')
    .transform(Number),
};

const practiceShape = {
  ENVIRONMENT: environment,
  LOG_LEVEL: everyProcess.LOG_LEVEL,
  DATA_DIR: everyProcess.DATA_DIR,
  HOST: everyProcess.HOST,
  PRACTICE_PORT: port(5070),
  PRACTICE_SMTP_PORT: port(5065),
  REALTIME_PUBLIC_URL: everyProcess.REALTIME_PUBLIC_URL,
  PUBLIC_URL: everyProcess.PUBLIC_URL,
  OPENAI_API_KEY: openaiShape.OPENAI_API_KEY,
  TWILIO_ACCOUNT_SID: twilioShape.TWILIO_ACCOUNT_SID,
  TWILIO_AUTH_TOKEN: twilioShape.TWILIO_AUTH_TOKEN,
};

type Common = z.infer<z.ZodObject<typeof everyProcess>>;

function common(settings: Common) {
  const origins = settings.ALLOWED_ORIGINS?.split(',').map((origin) => origin.trim().replace(/\/$/, ''));
  return {
    environment: settings.ENVIRONMENT,
    isProduction: settings.ENVIRONMENT === 'production',
    logLevel: settings.LOG_LEVEL,
    dataDir: settings.DATA_DIR,
    host: settings.HOST,
    publicUrl: settings.PUBLIC_URL,
    realtimePublicUrl: settings.REALTIME_PUBLIC_URL,
    internalApiSecret: settings.INTERNAL_API_SECRET,
    /** For `makeVault`: the first seals, all open. */
    encryptionKeys: [settings.ENCRYPTION_KEY, ...(settings.ENCRYPTION_KEY_PREVIOUS ?? [])] as [string, ...string[]],
    /** Null when the product talks to the real world alone. */
    practiceUrl: settings.PRACTICE_URL ?? null,
    /** Whose pages may open a socket here. */
    allowedOrigins: origins ?? [new URL(settings.PUBLIC_URL).origin],
    database: asDatabaseEnv(settings) satisfies DatabaseEnv,
  };
}

function isPractice({ PRACTICE_URL, OPENAI_BASE_URL }: { PRACTICE_URL?: string; OPENAI_BASE_URL: string }): boolean {
  return PRACTICE_URL !== undefined && new URL(PRACTICE_URL).origin === new URL(OPENAI_BASE_URL).origin;
}

const portalSchema = z.object(portalShape).transform((settings) => ({
  ...common(settings),
  port: settings.PORT,
  nextAuthSecret: settings.NEXTAUTH_SECRET,
  smtpUrl: settings.SMTP_URL,
  mailFrom: settings.MAIL_FROM,
  openai: settings.OPENAI_API_KEY ? { apiKey: settings.OPENAI_API_KEY, baseUrl: settings.OPENAI_BASE_URL } : null,
  google:
    settings.GOOGLE_CLIENT_ID && settings.GOOGLE_CLIENT_SECRET
      ? { clientId: settings.GOOGLE_CLIENT_ID, clientSecret: settings.GOOGLE_CLIENT_SECRET }
      : null,
}));

const realtimeSchema = z.object(realtimeShape).transform((settings) => ({
  ...common(settings),
  port: settings.REALTIME_PORT,
  smtpUrl: settings.SMTP_URL,
  mailFrom: settings.MAIL_FROM,
  /** How long calls may go on once the process was asked to stop. */
  drainSeconds: settings.DRAIN_SECONDS,
  openai: {
    apiKey: settings.OPENAI_API_KEY,
    baseUrl: settings.OPENAI_BASE_URL,
    model: settings.OPENAI_REALTIME_MODEL,
    /** Null: the practice model speaks and does not write, so rules do. */
    textModel: isPractice(settings) ? null : settings.OPENAI_TEXT_MODEL,
  },
  twilio: {
    /** Null: the token checks whatever account asks. */
    accountSid: settings.TWILIO_ACCOUNT_SID ?? null,
    authToken: settings.TWILIO_AUTH_TOKEN,
    apiBaseUrl: settings.TWILIO_API_BASE_URL,
  },
}));

const practiceSchema = z.object(practiceShape).transform((settings) => ({
  logLevel: settings.LOG_LEVEL,
  dataDir: settings.DATA_DIR,
  host: settings.HOST,
  port: settings.PRACTICE_PORT,
  smtpPort: settings.PRACTICE_SMTP_PORT,
  publicUrl: settings.PUBLIC_URL,
  realtimePublicUrl: settings.REALTIME_PUBLIC_URL,
  openaiApiKey: settings.OPENAI_API_KEY,
  twilio: { accountSid: settings.TWILIO_ACCOUNT_SID ?? null, authToken: settings.TWILIO_AUTH_TOKEN },
}));

export type PortalEnv = z.infer<typeof portalSchema>;
export type RealtimeEnv = z.infer<typeof realtimeSchema>;
export type PracticeEnv = z.infer<typeof practiceSchema>;

function* checkGoogle(given: EnvSource): Generator<[string, string]> {
  if (Boolean(given.GOOGLE_CLIENT_ID) === Boolean(given.GOOGLE_CLIENT_SECRET)) return;
  yield ['GOOGLE_CLIENT_ID', 'and GOOGLE_CLIENT_SECRET are set together or not at all'];
}

function* checkPractice(given: EnvSource): Generator<[string, string]> {
  if (given.ENVIRONMENT === 'production') yield ['ENVIRONMENT', 'practice never runs in production'];
}

/** Parsed once for `process.env`; a source of its own is parsed afresh. */
function oncePerProcess<Schema extends z.ZodType>(name: string, schema: Schema, checks: readonly EnvCheck[]) {
  let kept: z.infer<Schema> | undefined;
  return (source?: EnvSource): z.infer<Schema> => {
    if (source) return readEnv(name, schema, source, checks);
    kept ??= readEnv(name, schema, process.env, checks);
    return kept;
  };
}

export const portalEnv = oncePerProcess('portal', portalSchema, [checkSigner, refuseInProduction, checkGoogle]);
export const realtimeEnv = oncePerProcess('realtime server', realtimeSchema, [checkSigner, refuseInProduction]);
export const practiceEnv = oncePerProcess('practice process', practiceSchema, [checkPractice]);
