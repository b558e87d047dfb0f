import { defaultPersonality, type Personality, type Trait } from '@/lib/contracts/personality';
import type { TraitGroup } from './trait-text';
import { traitGroups } from './trait-text';
import { bandOf, sentenceFor, traits } from './traits';

export type ToldGroup = { group: TraitGroup; sentences: string[] };

const bandMiddles = { low: 15, mid: 50, high: 85 };

/** Where two traits pull apart, the one that serves the caller better gives way to nothing. */
export function settleConflicts(asked: Personality): Personality {
  const settled = { ...asked };
  const lower = (trait: Trait, band: 'low' | 'mid') => {
    settled[trait] = Math.min(settled[trait], bandMiddles[band]);
  };

  if (bandOf(asked.verbosity) === 'low' && bandOf(asked.smallTalk) === 'high') lower('smallTalk', 'mid');
  if (bandOf(asked.urgency) === 'high') lower('upselling', 'low');
  if (bandOf(asked.transferReadiness) === 'high' && bandOf(asked.leadCapture) === 'high') lower('leadCapture', 'mid');

  return settled;
}

/** The traits that a reader would not expect to be overruled, and by what. */
export function describeConflicts(asked: Personality): { trait: Trait; because: string }[] {
  const settled = settleConflicts(asked);
  const reasons: [Trait, string][] = [
    ['smallTalk', 'Brief answers keep small talk to one short reply.'],
    ['upselling', 'Driving to a next step rules out suggesting extras.'],
    ['leadCapture', 'Handing over early keeps the questions to the essentials.'],
  ];

  return reasons
    .filter(([trait]) => bandOf(settled[trait]) !== bandOf(asked[trait]))
    .map(([trait, because]) => ({ trait, because }));
}

/** What the agent is told: the core traits always, the others where they leave their default band. */
export function describePersonality(asked: Personality): ToldGroup[] {
  const settled = settleConflicts(asked);

  return traitGroups
    .map((group) => ({
      group,
      sentences: traits
        .filter((text) => text.group === group)
        .filter(({ trait, alwaysSaid }) => alwaysSaid || bandOf(settled[trait]) !== bandOf(defaultPersonality[trait]))
        .map((text) => sentenceFor(text, settled[text.trait])),
    }))
    .filter(({ sentences }) => sentences.length > 0);
}

/** How the traits bend to the caller's mood, whatever their values. */
export function describeLimits({ humor, upselling, confirmation, verbosity, pace }: Personality): string[] {
  const limits: string[] = [];

  if (bandOf(humor) !== 'low') {
    limits.push('No humor when the caller is upset or complains, or on health, legal trouble or loss.');
  }
  if (bandOf(upselling) !== 'low') limits.push('Suggest nothing extra to a caller who is upset or in a hurry.');
  if (bandOf(confirmation) === 'high' && bandOf(verbosity) !== 'high') {
    limits.push('Reading details back may take longer than your usual answers.');
  }
  if (bandOf(pace) === 'high') limits.push('Never hurry while you say or take down numbers.');

  return limits;
}
