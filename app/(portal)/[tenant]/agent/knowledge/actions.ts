'use server';

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { knowledgeAnswerSchema, knowledgeSchema, maxPastedCharacters } from '@/lib/contracts/knowledge';
import { rankPassages } from '@/lib/knowledge/rank';
import { findForMember, findSource } from '@/lib/knowledge/read';
import { readWebAddress } from '@/lib/knowledge/web-address';
import { addSource, readSourceAgain, removeFile, removeSource, settleGap, useSource } from '@/lib/knowledge/write';
import { AppError } from '@/lib/platform/errors';
import { memberAction } from '@/lib/portal/member-action';
import { readDraft } from '@/lib/version/read';
import { sectionVersionSchema, versionOf } from '@/lib/version/section-versions';
import { saveDraftSection } from '@/lib/version/write';

const importsPerMember = { name: 'knowledge-import', allowed: 30, perSeconds: 3_600 };
const sourceInput = z.strictObject({ sourceId: z.uuid() });

export const saveKnowledge = memberAction(
  { atLeast: 'manager', input: z.strictObject({ value: knowledgeSchema, version: sectionVersionSchema }) },
  ({ db, tenantId }, { value, version }) => saveDraftSection(db, tenantId, { section: 'knowledge', value, version }),
);

const pasted = z.strictObject({
  title: z.string().trim().min(1, 'Give it a name.').max(200),
  content: z
    .string()
    .trim()
    .min(1, 'Paste the text.')
    .max(maxPastedCharacters, 'This is too long. At most 200,000 characters.'),
});

export const addText = memberAction(
  { atLeast: 'manager', input: pasted, limit: importsPerMember },
  ({ db, tenantId }, { title, content }) =>
    addSource(db, tenantId, { id: randomUUID(), kind: 'text', title, location: '', content }),
);

const website = z.strictObject({
  address: z.string().transform((typed, context) => {
    const address = readWebAddress(typed);
    if (address) return address;
    context.addIssue({ code: 'custom', message: 'Write an address like www.example.com.' });
    return z.NEVER;
  }),
});

export const addWebsite = memberAction(
  { atLeast: 'manager', input: website, limit: importsPerMember },
  ({ db, tenantId }, { address }) =>
    addSource(db, tenantId, {
      ...{ id: randomUUID(), kind: 'website' as const, location: address },
      title: new URL(address).hostname.slice(0, 200),
    }),
);

export const remove = memberAction(
  { atLeast: 'manager', input: sourceInput },
  async ({ db, tenantId }, { sourceId }) => {
    const source = await findSource(db, tenantId, sourceId);
    await removeSource(db, tenantId, sourceId);
    if (source?.kind === 'file') await removeFile(db, tenantId, sourceId);
  },
);

export const readAgain = memberAction(
  { atLeast: 'manager', input: sourceInput, limit: importsPerMember },
  ({ db, tenantId }, { sourceId }) => readSourceAgain(db, tenantId, sourceId),
);

const useInput = z.strictObject({ sourceId: z.uuid(), pageId: z.uuid().optional(), inUse: z.boolean() });

export const setUse = memberAction({ atLeast: 'manager', input: useInput }, ({ db, tenantId }, input) =>
  useSource(db, tenantId, input),
);

export const dismissGap = memberAction(
  { atLeast: 'manager', input: z.strictObject({ gapId: z.uuid() }) },
  ({ db, tenantId }, { gapId }) => settleGap(db, tenantId, gapId, 'dismissed'),
);

/** The answer joins the draft, and the question is settled. */
export const answerGap = memberAction(
  { atLeast: 'manager', input: knowledgeAnswerSchema.extend({ gapId: z.uuid() }) },
  async ({ db, tenantId }, { gapId, question, answer }) => {
    const { config, versions } = await readDraft(db, tenantId);
    const value = knowledgeSchema.parse({ answers: [...config.knowledge.answers, { question, answer }] });
    const version = versionOf(versions, 'knowledge');
    const saved = await saveDraftSection(db, tenantId, { section: 'knowledge', value, version });
    if (saved.kind === 'stale') throw new AppError('conflict', 'Somebody else saved in this moment. Try again.');
    await settleGap(db, tenantId, gapId, 'answered');
  },
);

const asking = { name: 'knowledge-ask', allowed: 120, perSeconds: 600 };

/** What a call would find now. */
export const ask = memberAction(
  { atLeast: 'viewer', input: z.strictObject({ question: z.string().trim().min(2).max(400) }), limit: asking },
  async ({ db, tenantId }, { question }) => rankPassages(question, await findForMember(db, tenantId, question)),
);
