import { sections } from '@/lib/contracts/agent-config';
import {
  type Actor,
  absent,
  appointments,
  callers,
  calls,
  cancelled,
  gaps,
  type Home,
  memories,
  owners,
  sources,
  tenants,
} from './matrix-world';

/** Who a verb of a table lets in. Membership words mean "at least", in the tenant of the row. */
export type Who =
  | ('viewer' | 'staff' | 'manager' | 'owner' | 'admin' | 'the call' | 'the job' | 'signed in' | 'oneself')
  /** The member whom the row is about, and nobody else of the tenant. */
  | 'its member';
export type TableRule = {
  select?: Who[];
  insert?: Who[];
  update?: Who[];
  delete?: Who[];
  /** A column that an update may touch, where it is not the last one. */
  touch?: string;
};

/** The whole of who may do what to which table. A table that is not here fails the matrix; an empty row is closed. */
export const tableRules: Record<string, TableRule> = {
  'public.tenants': { select: ['viewer', 'admin'] },
  'public.members': { select: ['viewer'] },
  'public.member_phones': { select: ['its member'] },
  'public.phone_codes': {},
  'public.platform_admins': { select: ['oneself'] },
  'public.platform_defaults': { select: ['signed in'] },
  'public.audit_events': { select: ['manager'] },
  'public.agent_drafts': { select: ['viewer'] },
  'public.agent_versions': { select: ['viewer'] },
  'public.phone_numbers': { select: ['viewer', 'admin'] },
  'public.calls': { select: ['viewer', 'the call', 'the job'], update: ['the call'], touch: 'lease_until' },
  'public.turns': {
    select: ['viewer', 'the call', 'the job'],
    insert: ['the call'],
    update: ['the call'],
    touch: 'text',
  },
  'public.call_events': { select: ['viewer', 'the call'], insert: ['the call'] },
  'public.messages': { select: ['viewer', 'the call', 'the job'], insert: ['the call'] },
  'public.usage_ledger': { select: ['manager', 'the call'], insert: ['the call'], touch: 'model' },
  'public.usage_daily': { select: ['manager'], touch: 'seconds' },
  'public.call_commands': { select: ['viewer'] },
  'public.spam_marks': { select: ['viewer'] },
  'public.call_tickets': {},
  'public.transfers': { select: ['viewer', 'the call'] },
  'public.voicemails': { select: ['viewer'] },
  'public.recordings': { select: ['viewer', 'the call'] },
  'public.jobs': {},
  'public.call_summaries': { select: ['viewer'] },
  'public.callers': { select: ['viewer'] },
  'public.caller_memories': { select: ['viewer'] },
  'public.inbox_items': { select: ['viewer'] },
  'public.erasures': { select: ['manager'] },
  'public.knowledge_sources': { select: ['viewer', 'the job'] },
  'public.knowledge_pages': { select: ['viewer', 'the job'] },
  'public.knowledge_chunks': { select: ['viewer'], touch: 'body' },
  'public.knowledge_gaps': { select: ['viewer'] },
  'public.knowledge_gap_calls': { select: ['viewer'] },
  'public.greeting_clips': { select: ['viewer'] },
  'public.texts': { select: ['viewer', 'the call'], touch: 'problem' },
  'public.text_opt_outs': { select: ['viewer'], touch: 'keyword' },
  'public.appointments': { select: ['viewer'], touch: 'note' },
  'public.connection_secrets': { touch: 'last_four' },
  'public.plans': { select: ['signed in'] },
  'public.subscriptions': { select: ['manager', 'admin'] },
  'identity.users': {},
  'identity.accounts': {},
  'identity.tokens': {},
  'identity.sessions': {},
  'identity.mails': {},
};

export type Target = 'own' | 'other' | 'absent';
export const targets: Target[] = ['own', 'other', 'absent'];

export function homeOf(actor: Actor, target: Target): Home | null {
  if (target === 'absent') return null;
  if (target === 'own') return actor.home;
  return actor.home === 'here' ? 'elsewhere' : 'here';
}

const ranks: Record<string, number> = { viewer: 1, staff: 2, manager: 3, owner: 4 };
const isSignedIn = ({ claims }: Actor) => claims.role === 'authenticated' && claims.session_version === 2;

export function lets(who: readonly Who[] | undefined, actor: Actor, target: Target): boolean {
  const home = homeOf(actor, target);
  if (home === null) return false;
  return (who ?? []).some((word) => {
    if (word === 'admin') return actor.name === 'platform admin';
    if (word === 'signed in') return isSignedIn(actor);
    if (word === 'oneself') return actor.name === 'platform admin' && target === 'own';
    if (word === 'its member') return target === 'own' && actor.claims.sub === owners[home];
    if (word === 'the call') return actor.call === calls[home];
    if (word === 'the job') return actor.job === home;
    return target === 'own' && actor.rank >= (ranks[word] ?? Number.POSITIVE_INFINITY);
  });
}

export type FunctionRule = {
  execute: 'authenticated' | 'call_agent' | 'job_worker' | 'service_role';
  /** Within that role; nobody means that everybody with the role may. */
  for?: Who[];
  /** The tenant has to be active. */
  writes?: true;
  /** What the others are told. `no rows` where the policies answer. */
  refusal?: 'PT401' | 'PT403' | 'no rows';
  /** What they are told for a tenant that is not there. */
  absentRefusal?: 'PT404' | 'PT409';
  args?: (tenant: string, home: Home | null) => Record<string, unknown>;
};

const always = { p_from: '2000-01-01T00:00:00Z', p_until: '2100-01-01T00:00:00Z' };
const movedTo = {
  calendars: [{ id: 'main', name: 'Main' }],
  startsAt: '2098-01-01T10:00:00Z',
  endsAt: '2098-01-01T10:30:00Z',
  blockedUntil: '2098-01-01T10:30:00Z',
};
const config = Object.fromEntries(sections.map((section) => [section, {}]));

/** Every function that the API exposes. One that is not here fails the matrix. */
export const functionRules: Record<string, FunctionRule> = {
  create_tenant: {
    execute: 'authenticated',
    for: ['signed in'],
    refusal: 'PT401',
    args: () => ({ p_name: 'Corner Shop', p_identity: {} }),
  },
  save_draft_section: {
    execute: 'authenticated',
    for: ['manager'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant) => ({ p_tenant, p_section: 'voice', p_value: {}, p_version: 0 }),
  },
  publish_agent: {
    execute: 'authenticated',
    for: ['manager'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant) => ({ p_tenant, p_config: config, p_note: 'note', p_section_versions: {} }),
  },
  restore_version: {
    execute: 'authenticated',
    for: ['manager'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant) => ({ p_tenant, p_number: 1 }),
  },
  discard_draft: {
    execute: 'authenticated',
    for: ['manager'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant) => ({ p_tenant }),
  },
  open_browser_call: {
    execute: 'authenticated',
    for: ['staff'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant) => ({ p_tenant, p_sound: 'wide' }),
  },
  call_figures: {
    execute: 'authenticated',
    for: ['viewer'],
    refusal: 'no rows',
    args: (p_tenant) => ({ p_tenant, p_zone: 'UTC', p_bucket: 'day' }),
  },
  usage_by_day: {
    execute: 'authenticated',
    for: ['manager'],
    refusal: 'no rows',
    args: (p_tenant) => ({ p_tenant, p_zone: 'UTC', ...always }),
  },
  usage_by_number: {
    execute: 'authenticated',
    for: ['manager'],
    refusal: 'no rows',
    args: (p_tenant) => ({ p_tenant, ...always }),
  },
  use_so_far: {
    execute: 'authenticated',
    for: ['manager'],
    refusal: 'no rows',
    args: (p_tenant) => ({ p_tenant }),
  },
  call_use: { execute: 'call_agent', args: (_, home) => ({ p_calls: `{${home ? calls[home] : absent}}` }) },
  send_call_command: {
    execute: 'authenticated',
    for: ['staff'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant, home) => ({
      ...{ p_tenant, p_call: home ? calls[home] : absent, p_kind: 'end', p_text: '' },
      p_command: crypto.randomUUID(),
    }),
  },
  set_my_phone: {
    execute: 'authenticated',
    for: ['staff'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant) => ({ p_tenant, p_e164: '+12025550147', p_country: 'US' }),
  },
  my_phone_code: {
    execute: 'authenticated',
    for: ['viewer'],
    refusal: 'no rows',
    args: (p_tenant) => ({ p_tenant }),
  },
  check_my_phone: {
    execute: 'authenticated',
    for: ['staff'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant) => ({ p_tenant, p_code: absent, p_code_hash: 'matrix' }),
  },
  remove_my_phone: {
    execute: 'authenticated',
    for: ['viewer'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant) => ({ p_tenant }),
  },
  begin_phone_code: { execute: 'job_worker', args: () => ({ p_code_hash: 'matrix' }) },
  finish_phone_code: { execute: 'job_worker' },
  fail_phone_code: { execute: 'job_worker', args: () => ({ p_problem: 'matrix' }) },
  ask_take_over: { execute: 'call_agent', args: () => ({ p_command: absent, p_summary: '' }) },
  take_call_commands: { execute: 'call_agent', args: () => ({}) },
  tell_passing_turns: { execute: 'call_agent', args: () => ({ p_turns: [] }) },
  save_call_records: { execute: 'call_agent', args: () => ({ p_turns: [], p_usage: [] }) },
  answer_call_command: {
    execute: 'call_agent',
    args: () => ({ p_command: absent, p_result: 'done', p_detail: '' }),
  },
  mark_call_spam: {
    execute: 'authenticated',
    for: ['staff'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant, home) => ({ p_tenant, p_call: home ? calls[home] : absent, p_is_spam: true }),
  },
  block_caller_of: {
    execute: 'authenticated',
    for: ['staff'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant, home) => ({ p_tenant, p_call: home ? calls[home] : absent, p_is_blocked: true }),
  },
  usage_of_call: {
    execute: 'authenticated',
    for: ['manager'],
    refusal: 'no rows',
    args: (p_tenant, home) => ({ p_tenant, p_call: home ? calls[home] : absent }),
  },
  usage_by_tenant: { execute: 'authenticated', for: ['admin'], refusal: 'PT403', args: () => always },
  list_tenants: { execute: 'authenticated', for: ['admin'], refusal: 'PT403' },
  list_tenant_versions: {
    execute: 'authenticated',
    for: ['admin'],
    refusal: 'PT403',
    absentRefusal: 'PT404',
    args: (p_tenant) => ({ p_tenant }),
  },
  list_tenant_audit: {
    execute: 'authenticated',
    for: ['admin'],
    refusal: 'PT403',
    absentRefusal: 'PT404',
    args: (p_tenant) => ({ p_tenant }),
  },
  set_tenant_status: {
    execute: 'authenticated',
    for: ['admin'],
    refusal: 'PT403',
    absentRefusal: 'PT409',
    args: (p_tenant) => ({ p_tenant, p_status: 'suspended', p_reason: 'matrix' }),
  },
  finish_call: {
    execute: 'call_agent',
    args: () => ({ p_reason: 'caller_hung_up', p_outcome: 'answered', p_ended_at: '2026-11-21T00:00:00Z' }),
  },
  renew_lease: { execute: 'call_agent' },
  renew_leases: { execute: 'call_agent' },
  voicemail_work: { execute: 'job_worker', args: () => ({}) },
  save_voicemail: { execute: 'job_worker', args: () => ({ p_bytes: 1, p_words: 'Hello.' }) },
  open_recording: {
    execute: 'call_agent',
    args: () => ({
      p_consent: 'ask',
      p_notice: 'This call is recorded.',
      p_started_at: '2026-11-21T00:00:00Z',
      p_offset_ms: 900,
      p_expires_at: '2026-12-21T00:00:00Z',
    }),
  },
  decline_recording: {
    execute: 'call_agent',
    args: () => ({ p_consent: 'ask', p_declined_at: '2026-11-21T00:00:00Z' }),
  },
  store_recording: { execute: 'call_agent', args: () => ({ p_bytes: 1, p_duration_ms: 1, p_peaks: {} }) },
  close_recording: { execute: 'call_agent', args: () => ({ p_state: 'lost' }) },
  ask_transfer: {
    execute: 'call_agent',
    args: () => ({ p_tool_call_id: 'matrix', p_label: 'Dana', p_summary: '', p_country: 'US' }),
  },
  move_transfer: { execute: 'call_agent', args: () => ({ p_transfer: absent, p_status: 'cancelled' }) },
  note_transfer_leg: { execute: 'call_agent', args: () => ({ p_transfer: absent, p_leg_sid: 'CA1' }) },
  take_back_caller: { execute: 'call_agent' },
  choose_notifications: {
    execute: 'authenticated',
    for: ['staff'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant) => ({ p_tenant, p_notified_of: 'everything' }),
  },
  mark_inbox: {
    execute: 'authenticated',
    for: ['staff'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant) => ({ p_tenant, p_items: `{${absent}}`, p_as: 'handled' }),
  },
  save_caller: {
    execute: 'authenticated',
    for: ['staff'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant, home) => ({ p_tenant, p_caller: home ? callers[home] : absent, p_name: 'Ann', p_note: '' }),
  },
  edit_caller_memory: {
    execute: 'authenticated',
    for: ['staff'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant, home) => ({ p_tenant, p_memory: home ? memories[home] : absent, p_text: 'A crown' }),
  },
  erase_caller: {
    execute: 'authenticated',
    for: ['manager'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant, home) => ({ p_tenant, p_caller: home ? callers[home] : absent }),
  },
  add_knowledge_source: {
    execute: 'authenticated',
    for: ['manager'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant) => ({
      p_tenant,
      p_id: 'aaaaaaaa-0000-4000-8000-00000000f00d',
      p_kind: 'text',
      p_title: 'Prices',
      p_location: '',
      p_content: 'A crown is $900.',
    }),
  },
  read_knowledge_again: {
    execute: 'authenticated',
    for: ['manager'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant, home) => ({ p_tenant, p_source: home ? sources[home] : absent }),
  },
  remove_knowledge_source: {
    execute: 'authenticated',
    for: ['manager'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant, home) => ({ p_tenant, p_source: home ? sources[home] : absent }),
  },
  use_knowledge: {
    execute: 'authenticated',
    for: ['manager'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant, home) => ({ p_tenant, p_source: home ? sources[home] : absent, p_in_use: false }),
  },
  settle_knowledge_gap: {
    execute: 'authenticated',
    for: ['manager'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant, home) => ({ p_tenant, p_gap: home ? gaps[home] : absent, p_status: 'dismissed' }),
  },
  set_connection_secret: {
    execute: 'authenticated',
    for: ['manager'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant) => ({
      ...{ p_tenant, p_tool: 'find_order', p_header: 'X-Api-Key', p_origin: 'https://api.example.com' },
      ...{ p_sealed: `v1.0123abcd.${'A'.repeat(16)}.${'B'.repeat(40)}`, p_last_four: '' },
    }),
  },
  remove_connection_secret: {
    execute: 'authenticated',
    for: ['manager'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant) => ({ p_tenant, p_tool: 'find_order', p_header: 'authorization' }),
  },
  list_connection_secrets: {
    execute: 'authenticated',
    for: ['viewer'],
    refusal: 'no rows',
    args: (p_tenant) => ({ p_tenant }),
  },
  my_connection_secrets: { execute: 'call_agent', args: () => ({ p_tool: 'find_order' }) },
  reseal_connection_secrets: { execute: 'service_role', args: () => ({ p_rows: '[]' }) },
  search_tenant_knowledge: {
    execute: 'authenticated',
    for: ['viewer'],
    refusal: 'no rows',
    args: (p_tenant) => ({ p_tenant, p_query: 'crown', p_limit: 5 }),
  },
  tenant_plan: {
    execute: 'authenticated',
    for: ['manager', 'admin'],
    refusal: 'no rows',
    args: (p_tenant) => ({ p_tenant }),
  },
  plan_lines: {
    execute: 'authenticated',
    for: ['viewer'],
    refusal: 'no rows',
    args: (p_tenant) => ({ p_tenant }),
  },
  set_tenant_plan: {
    execute: 'authenticated',
    for: ['admin'],
    refusal: 'PT403',
    absentRefusal: 'PT404',
    args: (p_tenant) => ({ p_tenant, p_plan: 'company' }),
  },
  search_calls: {
    execute: 'authenticated',
    for: ['viewer'],
    refusal: 'no rows',
    args: (p_tenant) => ({ p_tenant, p_query: 'crown', p_limit: 5 }),
  },
  search_knowledge: { execute: 'call_agent', args: () => ({ p_query: 'crown', p_limit: 5 }) },
  note_knowledge_gap: {
    execute: 'call_agent',
    args: () => ({ p_question: 'Do you whiten?', p_normalized: 'whiten', p_second: 12 }),
  },
  queue_text: {
    execute: 'call_agent',
    args: () => ({ p_tool_call_id: 'matrix', p_template: 'Address', p_body: 'Hi' }),
  },
  note_job_usage: { execute: 'job_worker', args: () => ({ p_entries: '[]' }) },
  text_to_price: { execute: 'job_worker' },
  note_text_price: { execute: 'job_worker', args: () => ({ p_micro_dollars: 1, p_raw: '{}' }) },
  begin_text: { execute: 'job_worker' },
  finish_text: { execute: 'job_worker', args: () => ({ p_sid: 'SM1', p_segments: 1 }) },
  fail_text: { execute: 'job_worker', args: () => ({ p_problem: 'matrix', p_is_opt_out: false }) },
  note_text_status: {
    execute: 'service_role',
    args: () => ({ p_text: absent, p_sid: 'SM1', p_status: 'sent', p_problem: '' }),
  },
  receive_text: {
    execute: 'service_role',
    args: (_, home) => ({
      p_sid: 'SM-matrix',
      p_to: home === 'elsewhere' ? '+12025550172' : '+12025550171',
      p_from: '+12025550191',
      p_body: 'Hello',
      p_keyword: null,
      p_is_answered: false,
    }),
  },
  begin_reading: { execute: 'job_worker', args: () => ({ p_total: 1 }) },
  save_knowledge_page: {
    execute: 'job_worker',
    args: () => ({ p_number: 1, p_title: '', p_note: '', p_chunks: '[]', p_links: '[]', p_most: 1 }),
  },
  finish_reading: { execute: 'job_worker' },
  rest_job: { execute: 'job_worker' },
  clip_work: { execute: 'job_worker' },
  save_greeting_clips: { execute: 'job_worker', args: () => ({ p_version: 1, p_clips: '[]' }) },
  renew_job: { execute: 'job_worker', args: () => ({ p_lease_seconds: 30 }) },
  finish_job: { execute: 'job_worker' },
  fail_job: { execute: 'job_worker', args: () => ({ p_error: 'matrix', p_retry_after_seconds: 1 }) },
  save_call_summary: {
    execute: 'job_worker',
    args: () => ({ p_content: {}, p_written_by: 'rule', p_follow_up: {}, p_caller_name: '', p_memories: '[]' }),
  },
  apply_retention: { execute: 'job_worker', args: () => ({ p_now: '2026-11-21T00:00:00Z', p_limit: 10 }) },
  busy_times: { execute: 'call_agent', args: () => ({ p_from: always.p_from, p_until: always.p_until }) },
  book_appointment: {
    execute: 'call_agent',
    args: () => ({
      p_tool_call_id: 'matrix',
      p_wish: {
        ...{ serviceId: 'cleaning', serviceName: 'Cleaning', timeZone: 'UTC', callerName: 'Ann', confirmBy: 'none' },
        ...{ mostOpen: 3, ...movedTo },
      },
    }),
  },
  find_my_appointments: { execute: 'call_agent', args: () => ({ p_reference: 'KM742', p_name: null }) },
  move_appointment: {
    execute: 'call_agent',
    args: (_, home) => ({
      p_tool_call_id: 'matrix',
      p_appointment: home ? appointments[home] : absent,
      p_wish: movedTo,
    }),
  },
  cancel_appointment: {
    execute: 'call_agent',
    args: (_, home) => ({ p_tool_call_id: 'matrix', p_appointment: home ? appointments[home] : absent }),
  },
  was_cancelled_by: { execute: 'call_agent', args: () => ({ p_tool_call_id: 'matrix' }) },
  reschedule_appointment: {
    execute: 'authenticated',
    for: ['staff'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant, home) => ({
      p_tenant,
      p_appointment: home ? appointments[home] : absent,
      p_starts_at: '2098-01-02T10:00:00Z',
    }),
  },
  call_off_appointment: {
    execute: 'authenticated',
    for: ['staff'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant, home) => ({ p_tenant, p_appointment: home ? appointments[home] : absent }),
  },
  restore_appointment: {
    execute: 'authenticated',
    for: ['staff'],
    writes: true,
    refusal: 'PT403',
    args: (p_tenant, home) => ({ p_tenant, p_appointment: home ? cancelled[home] : absent }),
  },
  appointment_to_confirm: { execute: 'job_worker' },
  mail_appointment: { execute: 'job_worker', args: () => ({ p_subject: 'Booked', p_text: 'Yes.', p_html: 'Yes.' }) },
  claim_jobs: {
    execute: 'service_role',
    args: () => ({ p_worker: 'matrix', p_kinds: '{summarize_call}', p_limit: 1, p_lease_seconds: 30 }),
  },
  queue_retention: { execute: 'service_role', args: () => ({ p_now: '2026-11-21T00:00:00Z' }) },
  answer_call: {
    execute: 'service_role',
    args: (_, home) => ({
      p_call_sid: 'CA-new',
      p_to: home === 'elsewhere' ? '+12025550172' : '+12025550171',
      p_from: null,
      p_ticket_hash: 'fresh',
    }),
  },
  spend_call_ticket: {
    execute: 'service_role',
    args: (_, home) => ({ p_ticket_hash: `ticket-${home}`, p_call_sid: `CA-${home}` }),
  },
  reap_calls: { execute: 'service_role' },
  claim_mails: { execute: 'service_role', args: () => ({ p_limit: 5, p_lease_seconds: 60 }) },
  write_audit: {
    execute: 'service_role',
    args: (_, home) => ({
      p_event_type: 'matrix.tried',
      p_severity: 'info',
      p_actor_kind: 'system',
      p_tenant: home && tenants[home],
    }),
  },
  verify_audit: { execute: 'service_role', args: (p_tenant) => ({ p_tenant }) },
  resume_session: {
    execute: 'service_role',
    args: () => ({ p_session: absent, p_idle_seconds: 60, p_absolute_seconds: 60 }),
  },
  end_all_sessions: {
    execute: 'service_role',
    args: (_, home) => ({ p_user: home ? owners[home] : absent }),
  },
};
