import { expect, it } from 'vitest';
import { admit, admitFromCache } from '@/realtime-server/admission/admit';
import { makeConfig } from '../../support/make-config';

const asked = {
  callSid: 'CA1',
  accountSid: 'AC1',
  to: '+12025550101',
  from: '+12025550177',
  ticketHash: 'hash',
};
const callId = '7f3b1c52-6a0e-4d7c-9f11-2c8f0c6a1d01';
const tenantId = '9d2a4e61-0b3f-4c8e-8a57-5e1f7b9c2d02';
const config = makeConfig({ limits: { maxLiveCalls: 2 } });
const cached = {
  tenantId,
  versionNumber: 3,
  config,
  previousConfig: null,
  platformDefaults: {},
  savedAt: '2026-11-21T10:00:00.000Z',
};

it('gives an admitted call all that its session needs', () => {
  const answer = admit(
    {
      decision: 'admit',
      callId,
      tenantId,
      repeated: false,
      versionNumber: 3,
      config,
      previousConfig: null,
      platformDefaults: {},
      history: [],
      caller: null,
    },
    asked,
  );

  expect(answer).toEqual({
    kind: 'connect',
    setup: {
      callId,
      tenantId,
      channel: 'phone',
      carrierCallSid: 'CA1',
      callerNumber: '+12025550177',
      dialedNumber: '+12025550101',
      config,
      replacedSections: [],
      history: [],
      caller: null,
      knowsMore: false,
      resumed: null,
    },
  });
});

it('passes a refusal on with what may be said of it', () => {
  const refusal = { decision: 'busy', callId, tenantId, businessName: 'Bright', fallbackNumber: null } as const;

  expect(admit(refusal, asked)).toEqual({ kind: 'refuse', why: 'busy', businessName: 'Bright', fallbackNumber: null });
  expect(admit({ decision: 'unknown_number' }, asked)).toMatchObject({ why: 'unknown_number' });
});

it('keeps the cap of a tenant, and of its plan, while the database is away', () => {
  expect(admitFromCache(cached, asked, { callId, liveCalls: 1 })).toMatchObject({ kind: 'connect' });
  expect(admitFromCache(cached, asked, { callId, liveCalls: 2 })).toEqual({
    kind: 'refuse',
    why: 'busy',
    businessName: 'Bright Smile Dental',
    fallbackNumber: '+12025550199',
  });
  expect(admitFromCache({ ...cached, planLines: 1 }, asked, { callId, liveCalls: 1 })).toMatchObject({ why: 'busy' });
  expect(admitFromCache({ ...cached, planLines: 9 }, asked, { callId, liveCalls: 2 })).toMatchObject({ why: 'busy' });
  expect(admitFromCache(null, asked, { callId, liveCalls: 0 })).toMatchObject({ why: 'unavailable' });
});
