import type { Advanced } from '@/lib/contracts/advanced';

type Choices<Name extends keyof Advanced> = readonly { value: Advanced[Name]; label: string; help?: string }[];

export const turnTakings: Choices<'turnTaking'> = [
  { value: 'pause', label: 'By a pause', help: 'Quick and even' },
  { value: 'meaning', label: 'By what was said', help: 'Waits for whoever is still thinking' },
];

export const surroundings: Choices<'surroundings'> = [
  { value: 'quiet', label: 'In quiet places', help: 'Hears soft voices' },
  { value: 'usual', label: 'Anywhere', help: 'The usual' },
  { value: 'noisy', label: 'Among noise', help: 'Streets, workshops, kitchens' },
];

export const noiseReductions: Choices<'noiseReduction'> = [
  { value: 'off', label: 'Off' },
  { value: 'near_field', label: 'For telephones at the ear' },
  { value: 'far_field', label: 'For speakerphones and cars' },
];

export const silentCalls: Choices<'silentCalls'> = [
  { value: 'goodbye', label: 'Say goodbye after 10 s', help: 'Speaking into it goes on with the call' },
  { value: 'check_in', label: 'Ask as in any silence' },
];

export const recordedCallers: Choices<'recordedCallers'> = [
  { value: 'goodbye', label: 'Say goodbye', help: 'Shown as a recorded message' },
  { value: 'answer', label: 'Answer like anybody' },
];

export const zeroKeys: Choices<'zeroKey'> = [
  { value: 'person', label: 'Asks for a person', help: 'Or for a message, if nobody can be reached' },
  { value: 'digit', label: 'Is a number' },
];

export const languageSwitchings: Choices<'languageSwitching'> = [
  { value: 'follow', label: 'When callers speak another', help: 'After a whole sentence in it' },
  { value: 'ask', label: 'Only when callers ask' },
];
