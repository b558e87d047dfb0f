import OpenAI from 'openai';
import { visibleText } from '@/lib/agent/plain-text';
import {
  answerFormat,
  describeCall,
  modelAnswerSchema,
  readModelAnswer,
  summaryInstructions,
} from '@/lib/summary/by-model';
import type { SummaryModel } from './summarize-call';

const answerWithinMs = 45_000;
const longestAnswerTokens = 4_000;

export type TextAccount = { apiKey: string; baseUrl: string; textModel: string };

/** The provider's text model, held to our schema. It tries once: trying again is the job's affair. */
export function makeSummaryModel({ apiKey, baseUrl, textModel }: TextAccount): SummaryModel {
  const client = new OpenAI({ apiKey, baseURL: baseUrl, timeout: answerWithinMs, maxRetries: 0 });

  return {
    name: textModel,
    async summarize(call, signal, paid) {
      const completion = await client.chat.completions.create(
        {
          model: textModel,
          messages: [
            { role: 'system', content: summaryInstructions },
            { role: 'user', content: describeCall(call) },
          ],
          response_format: { type: 'json_schema', json_schema: answerFormat() },
          max_completion_tokens: longestAnswerTokens,
          store: false,
        },
        { signal },
      );
      const { id: providerId, usage } = completion;
      if (usage) await paid({ kind: 'summary', providerId, model: completion.model || textModel, raw: { ...usage } });
      const [choice] = completion.choices;
      if (choice?.finish_reason !== 'stop' || !choice.message.content) {
        throw new Error(`The text model gave no summary (${choice?.finish_reason ?? 'no choice'}).`);
      }
      return readModelAnswer(modelAnswerSchema.parse(JSON.parse(visibleText(choice.message.content))), call);
    },
  };
}
