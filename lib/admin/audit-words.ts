export type AuditEvent = {
  id: string;
  at: string;
  eventType: string;
  severity: 'info' | 'warning' | 'high';
  actorKind: string;
  actorId: string | null;
  details: Record<string, unknown>;
};

const words: Record<string, string> = {
  'agent.published': 'Published',
  'agent.restored': 'Restored an older version',
  'connection.secret_set': 'Stored a secret of a connection',
  'connection.secret_removed': 'Removed a secret of a connection',
  'tenant.created': 'Opened the business',
  'tenant.suspended': 'Suspended',
  'tenant.restored': 'Restored',
  'tenant.plan_set': 'Given another plan',
  'admin.versions_viewed': 'Looked at this page',
  'admin.audit_viewed': 'Looked at the audit log',
  'webhook.refused': 'A request with a wrong signature was refused',
};

const actors: Record<string, string> = {
  member: 'A member',
  admin: 'An admin of the platform',
  visitor: 'A visitor',
  system: 'The system',
};

export function describeActor(kind: string): string {
  return Object.hasOwn(actors, kind) ? (actors[kind] ?? kind) : kind;
}

/** The event in plain words, with its version, note or reason where it has one. */
export function describeAudit({ eventType, details }: Pick<AuditEvent, 'eventType' | 'details'>): string {
  const named = Object.hasOwn(words, eventType) ? words[eventType] : undefined;
  const what = named ?? upperFirst(eventType.replaceAll(/[._]/g, ' '));
  const version = typeof details.version === 'number' ? ` version ${details.version}` : '';
  const said = [details.note, details.reason].find((text) => typeof text === 'string' && text !== '');
  return `${what}${version}${said ? `: ${said}` : '.'}`;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
