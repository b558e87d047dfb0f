import type { AgentConfig } from '@/lib/contracts/agent-config';
import { type HoursBlock, type Week, weekdays } from '@/lib/contracts/hours';
import { momentAt } from '@/lib/hours/local-time';
import { blocksOn } from '@/lib/hours/schedule';
import { describePlan, type Plan, toneOf } from '@/lib/routing/plan';
import { planCall } from './plan-call';

export type Segment = {
  /** Local times; `until` is 24:00 at the end of the day. */
  from: string;
  until: string;
  plan: Plan;
  tone: ReturnType<typeof toneOf>;
};

type Day = {
  config: AgentConfig;
  date: string;
  callerNumber: string | null;
  dialedNumber: string | null;
};

/** What calls get on one local date, hour by hour: neighbours that are the same are one. */
export function dayTimeline({ config, date, callerNumber, dialedNumber }: Day): Segment[] {
  const times = changesOn(config, date);
  const { timeZone } = config.identity;
  const agentName = config.identity.agentName;
  const segments: Segment[] = [];

  times.forEach((from, index) => {
    const now = momentAt(date, from, timeZone);
    const plan = planCall({ config, now, callerNumber, dialedNumber, liveCalls: 0, tenantStatus: 'active' });
    const until = times[index + 1] ?? '24:00';
    const before = segments.at(-1);
    if (before && describePlan(before.plan, agentName) === describePlan(plan, agentName)) before.until = until;
    else segments.push({ from, until, plan, tone: toneOf(plan) });
  });
  return segments;
}

/** Local times at which anything of that day may change. */
function changesOn({ hours, routing }: AgentConfig, date: string): string[] {
  const people = routing.people.flatMap((person) => (person.hours.kind === 'own' ? allBlocks(person.hours.week) : []));
  const edges = [...blocksOn(hours, date), ...people].flatMap(({ opens, closes }) => [opens, closes]);
  const times = edges.filter((time) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time));
  return [...new Set(['00:00', ...times])].sort();
}

function allBlocks(week: Week): HoursBlock[] {
  return weekdays.flatMap((weekday) => week[weekday]);
}
