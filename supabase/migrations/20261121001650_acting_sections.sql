-- What the agent may do has a form of its own for each: appointments, text messages, connections to other systems.

alter table public.agent_drafts add column booking jsonb, add column texting jsonb, add column connections jsonb;

create or replace function private.draft_config(draft public.agent_drafts)
returns jsonb
language sql immutable
set search_path = ''
as $$
  select jsonb_build_object(
    'identity', draft.identity, 'greeting', draft.greeting, 'voice', draft.voice, 'personality', draft.personality,
    'knowledge', draft.knowledge, 'hours', draft.hours, 'routing', draft.routing, 'actions', draft.actions,
    'booking', draft.booking, 'texting', draft.texting, 'connections', draft.connections,
    'privacy', draft.privacy, 'limits', draft.limits, 'advanced', draft.advanced
  )
$$;

create or replace function private.overwrite_draft(p_tenant uuid, p_config jsonb)
returns void
language sql security definer
set search_path = ''
as $$
  update public.agent_drafts
  set identity = p_config -> 'identity', greeting = p_config -> 'greeting', voice = p_config -> 'voice',
    personality = p_config -> 'personality', knowledge = p_config -> 'knowledge', hours = p_config -> 'hours',
    routing = p_config -> 'routing', actions = p_config -> 'actions', booking = p_config -> 'booking',
    texting = p_config -> 'texting', connections = p_config -> 'connections', privacy = p_config -> 'privacy',
    limits = p_config -> 'limits', advanced = p_config -> 'advanced',
    section_versions = (
      select jsonb_object_agg(section, coalesce((section_versions ->> section)::integer, 0) + 1)
      from jsonb_object_keys(private.draft_config(agent_drafts)) as section
    ),
    updated_by = private.my_id(), updated_at = now()
  where tenant_id = p_tenant
$$;
