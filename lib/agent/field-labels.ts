import type { AgentConfig } from '@/lib/contracts/agent-config';

type PlainSection = Exclude<
  keyof AgentConfig,
  'personality' | 'knowledge' | 'hours' | 'routing' | 'connections' | 'booking'
>;
type Labels = { [Name in PlainSection]: Record<keyof AgentConfig[Name], string> };

/** What owners call each field, for sentences about changes. */
export const fieldLabels: Labels = {
  identity: {
    businessName: 'Business name',
    agentName: "Agent's name",
    industry: 'Industry',
    about: 'About the business',
    address: 'Address',
    timeZone: 'Time zone',
    languages: 'Languages',
  },
  greeting: {
    text: 'Greeting',
    afterHoursText: 'After-hours greeting',
    aiNotice: 'AI notice',
    recordingNotice: 'Recording notice',
    interruptible: 'Interrupting the greeting',
  },
  voice: { voice: 'Voice', speed: 'Speaking speed', model: 'Model' },
  actions: { takeMessage: 'Taking messages' },
  texting: {
    enabled: 'Sending text messages',
    templates: 'Texts the agent may send',
    link: 'Link in texts',
    perCall: 'Texts in one call',
    perCallerPerDay: 'Texts to one caller in a day',
    perDay: 'Texts in a day',
    autoReply: 'Answer to incoming texts',
  },
  privacy: {
    recording: 'Recording calls',
    consent: 'Consent to a recording',
    recordingDays: 'Days that recordings are kept',
    transcriptDays: 'Days that transcripts are kept',
  },
  limits: {
    maxCallMinutes: 'Longest call in minutes',
    maxLiveCalls: 'Calls at once',
    maxDayMinutes: 'Minutes in one day',
    maxMonthMinutes: 'Minutes in one month',
    maxCallMicroDollars: 'Cost of one call',
    maxDayMicroDollars: 'Cost of one day',
  },
  advanced: {
    extraInstructions: 'Extra instructions',
    noiseReduction: 'Noise reduction',
    surroundings: 'Where callers are',
    turnTaking: 'Knowing when a caller has finished',
    checkInSeconds: 'Seconds of silence before asking',
    checkIns: 'Questions before the goodbye',
    holdSeconds: 'Seconds of patience on hold',
    silentCalls: 'Calls in which nobody speaks',
    recordedCallers: 'Recorded messages',
    fillers: 'A few words while something takes a while',
    keypad: 'Keys that callers press',
    zeroKey: 'The key 0',
    languageSwitching: 'Changing the language',
  },
};
