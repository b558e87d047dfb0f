import { describe, expect, it } from 'vitest';
import { keywordIn } from '@/lib/text/keyword';

describe('a text that is one word', () => {
  it.each([
    'STOP',
    'stop',
    ' Stop. ',
    'STOP!!',
    'stopall',
    'Stop all',
    'UNSUBSCRIBE',
    'cancel',
    'End',
    '"quit"',
    'ＳＴＯＰ',
    'stop please',
  ])('%j wants no more texts', (text) => expect(keywordIn(text)).toBe('stop'));
  it.each(['START', ' yes ', 'Unstop.'])('%j wants them again', (text) => expect(keywordIn(text)).toBe('start'));
  it.each(['help', 'INFO?'])('%j asks for help', (text) => expect(keywordIn(text)).toBe('help'));
  it.each([
    '',
    'Please stop by at two',
    'Can I cancel my appointment?',
    'yes at 3',
    'I need help',
    'the end',
    'stop\u0000me',
  ])('%j is for a person', (text) => expect(keywordIn(text)).toBeNull());
});
