import type { Section } from '@/lib/contracts/agent-config';

export const sectionLabels: Record<Section, string> = {
  identity: 'Business',
  greeting: 'Greeting',
  voice: 'Voice',
  personality: 'Personality',
  knowledge: 'Knowledge',
  hours: 'Hours',
  routing: 'Routing',
  actions: 'Actions',
  booking: 'Appointments',
  texting: 'Text messages',
  connections: 'Connections',
  privacy: 'Privacy',
  limits: 'Limits',
  advanced: 'How calls run',
};
