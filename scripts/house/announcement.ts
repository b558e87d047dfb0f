import type { Running } from './running-file';
import type { HouseSettings } from './settings';

const password = 'foyer-demo-2026';
const signIns = [
  ['owner@bright-smile.example', 'owner of Bright Smile Dental'],
  ['viewer@bright-smile.example', 'viewer at Bright Smile Dental'],
  ['owner@rapid-rooter.example', 'owner of Rapid Rooter Plumbing'],
  ['admin@foyer.example', 'platform admin'],
];
const numbers = [
  ['+12025550101', 'Bright Smile Dental'],
  ['+12025550102', 'Rapid Rooter Plumbing'],
];
const call = 'npm run call -- --to +12025550101 --from +12025550177 --say "Are you open on Saturday?"';

const indented = (rows: string[][]) => rows.map(([left, right]) => `    ${(left ?? '').padEnd(30)}${right ?? ''}`);

function demoLines(house: HouseSettings): string[] {
  const elsewhere = house.dataDir.endsWith('/.data') ? '' : `DATA_DIR=${house.dataDir} `;
  return [
    '',
    `  Demo sign-ins, all with the password ${password}`,
    ...indented(signIns),
    '',
    '  Demo numbers',
    ...indented(numbers),
    ...(house.needsPractice ? ['', '  Place a call', `    ${elsewhere}${call}`] : []),
  ];
}

function practised({ parts }: HouseSettings): string {
  const names = [
    parts.practiceVoice && 'the AI voice',
    parts.practiceCarrier && 'the carrier',
    parts.practiceMail && 'mail',
  ];
  return names.filter(Boolean).join(', ');
}

/** What a stranger needs to take the first steps, printed when everything is up. */
export function announcement(running: Running, house: HouseSettings, withDemo: boolean): string {
  return [
    '',
    'Foyer is ready.',
    '',
    `  Portal      ${running.portalUrl}`,
    ...(running.mailboxUrl && house.parts.practiceMail ? [`  Mailbox     ${running.mailboxUrl}`] : []),
    ...(house.needsPractice ? [`  Practice    ${practised(house)} (local stand-ins, no account needed)`] : []),
    `  Logs        ${running.logsDir}`,
    ...(withDemo ? demoLines(house) : []),
    '',
    '  Ctrl-C stops everything.',
    '',
  ].join('\n');
}
