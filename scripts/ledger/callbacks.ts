import { setTimeout as wait } from 'node:timers/promises';
import { type Account, askWebhook } from '../../realtime-server/practice/carrier/webhook';

type Call = { baseUrl: string; account: Account; callSid: string; from: string; to: string; isTwice: boolean };

const mostTries = 60;
const betweenTriesMs = 500;

/** A carrier that gets no answer asks again, and `isTwice`, it asks again though it got one. */
export function makeCallbacks({ baseUrl, account, callSid, from, to, isTwice }: Call) {
  const about = { AccountSid: account.sid, ApiVersion: '2010-04-01', CallSid: callSid, CallStatus: 'in-progress' };
  const sides = { Direction: 'inbound', From: from, To: to };

  return async function ask(path: string, extra: Record<string, string> = {}): Promise<string> {
    const once = () => askWebhook(account, `${baseUrl}${path}`, { ...about, ...sides, ...extra });
    for (let tries = 1; ; tries++) {
      try {
        const [answer, again] = await Promise.all(isTwice ? [once(), once()] : [once()]);
        if (!answer || answer.status >= 500) throw new Error(`${path} answered ${answer?.status}`);
        if (again && path === '/phone/incoming-realtime' && again.body !== answer.body) {
          throw new Error('The same webhook was answered in two ways.');
        }
        return answer.body;
      } catch (error) {
        if (tries >= mostTries) throw error;
        await wait(betweenTriesMs);
      }
    }
  };
}
