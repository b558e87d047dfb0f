import { describe, expect, it } from 'vitest';
import { compileAgent } from '@/lib/agent/compile-agent';
import { spokenLines } from '@/lib/agent/spoken-lines';
import { makeCallContext, makeConfig } from '../../support/make-config';

function told(languages: string[], languageSwitching: 'follow' | 'ask' = 'follow'): string {
  const config = makeConfig({ identity: { languages }, advanced: { languageSwitching } });
  return compileAgent(config, makeCallContext()).instructions;
}

describe('the language of a call', () => {
  it('is the one the tenant speaks, whatever a noise sounds like', () => {
    expect(told(['en'])).toContain('Speak English, and nothing else whatever a noise or a single word sounds like.');
  });

  it('follows a caller who clearly speaks another of the tenant’s, and comes back', () => {
    const instructions = told(['en', 'es', 'fr']);

    expect(instructions).toContain('You also speak Spanish, French: answer in the caller');
    expect(instructions).toContain('A noise, a name or one unclear word is no reason to change.');
    expect(instructions).toContain('go back with them');
  });

  it('changes only when asked, where the tenant wants that', () => {
    expect(told(['de', 'en'], 'ask')).toContain('change the language only when the caller asks for it');
  });

  it('is told to the transcription too', () => {
    const config = makeConfig({ identity: { languages: ['pt-BR', 'en-GB', 'en-US'] } });

    expect(compileAgent(config, makeCallContext()).session.transcription.languages).toEqual(['pt', 'en']);
  });
});

describe('our own short lines', () => {
  it('are in the tenant’s first language; a filler in a wrong one is not spoken at all', () => {
    expect(spokenLines(['es-MX']).fillers[0]).toBe('Un momento, por favor.');
    expect(spokenLines(['ja'])).toEqual({
      passingOn: expect.stringContaining('One moment'),
      apology: expect.stringContaining("I'm sorry"),
      fillers: [],
    });
  });
});
