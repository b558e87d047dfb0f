-- What else is paid for: greetings spoken ahead of calls, texts, summaries by a model, and what knowledge is found by.
alter type public.usage_kind add value 'clip';
alter type public.usage_kind add value 'text';
alter type public.usage_kind add value 'summary';
alter type public.usage_kind add value 'embedding';
